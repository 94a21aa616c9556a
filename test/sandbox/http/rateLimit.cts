/** BigCommerce's quota: so many requests per window, for the store and all its tokens together. */
export class RateLimit {
	private used = 0;
	private windowEnd = 0;

	/** Both may be changed while running; `windowMs` counts from the window's first request. */
	constructor(
		public quota: number,
		public windowMs: number,
		private readonly clock: () => number = Date.now,
	) {}

	/** Counts a request. @returns whether it is still within the quota */
	take(now = this.clock()): boolean {
		if (now >= this.windowEnd) {
			this.windowEnd = now + this.windowMs;
			this.used = 0;
		}
		this.used++;
		return this.used <= this.quota;
	}

	/** A storm: other apps have used up the quota, and every request is answered 429 for so long. */
	exhaust(ms = this.windowMs): void {
		this.used = this.quota;
		this.windowEnd = this.clock() + ms;
	}

	/** The headers that go with every answer. */
	headers(now = this.clock()): Record<string, string> {
		return {
			'x-rate-limit-requests-left': String(Math.max(0, this.quota - this.used)),
			'x-rate-limit-requests-quota': String(this.quota),
			'x-rate-limit-time-reset-ms': String(Math.max(0, this.windowEnd - now)),
			'x-rate-limit-time-window-ms': String(this.windowMs),
		};
	}
}
