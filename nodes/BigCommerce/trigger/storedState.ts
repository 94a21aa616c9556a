import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../shared/isRecord';
import { fromRanges, toRanges } from './idRanges';
import { isTime, laterTimes, type Publication } from './publication';
import { MAX_FAILED, RETRIES_OVER_MS, type Mark } from './watermark';

const DAY_MS = 24 * 60 * 60_000;

/** After that, notifications are taken to go to other processes: n8n may run in queue mode since. */
const MAX_SILENT_DAYS = 7;

/** For how long an order may stay unpaid and still be expected, in days. */
export const MAX_UNPLACED_DAYS = 30;
/**
 * Most are checkouts that nobody finished. Consecutive ones take next to nothing; when none follows
 * another, these take 40 kB, and the whole state at its limits 98 kB (measured with IDs of 7 digits).
 */
const MAX_UNPLACED = 5_000;
const MAX_GIVEN_UP = 200;
const MAX_RANGES = 2_500;
/** In memory: for two days, in which a shipment may still count as news, of 50,000 orders each. */
const MAX_DELIVERED = 100_000;

type Unplaced = Map<number, number>;

/** An order whose delivery has failed so far. */
export interface FailedOrder {
	/** When it failed for the first time, in ms since 1970. */
	since: number;
	/** When the order changed: from then on a catch-up finds it. */
	changedAt: number;
	tries: number;
}

/**
 * What a trigger keeps in its node's static data, to survive a restart of n8n. Small; no secret and
 * nothing of a customer. All times are in ms since 1970.
 */
export interface StoredState extends Publication {
	/** The workflow, node and store it belongs to: static data also travels with exports and copies. */
	owner: string;
	/** SHA-256 of the secret that the hooks have. */
	secret?: string;
	/** SHA-256 of former secrets, and until when they are accepted. */
	formerSecrets: Record<string, number>;
	/** The day since 1970 on which the process that runs the trigger last received a notification; in queue mode, others do. */
	heardOn: number;
	/** By n8n process. */
	marks: Record<string, Mark>;
	delivered: Set<number>;
	/** Orders seen before they were placed, with the day since 1970 on which they were seen. */
	unplaced: Unplaced;
	failed: Map<number, FailedOrder>;
	givenUp: Set<number>;
}

/** The state of a trigger of which nothing else is known; 0 when it is not known when it was published. */
export function newState(owner: string, publishedAt: number): StoredState {
	return {
		...{ owner, publishedAt, formerSecrets: {}, heardOn: 0, marks: {} },
		...{ delivered: new Set(), unplaced: new Map(), failed: new Map(), givenUp: new Set() },
	};
}

/**
 * Reads the state from static data, where anybody may have written.
 *
 * @returns `undefined` when there is none, or that of another trigger or store
 */
export function readState(data: IDataObject, owner: string): StoredState | undefined {
	const stored = record(data.state);
	if (stored.owner !== owner || !isTime(stored.publishedAt)) return undefined;
	return {
		owner,
		publishedAt: stored.publishedAt,
		...laterTimes(stored),
		...(typeof stored.secret === 'string' ? { secret: stored.secret } : {}),
		formerSecrets: entriesOf(stored.formerSecrets, (until) => (isTime(until) ? until : undefined)),
		heardOn: isTime(stored.heardOn) ? stored.heardOn : 0,
		marks: entriesOf(stored.marks, (value) => {
			const { at, catchUpSince } = record(value);
			if (!isTime(at)) return undefined;
			return isTime(catchUpSince) ? { at, catchUpSince } : { at };
		}),
		delivered: fromRanges(stored.delivered),
		unplaced: new Map(
			Object.entries(record(stored.unplaced)).flatMap(([day, ids]) =>
				[...fromRanges(ids)].map((id): [number, number] => [id, Number(day)]),
			),
		),
		failed: new Map(
			Object.entries(record(stored.failed)).flatMap(([id, value]): Array<[number, FailedOrder]> => {
				const { since, changedAt = since, tries } = record(value);
				if (!isTime(since) || !isTime(changedAt)) return [];
				return [[Number(id), { since, changedAt, tries: Number(tries) || 1 }]];
			}),
		),
		givenUp: fromRanges(stored.givenUp),
	};
}

/** The day of a time, counted from 1970. */
export function dayOf(time: number): number {
	return Math.floor(time / DAY_MS);
}

/** Whether the process that runs the trigger has received a notification in the last days. */
export function wasHeardLately({ heardOn }: StoredState, now: number): boolean {
	return now < (heardOn + MAX_SILENT_DAYS) * DAY_MS;
}

/**
 * Replaces the digest of the hooks' secret. The former one stays good for BigCommerce's retries.
 *
 * @returns whether there was another one
 */
