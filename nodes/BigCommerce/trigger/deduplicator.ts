/** How many orders are remembered. Forgetting one costs at most a repeat with the same event id. */
const CAPACITY = 10_000;

/**
 * Remembers, in this process, which orders a trigger has emitted, and lets the notifications of one
 * order be decided one after the other, so that several at once emit it once.
 */
export class OrderMemory {
	/** In the order of emission; the oldest is forgotten first. */
	private readonly emitted = new Set<string>();

	private readonly deciding = new Map<string, Promise<unknown>>();

	constructor(private readonly capacity = CAPACITY) {}

	/**
	 * Runs `decide` unless the order was emitted before, and remembers the order as emitted when it
	 * returns something. While it runs, other calls for the same order wait: a notification that
	 * arrives while the order is being read may be about a change that this reading has missed.
	 *
	 * @returns what `decide` returned; `'duplicate'` when the order was emitted before
	 */
	async once<T>(
		key: string,
		decide: () => Promise<T | undefined>,
	): Promise<T | undefined | 'duplicate'> {
		const turn = (this.deciding.get(key) ?? Promise.resolve()).then(async () => {
			if (this.emitted.has(key)) return 'duplicate';
			const decision = await decide();
			if (decision !== undefined) this.remember(key);
			return decision;
		});
		const settled = turn.catch(() => undefined);
		this.deciding.set(key, settled);
		try {
			return await turn;
		} finally {
			if (this.deciding.get(key) === settled) this.deciding.delete(key);
		}
	}

	/** Leaves the way free for the next notification of an order whose emission came to nothing. */
	forget(key: string): void {
		this.emitted.delete(key);
	}

	private remember(key: string): void {
		this.emitted.add(key);
		if (this.emitted.size > this.capacity) {
			const [oldest] = this.emitted;
			this.emitted.delete(oldest);
		}
	}
}
