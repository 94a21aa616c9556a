import { sleep, type IDataObject } from 'n8n-workflow';

/** What part of the store's quota is left to its other apps. */
const RESERVE = 1 / 5;

/**
 * Paces a bulk read. BigCommerce counts the requests of all apps of a store together, and says with
 * each response how many are left in the window. When the next request would use the last fifth, it
 * waits for the next window.
 */
export class RateLimiter {
	/** How long requests have waited so far, in ms. */
	waitedMs = 0;
	private remaining = Infinity;
	private quota = 0;
	private resetAt = 0;

	/** Resolves when the next request may go out. */
	async acquire(): Promise<void> {
		for (;;) {
			const pause = this.resetAt - Date.now();
			if (pause <= 0 || this.remaining - 1 >= this.quota * RESERVE) break;
			this.waitedMs += pause;
			await sleep(pause);
		}
		this.remaining--;
	}

	/** Updates from rate-limit headers; ignores responses without them. */
	update(headers: IDataObject): void {
		const [remaining, quota, reset] = ['requests-left', 'requests-quota', 'time-reset-ms'].map(
			(name) => Number(headers[`x-rate-limit-${name}`] ?? NaN),
		);
		if ([remaining, quota, reset].some(Number.isNaN)) return;
		this.remaining = remaining;
		this.quota = quota;
		this.resetAt = Date.now() + reset;
	}
}
