/** Seconds that BigCommerce waits before each of its 11 retries; together 48 hours. */
export const RETRY_SECONDS = [60, 180, 300, 600, 900, 1800, 3600, 7200, 21600, 50400, 86400];

/**
 * How long to wait after a failed attempt.
 * @param attempt the number of the attempt that failed, from 1
 * @returns milliseconds, or undefined when it was the last attempt
 */
export function retryDelay(attempt: number): number | undefined {
	const seconds = RETRY_SECONDS[attempt - 1];
	return seconds === undefined ? undefined : seconds * 1000;
}
