const HOUR_MS = 60 * 60_000;

/** Waits without keeping the process alive, unlike `sleep` of n8n-workflow. */
export async function pause(ms: number): Promise<void> {
	await new Promise<void>((resolve) =>
		AbortSignal.timeout(Math.max(0, Math.ceil(ms))).addEventListener('abort', () => resolve()),
	);
}

/** The outcome of `work`, or `undefined` when it takes longer than `limitMs`. */
export async function within<T>(work: Promise<T>, limitMs: number): Promise<T | undefined> {
	return await Promise.race([work, pause(limitMs).then(() => undefined)]);
}

const lastTimes = new Map<string, number>();

/** Whether `what` has not happened in the last hour, in this process; from then on it has. */
export function isFirstInHour(what: string): boolean {
	const now = Date.now();
	if ((lastTimes.get(what) ?? -Infinity) + HOUR_MS > now) return false;
	lastTimes.set(what, now);
	return true;
}
