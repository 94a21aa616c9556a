import { sleep, type IDataObject } from 'n8n-workflow';

/** How urgent a request is; the most urgent goes first. `urgent` is one that serves many orders. */
const PRIORITIES = ['urgent', 'normal', 'bulk'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * What part of the store's quota a request leaves to the store's other apps. Urgent ones are few, and may
 * use half of what the others leave.
 */
const RESERVES: Record<Priority, number> = { urgent: 0.1, normal: 0.2, bulk: 0.2 };
/** With what part of its share of the window left a request is spread over the rest of the window. */
const SPREAD_BELOW: Record<Priority, number> = { urgent: 0.25, normal: 0.5, bulk: 0.5 };
/** BigCommerce's window, in case a response does not say. */
const DEFAULT_WINDOW_MS = 30_000;
/** How long a waiting request overlooks that something has changed. */
const MAX_SLEEP_MS = 50;

export interface Turn {
	priority?: Priority;
	/** Until when to wait, in ms since 1970. */
	deadline?: number;
}

interface Waiting {
	priority: Priority;
	deadline: number;
	resolve: (hasTurn: boolean) => void;
}

/**
 * Keeps requests within the store's quota. BigCommerce counts the requests of all apps of a store
 * together, and says with each response how many are left in the window. When the next request would use
 * the reserve, it waits for the next window.
 */
export class RateLimiter {
	/** How long requests have waited so far, in ms. */
	waitedMs = 0;
	private remaining = Infinity;
	private quota = 0;
	private windowMs = DEFAULT_WINDOW_MS;
	private resetAt = Infinity;
	/** Requests that have no response yet. */
	private underWay = 0;
	/** When the last request of a priority went out. */
	private readonly lastAt = new Map<Priority, number>();
	private waiting: Waiting[] = [];
	private isServing = false;

	/**
	 * @param isSpread whether the window's last requests are spread over its rest, so that no request waits
	 *   for long; a bulk read that has the limiter to itself needs no spread
	 */
	constructor(private readonly isSpread = false) {}

	/** Resolves when the next request may go out: `true`, or `false` when it may not before the deadline. */
	async acquire({ priority = 'bulk', deadline = Infinity }: Turn = {}): Promise<boolean> {
		return await new Promise((resolve) => {
			this.waiting.push({ priority, deadline, resolve });
			void this.serve();
		});
	}

	/** Takes in a response; one without rate-limit headers says nothing about the quota. */
	update(headers: IDataObject): void {
		this.underWay = Math.max(0, this.underWay - 1);
		const [remaining, quota, reset, window] = [
			...['requests-left', 'requests-quota', 'time-reset-ms', 'time-window-ms'],
		].map((name) => Number(headers[`x-rate-limit-${name}`] ?? NaN));
		if ([remaining, quota, reset].some(Number.isNaN)) return;
		this.remaining = remaining;
		this.quota = quota;
		this.resetAt = Date.now() + reset;
		this.windowMs = window > 0 ? window : DEFAULT_WINDOW_MS;
	}

	/** At which distance requests would use up the whole quota, in ms; 0 while it is not known. */
	get paceMs(): number {
		return this.quota > 0 ? this.windowMs / this.quota : 0;
	}

	/** Whether a request would have to wait now. */
	isTight(priority: Priority = 'normal'): boolean {
		return this.waiting.length > 0 || this.delayMs(priority) > 0;
	}

	private async serve(): Promise<void> {
		if (this.isServing) return;
		this.isServing = true;
		for (let next = this.mostUrgent(); next; next = this.mostUrgent()) {
			const delay = this.delayMs(next.priority);
			if (delay > 0) {
				const begin = Date.now();
				await sleep(Math.min(delay, MAX_SLEEP_MS));
				this.waitedMs += Date.now() - begin;
				this.dismissExpired();
				continue;
			}
			this.waiting.splice(this.waiting.indexOf(next), 1);
			this.underWay++;
			this.lastAt.set(next.priority, Date.now());
			next.resolve(true);
		}
		this.isServing = false;
	}

	private mostUrgent(): Waiting | undefined {
		for (const priority of PRIORITIES) {
			const found = this.waiting.find((one) => one.priority === priority);
			if (found) return found;
		}
		return undefined;
	}

	private dismissExpired(): void {
		const expired = this.waiting.filter(({ deadline }) => deadline <= Date.now());
		if (expired.length === 0) return;
		this.waiting = this.waiting.filter((one) => !expired.includes(one));
		for (const { resolve } of expired) resolve(false);
	}

	/** How long the next request has to wait, in ms. */
	private delayMs(priority: Priority): number {
		const now = Date.now();
		if (now >= this.resetAt) this.beginWindow(now);
		const untilReset = this.resetAt - now;
		const left = this.remaining - this.underWay - Math.floor(this.quota * RESERVES[priority]);
		if (left < 1) return untilReset;
		const share = this.quota * (1 - RESERVES[priority]);
		if (!this.isSpread || left > share * SPREAD_BELOW[priority]) return 0;
		return Math.max(0, (this.lastAt.get(priority) ?? 0) + untilReset / left - now);
	}

	/** Until a response says more, the whole quota counts as left; at least one request finds out. */
	private beginWindow(now: number): void {
		this.remaining = Math.max(1, this.quota);
		this.underWay = 0;
		this.resetAt = now + this.windowMs;
	}
}

const limiters = new Map<string, RateLimiter>();

/** The rate limiter that all triggers of this process share for a store. */
export function sharedRateLimiter(storeUrl: string): RateLimiter {
	const limiter = limiters.get(storeUrl) ?? new RateLimiter(true);
	limiters.set(storeUrl, limiter);
	return limiter;
}

/** The less urgent of two. */
export function lessUrgent(one: Priority, other: Priority): Priority {
	return PRIORITIES.indexOf(one) > PRIORITIES.indexOf(other) ? one : other;
}
