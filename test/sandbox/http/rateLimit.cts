/** BigCommerce's quota: so many requests per window, for the store and all its tokens together. */
export class RateLimit {
	private used = 0;
	private windowStart = 0;

	/** Both may be changed while running; `windowMs` counts from the window's first request. */
	constructor(
		public quota: number,
		public windowMs: number,
	) {}

	/** Counts a request. @returns whether it is still within the quota */
	take(now = Date.now()): boolean {
		if (now >= this.windowStart + this.windowMs) {
			this.windowStart = now;
			this.used = 0;
		}
		this.used++;
		return this.used <= this.quota;
	}

	/** The headers that go with every answer. */
	headers(now = Date.now()): Record<string, string> {
		return {
			'x-rate-limit-requests-left': String(Math.max(0, this.quota - this.used)),
			'x-rate-limit-requests-quota': String(this.quota),
			'x-rate-limit-time-reset-ms': String(Math.max(0, this.windowStart + this.windowMs - now)),
			'x-rate-limit-time-window-ms': String(this.windowMs),
		};
	}
}
