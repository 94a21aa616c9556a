/** How many delivered orders are remembered. Forgetting one costs at most a repeat. */
const MAX_DELIVERED = 10_000;

/**
 * For how long an order may be in flight, in ms. n8n reports the end of each execution, so this is
 * for one that n8n has lost: BigCommerce's later retries must find the order free.
 */
export const MAX_IN_FLIGHT_MS = 6 * 60 * 60_000;

/**
 * How an attempt to deliver an order to the workflow ended: with a 2xx of n8n, without one, or without
 * an execution because the order is not for this workflow (yet). After `undecided`, all is as before:
 * the order was not read, or not as it is now, or n8n stopped the attempt.
 */
export type Outcome = 'delivered' | 'failed' | 'ignored' | 'undecided';

/** What a caller may do with an order. */
export type Admission =
	/** The order was free, and is now the caller's, who must call `settle` once it knows the outcome. */
	| { status: 'admitted'; settle: (outcome: Outcome) => void }
	/** Somebody else is at it. */
	| { status: 'inFlight'; outcome: Promise<Outcome> }
	| { status: 'delivered' };

interface Flight {
	startedAt: number;
	outcome: Promise<Outcome>;
}

/**
 * The state of each order in this process: free, in flight or delivered. At most one caller at a time
 * has an order in flight, and none after it was delivered.
 */
export class Deduplicator {
	private readonly inFlight = new Map<string, Flight>();

	/** The one delivered first is forgotten first. */
	private readonly delivered = new Set<string>();

	/** Those whose last attempt failed; the one that failed first is forgotten first. */
	private readonly failed = new Set<string>();

	constructor(private readonly capacity = MAX_DELIVERED) {}

	admit(key: string): Admission {
		if (this.delivered.has(key)) return { status: 'delivered' };
		const found = this.inFlight.get(key);
		if (found && found.startedAt + MAX_IN_FLIGHT_MS > Date.now()) {
			return { status: 'inFlight', outcome: found.outcome };
		}

		let resolve: (outcome: Outcome) => void;
		const outcome = new Promise<Outcome>((resolveOutcome) => (resolve = resolveOutcome));
		const flight = { startedAt: Date.now(), outcome };
		this.inFlight.set(key, flight);
		return {
			status: 'admitted',
			settle: (settled) => {
				if (this.inFlight.get(key) === flight) this.inFlight.delete(key);
				if (settled !== 'undecided') this.failed.delete(key);
				if (settled === 'delivered') this.remember(this.delivered, key);
				if (settled === 'failed') this.remember(this.failed, key);
				resolve(settled);
			},
		};
	}

	/** Whether the last attempt failed. */
	hasFailed(key: string): boolean {
		return this.failed.has(key);
	}

	private remember(keys: Set<string>, key: string): void {
		keys.add(key);
		const [oldest] = keys;
		if (keys.size > this.capacity) keys.delete(oldest);
	}
}
