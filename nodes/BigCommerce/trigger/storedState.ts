import type { IDataObject } from 'n8n-workflow';
import { fromRanges, toRanges } from './idRanges';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** BigCommerce's retries end after 48 hours; an hour is left for the clocks. */
export const RETRIES_OVER_MS = 49 * HOUR_MS;
/**
 * How far a process's mark may lie behind another's before it no longer counts. BigCommerce retries
 * what was in flight in a process that died after 1, 3 and 5 minutes, at those that are alive.
 */
const MAX_LAG_MS = 15 * 60_000;
/** For how long an order may stay unpaid and still be expected, in days. */
export const MAX_UNPLACED_DAYS = 30;
const MAX_UNPLACED = 1_000;
/** With more failed orders than that, the mark stays before the oldest of them. */
export const MAX_FAILED = 500;
const MAX_GIVEN_UP = 200;
const MAX_RANGES = 1_000;

/** An order whose delivery has failed so far. */
export interface FailedOrder {
	/** When it failed for the first time, in ms since 1970. */
	since: number;
	tries: number;
}

/** Up to when a process has accounted for every order that changed. */
export interface Mark {
	/** In ms since 1970, by BigCommerce's clock. */
	at: number;
	/** When a catch-up from there began. Until it is complete, the mark does not become outdated. */
	catchUpSince?: number;
}

/**
 * What a trigger keeps in its node's static data, to survive a restart of n8n. Small; no secret and
 * nothing of a customer. All times are in ms since 1970.
 */
export interface StoredState {
	/** The workflow, node and store it belongs to: static data also travels with exports and copies. */
	owner: string;
	/** The first publish. */
	publishedAt: number;
	/** Absent while published. */
	unpublishedAt?: number;
	/** SHA-256 of the secret that the hooks have. */
	secret?: string;
	/** SHA-256 of former secrets, and until when they are accepted. */
	formerSecrets: Record<string, number>;
	/** By n8n process. */
	marks: Record<string, Mark>;
	delivered: Set<number>;
	/** Orders seen before they were placed, with the day since 1970 on which they were seen. */
	unplaced: Map<number, number>;
	failed: Map<number, FailedOrder>;
	givenUp: Set<number>;
}

export function newState(owner: string, publishedAt: number): StoredState {
	return {
		...{ owner, publishedAt, formerSecrets: {}, marks: {} },
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
		...(isTime(stored.unpublishedAt) ? { unpublishedAt: stored.unpublishedAt } : {}),
		...(typeof stored.secret === 'string' ? { secret: stored.secret } : {}),
		formerSecrets: entriesOf(stored.formerSecrets, (until) => (isTime(until) ? until : undefined)),
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
				const { since, tries } = record(value);
				return isTime(since) ? [[Number(id), { since, tries: Number(tries) || 1 }]] : [];
			}),
		),
		givenUp: fromRanges(stored.givenUp),
	};
}

/** Writes the state into static data, which n8n saves when its response is sent. */
export function writeState(data: IDataObject, state: StoredState, now: number): void {
	data.state = serialize(state, now);
}

function serialize(state: StoredState, now: number): IDataObject {
	const { owner, publishedAt, unpublishedAt, secret, formerSecrets, marks } = state;
	const today = Math.floor(now / DAY_MS);
	const unplaced = [...state.unplaced]
		.filter(([id, day]) => day > today - MAX_UNPLACED_DAYS && !state.delivered.has(id))
		.sort(([a], [b]) => b - a)
		.slice(0, MAX_UNPLACED);
	const days = [...new Set(unplaced.map(([, day]) => day))];
	const failed = [...state.failed].sort(([a], [b]) => b - a).slice(0, MAX_FAILED);
	const secrets = Object.entries(formerSecrets).filter(([, until]) => until > now);
	return {
		...{ owner, publishedAt },
		...(unpublishedAt === undefined ? {} : { unpublishedAt }),
		...(secret === undefined ? {} : { secret }),
		formerSecrets: Object.fromEntries(secrets),
		marks: JSON.parse(JSON.stringify(currentMarks(marks, now))) as IDataObject,
		delivered: toRanges(state.delivered, MAX_RANGES),
		unplaced: Object.fromEntries(
			days.map((day) => [day, toRanges(unplaced.filter(([, on]) => on === day).map(([id]) => id))]),
		),
		failed: Object.fromEntries(failed.map(([id, { since, tries }]) => [id, { since, tries }])),
		givenUp: toRanges([...state.givenUp].sort((a, b) => a - b).slice(-MAX_GIVEN_UP)),
	};
}

/** The marks that still count. */
export function currentMarks(marks: StoredState['marks'], now: number): StoredState['marks'] {
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
export function accountedUpTo({ marks }: StoredState, now: number): number | undefined {
	const times = Object.values(currentMarks(marks, now)).map(({ at }) => at);
	return times.length > 0 ? Math.min(...times) : undefined;
}

function record(value: unknown): Record<string, unknown> {
	const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
	return isRecord ? (value as Record<string, unknown>) : {};
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

function isTime(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