export function replaceSecret(state: StoredState, digest: string, now: number): boolean {
	const { secret: former } = state;
	if (former === digest) return false;
	state.secret = digest;
	if (former === undefined) return false;
	state.formerSecrets[former] = now + RETRIES_OVER_MS;
	return true;
}

/** Digests of the former secrets that are still accepted. */
export function acceptedFormerSecrets({ formerSecrets }: StoredState, now: number): string[] {
	return Object.keys(formerSecrets).filter((digest) => formerSecrets[digest] > now);
}

/** Writes the state into static data, which n8n saves when its response is sent. */
export function writeState(data: IDataObject, state: StoredState, now: number): void {
	data.state = serialize(state, now);
}

function serialize(state: StoredState, now: number): IDataObject {
	const { owner, publishedAt, secret, formerSecrets, heardOn, marks } = state;
	const unplaced = [...newestUnplaced(state.unplaced, now)].filter(
		([id]) => !state.delivered.has(id),
	);
	const days = [...new Set(unplaced.map(([, day]) => day))];
	const failed = [...state.failed].sort(([a], [b]) => b - a).slice(0, MAX_FAILED);
	const secrets = Object.entries(formerSecrets).filter(([, until]) => until > now);
	return {
		...{ owner, publishedAt },
		...laterTimes(state),
		...(secret === undefined ? {} : { secret }),
		formerSecrets: Object.fromEntries(secrets),
		...(heardOn ? { heardOn } : {}),
		marks: JSON.parse(JSON.stringify(marks)) as IDataObject,
		delivered: toRanges(state.delivered, MAX_RANGES),
		unplaced: Object.fromEntries(
			days.map((day) => [day, toRanges(unplaced.filter(([, on]) => on === day).map(([id]) => id))]),
		),
		failed: Object.fromEntries(failed.map(([id, order]) => [id, { ...order }])),
		givenUp: toRanges([...state.givenUp].sort((a, b) => a - b).slice(-MAX_GIVEN_UP)),
	};
}

function newestUnplaced(unplaced: Unplaced, now: number): Map<number, number> {
	const first = dayOf(now) - MAX_UNPLACED_DAYS + 1;
	const recent = [...unplaced].filter(([, day]) => day >= first);
	return new Map(recent.sort(([a], [b]) => b - a).slice(0, MAX_UNPLACED));
}

/** What a process has to add to what it knows, or to leave out. */
export interface OwnChanges {
	/** Failed in this process. */
	failed: ReadonlyMap<number, FailedOrder>;
	/** No longer failed, although not delivered. */
	resolved: ReadonlySet<number>;
	now: number;
	/** Whether a catch-up of this process tries all failed orders; who knows of none must not forget any. */
	hasTakenOver: boolean;
}

/** The stored state, in which another process may have written, with what this one knows. */
export function mergeStates(stored: StoredState, mine: StoredState, own: OwnChanges): StoredState {
	const delivered = new Set([...stored.delivered, ...mine.delivered]);
	const givenUp = new Set([...stored.givenUp, ...mine.givenUp]);
	const unplaced = newestUnplaced(new Map([...mine.unplaced, ...stored.unplaced]), own.now);
	const failed = new Map([...stored.failed, ...own.failed]);
	for (const id of delivered) unplaced.delete(id);
	for (const [id, { since }] of failed) {
		const isOver = own.hasTakenOver && since + 2 * RETRIES_OVER_MS < own.now;
		const isForgotten = isOver && !own.failed.has(id);
		const isSettled = delivered.has(id) || givenUp.has(id) || own.resolved.has(id);
		if (isForgotten || isSettled) failed.delete(id);
	}
	const excess = delivered.size - MAX_DELIVERED;
	if (excess > 0) for (const id of [...delivered].slice(0, excess)) delivered.delete(id);
	return {
		...stored,
		publishedAt: stored.publishedAt || mine.publishedAt,
		...laterTimes(stored, mine),
		secret: mine.secret ?? stored.secret,
		formerSecrets: { ...mine.formerSecrets, ...stored.formerSecrets },
		heardOn: Math.max(stored.heardOn, mine.heardOn),
		...{ delivered, givenUp, unplaced, failed },
	};
}

function record(value: unknown): Record<string, unknown> {
	return isRecord(value) ? value : {};
}

function entriesOf<T>(
	value: unknown,
	parse: (member: unknown) => T | undefined,
): Record<string, T> {
	const entries = Object.entries(record(value)).flatMap(([key, member]): Array<[string, T]> => {
		const parsed = parse(member);
		return parsed === undefined ? [] : [[key, parsed]];
	});
	return Object.fromEntries(entries);
}
