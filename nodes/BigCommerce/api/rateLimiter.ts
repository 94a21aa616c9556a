import { sleep, type IDataObject } from 'n8n-workflow';

/** What part of the store's quota is left to its other apps. */
const RESERVE = 1 / 5;

/**
 * The pace of a bulk read. BigCommerce counts the requests of all apps of a store together, and says
 * with each answer how many are left in the window. When the next request would take of the last
 * fifth, it waits for the next window.
 */
export class Pace {
	/** How long requests have waited so far, in ms. */
	waited = 0;
	private left = Infinity;
	private quota = 0;
	private resetAt = 0;

	/** Resolves when the next request may go out. */
	async wait(): Promise<void> {
		for (;;) {
			const pause = this.resetAt - Date.now();
			if (pause <= 0 || this.left - 1 >= this.quota * RESERVE) break;
			this.waited += pause;
			await sleep(pause);
		}
		this.left--;
	}

	/** Takes in what an answer says of the quota; one that says nothing changes nothing. */
	note(headers: IDataObject): void {
		const [left, quota, reset] = ['requests-left', 'requests-quota', 'time-reset-ms'].map((name) =>
			Number(headers[`x-rate-limit-${name}`] ?? NaN),
		);
		if ([left, quota, reset].some(Number.isNaN)) return;
		this.left = left;
		this.quota = quota;
		this.resetAt = Date.now() + reset;
	}
}
