const MINUTE_MS = 60_000;

/** BigCommerce's retries end after 48 hours; an hour is left for the clocks. */
export const RETRIES_OVER_MS = 49 * 60 * MINUTE_MS;
/**
 * How far a process's mark may lie behind another's before it no longer counts. BigCommerce retries
 * what was in flight in a process that died after 1, 3 and 5 minutes, at those that are alive.
 */
const MAX_LAG_MS = 15 * MINUTE_MS;
/** How long after a change BigCommerce's notification of it may arrive; not documented, our choice. */
const SETTLING_MS = 5 * MINUTE_MS;
/** What the clocks may differ by, and what a notification may be younger than the change. */
const CLOCK_MARGIN_MS = 2 * MINUTE_MS;
/** With more failed orders than that, the mark stays before the oldest of them. */
export const MAX_FAILED = 500;

/** Up to when a process has accounted for every order that changed. */
export interface Mark {
	/** In ms since 1970, by BigCommerce's clock. */
	at: number;
	/** When a catch-up from there began. Until it is complete, the mark does not become outdated. */
	catchUpSince?: number;
}

type Marks = Readonly<Record<string, Mark>>;

/** A catch-up that has not yet tried every order. */
export interface OpenCatchUp {
	from: number;
	since: number;
}

/** What is not accounted for in a process. */
export interface Open {
	/** When the orders in flight changed, by id. */
	inFlight: ReadonlyMap<number, number>;
	/** The failed orders that are stored beside the mark. */
	listed: ReadonlyMap<number, { changedAt: number }>;
	catchUps: readonly OpenCatchUp[];
	/** When the webhooks were last seen right; what they did not deliver since then is unknown. */
	hooksRightAt: number | undefined;
	/** When a notification last arrived, or a complete catch-up began; `undefined` when none ever did. */
	heardAt?: number;
}

/** The mark of a process; `undefined` when it does not know of anything. */
export function markOf({
	inFlight,
	listed,
	catchUps,
	hooksRightAt,
	heardAt,
}: Open): Mark | undefined {
	const open = [...inFlight]
		.filter(([id]) => !listed.has(id))
		.map(([, changedAt]) => changedAt - CLOCK_MARGIN_MS);
	if (listed.size > MAX_FAILED) {
		for (const { changedAt } of listed.values()) open.push(changedAt - SETTLING_MS);
	}
	for (const { from } of catchUps) open.push(from);
	if (hooksRightAt !== undefined) {
		open.push(Math.min(hooksRightAt, heardAt ?? Infinity) - SETTLING_MS);
	}
	if (open.length === 0) return undefined;
	const at = Math.min(...open);
	return catchUps.length > 0 ? { at, catchUpSince: catchUps[0].since } : { at };
}

/** The marks that still count. */
export function currentMarks(marks: Marks, now: number): Record<string, Mark> {
	const newest = Math.max(...Object.values(marks).map(({ at }) => at));
	return Object.fromEntries(
		Object.entries(marks).filter(([, { at, catchUpSince }]) => {
			// A catch-up gives its orders up when BigCommerce would.
			if (catchUpSince !== undefined && catchUpSince + RETRIES_OVER_MS > now) return true;
			return at >= newest - MAX_LAG_MS;
		}),
	);
}

/** From when on orders have to be looked at; `undefined` when nothing is known. */
export function accountedUpTo(marks: Marks): number | undefined {
	const times = Object.values(marks).map(({ at }) => at);
	return times.length > 0 ? Math.min(...times) : undefined;
}
