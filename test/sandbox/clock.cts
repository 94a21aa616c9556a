/** What a timer runs; `advance` waits for what it returns. */
type Action = () => unknown;

interface Timer {
	/** When it is due, by `now()` or by `scaled()`. */
	due: number;
	isScaled: boolean;
	action: Action;
	handle?: NodeJS.Timeout;
}

/** Node fires a longer timer at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/**
 * The sandbox's time and its timers. `now()` runs like the machine's clock and jumps ahead with
 * `advance`. BigCommerce's waits (retries, blocked domains) run by `scaled()`, which is faster by the
 * factor 1 / `scale`, and jumps ahead by the same.
 */
export class Clock {
	private readonly started = Date.now();
	private readonly timers = new Set<Timer>();
	private readonly listeners: Array<() => void> = [];
	private readonly scale: number;
	private ahead = 0;
	private advances: Promise<void> | undefined;

	/** @param scale 1 is real time, 0.001 makes BigCommerce's second a millisecond */
	constructor(scale = 1) {
		this.scale = Math.max(scale, 1e-9);
	}

	/** Milliseconds since 1970. Dates, `created_at`, and the `Date` of BigCommerce's answers. */
	now(): number {
		return Date.now() + this.ahead;
	}

	date(): Date {
		return new Date(this.now());
	}

	/** Milliseconds of BigCommerce's waits since the sandbox started. */
	scaled(): number {
		return (Date.now() - this.started) / this.scale + this.ahead;
	}

	/** When `ms` milliseconds, of `scaled()` on request, will have passed, unless time jumps ahead. */
	dateIn(ms: number, { isScaled = false } = {}): Date {
		return new Date(this.now() + (isScaled ? ms * this.scale : ms));
	}

	/** How many timers are still to fire. */
	get count(): number {
		return this.timers.size;
	}

	/**
	 * Runs the action in `ms` milliseconds, of `scaled()` on request.
	 * @returns cancels it
	 */
	after(ms: number, action: Action, { isScaled = false } = {}): () => void {
		const timer: Timer = { due: this.read(isScaled) + ms, isScaled, action };
		this.timers.add(timer);
		if (!this.advances) this.arm(timer);
		return () => this.remove(timer);
	}

	/**
	 * Lets `ms` milliseconds pass: runs everything that falls due in them, in its order and at its time,
	 * and waits for each delivery to end before time goes on.
	 */
	async advance(ms: number): Promise<void> {
		while (this.advances) await this.advances;
		this.advances = this.step(ms);
		try {
			await this.advances;
		} finally {
			this.advances = undefined;
			for (const timer of this.timers) this.arm(timer);
			for (const listener of this.listeners) listener();
		}
	}

	/** Runs after each `advance`. */
	onAdvance(listener: () => void): void {
		this.listeners.push(listener);
	}

	/** Cancels everything that is still to run. */
	clear(): void {
		for (const timer of this.timers) this.remove(timer);
	}

	private async step(ms: number): Promise<void> {
		for (const timer of this.timers) clearTimeout(timer.handle);
		let left = ms;
		for (;;) {
			const next = Math.max(0, Math.min(...[...this.timers].map((timer) => this.left(timer))));
			if (next > left) break;
			this.ahead += next;
			left -= next;
			const due = [...this.timers].filter((timer) => this.left(timer) <= 0);
			await Promise.all(due.map((timer) => this.run(timer)));
		}
		this.ahead += left;
	}

	private read(isScaled: boolean): number {
		return isScaled ? this.scaled() : this.now();
	}

	private left({ due, isScaled }: Timer): number {
		return due - this.read(isScaled);
	}

	private arm(timer: Timer): void {
		const wait = Math.max(0, this.left(timer) * (timer.isScaled ? this.scale : 1));
		// Node may fire a millisecond early.
		timer.handle = setTimeout(
			() => (this.left(timer) > 0 ? this.arm(timer) : this.run(timer)),
			Math.min(wait, MAX_TIMEOUT_MS),
		);
	}

	private run(timer: Timer): unknown {
		this.remove(timer);
		return timer.action();
	}

	private remove(timer: Timer): void {
		clearTimeout(timer.handle);
		this.timers.delete(timer);
	}
}
