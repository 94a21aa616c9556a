import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { serverNow } from '../api/serverClock';
import type { Outcome } from './deduplicator';
import {
	accountedUpTo,
	MAX_FAILED,
	newState,
	readState,
	RETRIES_OVER_MS,
	writeState,
	type FailedOrder,
	type StoredState,
} from './storedState';

/** This n8n process, among those that write the same static data. */
const PROCESS = randomUUID().slice(0, 8);

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A write for each order would cost 40 % of the throughput. */
export const MIN_SAVE_INTERVAL_MS = MINUTE_MS;
/** How long after a change BigCommerce's notification of it may arrive; not documented, our choice. */
const SETTLING_MS = 5 * MINUTE_MS;
/** What the clocks may differ by, and what a notification may be younger than the change. */
const CLOCK_MARGIN_MS = 2 * MINUTE_MS;
/** Static data is read for what other processes wrote. */
const MAX_STATE_AGE_MS = MINUTE_MS;
const MAX_DELIVERED = 10_000;
/** As long as BigCommerce retries. */
const MAX_UNPUBLISHED_MS = 48 * 60 * MINUTE_MS;

/**
 * What this process knows of one trigger's orders: which were delivered, failed, given up or seen
 * before they were placed, and up to when every order is accounted for. It is merged into the node's
 * static data at most once a minute, and when orders begin to fail. A lost write costs a repeat at
 * most: the mark is always written together with everything that it leaves out.
 */
export class TriggerMemory {
	private state: StoredState;
	private loadedAt = -Infinity;
	private savedAt = -Infinity;
	private isDirty = false;
	private isWorse = false;
	/** When the orders in flight changed, by id. */
	private readonly inFlight = new Map<number, number>();
	private readonly failed = new Map<number, FailedOrder>();
	/** No longer failed, although no order was delivered. */
	private readonly resolved = new Set<number>();
	private hooksRightAt: number | undefined;
	/** The catch-ups that have not yet tried everything. */
	private readonly catchUps = new Set<{ from: number; since: number }>();

	/** @param storeUrl whose clock counts */
	constructor(
		readonly owner: string,
		private readonly storeUrl = '',
	) {
		this.state = newState(owner, 0);
	}

	/** By BigCommerce's clock, in ms since 1970. */
	now(): number {
		return serverNow(this.storeUrl);
	}

	/** When the trigger was first published; `undefined` when that is not known. */
	get publishedAt(): number | undefined {
		return this.state.publishedAt || undefined;
	}

	/** Takes in what the static data holds, unless that was done a moment ago. */
	load(data: IDataObject, maxAgeMs = MAX_STATE_AGE_MS): void {
		if (this.loadedAt + maxAgeMs > Date.now()) return;
		this.loadedAt = Date.now();
		this.state = this.merged(data);
	}

	isDelivered(orderId: number): boolean {
		return this.state.delivered.has(orderId);
	}

	/** Whether the order was seen before it was placed, in the last 30 days. */
	wasUnplaced(orderId: number): boolean {
		return this.state.unplaced.has(orderId);
	}

	/** @param changedAt when the order changed, by BigCommerce's clock */
	begin(orderId: number, changedAt: number): void {
		this.inFlight.set(orderId, changedAt);
	}

	end(orderId: number, outcome: Outcome): void {
		this.inFlight.delete(orderId);
		if (outcome === 'failed') {
			this.recordFailure(orderId);
			return;
		}
		const hadFailed = this.failedOrders().has(orderId);
		this.failed.delete(orderId);
		this.state.failed.delete(orderId);
		if (hadFailed) {
			this.resolved.add(orderId);
			this.isDirty = true;
		}
		if (outcome !== 'delivered') return;
		this.state.delivered.add(orderId);
		this.state.unplaced.delete(orderId);
		this.isDirty = true;
	}

	/** Lists an order that will not be tried again. */
	giveUp(orderId: number): void {
		this.inFlight.delete(orderId);
		this.failed.delete(orderId);
		this.state.failed.delete(orderId);
		this.state.givenUp.add(orderId);
		this.isDirty = true;
	}

	recordUnplaced(orderId: number): void {
		if (this.state.unplaced.has(orderId)) return;
		this.state.unplaced.set(orderId, Math.floor(this.now() / DAY_MS));
		this.isDirty = true;
	}

	/** @param now by BigCommerce's clock */
	recordHooksRight(now: number): void {
		this.hooksRightAt = now;
		this.isDirty = true;
	}

	/** When the hooks were last seen right by this process. */
	get hooksSeenRightAt(): number | undefined {
		return this.hooksRightAt;
	}

	/** The orders whose delivery failed, with the time of the first failure. */
	failedOrders(): ReadonlyMap<number, FailedOrder> {
		return new Map([...this.state.failed, ...this.failed]);
	}

	hasFailed(orderId: number): boolean {
		return this.failed.has(orderId) || this.state.failed.has(orderId);
	}

	/**
	 * Learns which secret the hooks have to have. The former one stays good for BigCommerce's retries.
	 *
	 * @param digest of the secret
	 * @returns whether the hooks had another one
	 */
	recordSecret(digest: string): boolean {
		const { secret: former } = this.state;
		if (former === digest) return false;
		this.state.secret = digest;
		this.isDirty = true;
		if (former === undefined) return false;
		this.state.formerSecrets[former] = this.now() + RETRIES_OVER_MS;
		return true;
	}

	/** Digests of the former secrets that are still accepted. */
	formerSecrets(): string[] {
		const entries = Object.entries(this.state.formerSecrets);
		return entries.filter(([, until]) => until > this.now()).map(([digest]) => digest);
	}

	/**
	 * Until the catch-up has tried everything, the mark stays where it starts.
	 *
	 * @returns a function to call then
	 */
	beginCatchUp(from: number): () => void {
		const catchUp = { from, since: this.now() };
		this.catchUps.add(catchUp);
		this.isDirty = true;
		return () => {
			this.catchUps.delete(catchUp);
			this.isDirty = true;
		};
	}

	/** From when on orders have to be looked at; `undefined` when nothing is known. */
	accountedUpTo(): number | undefined {
		return accountedUpTo({ ...this.state, marks: this.marks(this.state) }, this.now());
	}

	/** When the state has to be saved, in ms since 1970; `undefined` when nothing has changed. */
	get saveDueAt(): number | undefined {
		if (!this.isDirty) return undefined;
		return this.isWorse ? 0 : this.savedAt + MIN_SAVE_INTERVAL_MS;
	}

	/** Merges what this process knows into the static data, if that is due. */
	saveIfDue(data: IDataObject): boolean {
		if (this.saveDueAt === undefined || this.saveDueAt > Date.now()) return false;
		this.save(data);
		return true;
	}

	/** Merges what this process knows into the static data. */
	save(data: IDataObject, change: (state: StoredState) => void = () => undefined): void {
		this.state = this.merged(data);
		change(this.state);
		this.state.marks = this.marks(this.state);
		writeState(data, this.state, this.now());
		this.loadedAt = Date.now();
		this.savedAt = Date.now();
		this.isDirty = false;
		this.isWorse = false;
		this.resolved.clear();
	}

	/**
	 * Records a publish, or a start of n8n. After a workflow was unpublished for longer than BigCommerce
	 * retries, it starts from now: the gap was meant.
	 */
	recordPublish(data: IDataObject): void {
		this.load(data, 0);
		const now = this.now();
		const { unpublishedAt } = this.state;
		const isGap = unpublishedAt !== undefined && now - unpublishedAt > MAX_UNPUBLISHED_MS;
		if (isGap) {
			this.failed.clear();
			this.catchUps.clear();
			this.hooksRightAt = undefined;
		}
		this.save(data, (state) => {
			state.publishedAt ||= now;
			delete state.unpublishedAt;
			if (!isGap) return;
			state.marks = {};
			state.failed.clear();
		});
	}

	recordUnpublish(data: IDataObject): void {
		this.save(data, (state) => (state.unpublishedAt = this.now()));
	}

	/** Catch-ups and marks of before end: a new catch-up goes on from the earliest of them. */
	takeOver(data: IDataObject, from: number): void {
		this.catchUps.clear();
		const complete = this.beginCatchUp(from);
		this.save(data, (state) => (state.marks = {}));
		complete();
	}

	private recordFailure(orderId: number): void {
		const before = this.failed.get(orderId) ?? this.state.failed.get(orderId);
		if (this.failedOrders().size === 0) this.isWorse = true;
		this.failed.set(orderId, {
			since: before?.since ?? this.now(),
			tries: (before?.tries ?? 0) + 1,
		});
		this.resolved.delete(orderId);
		this.isDirty = true;
	}

	private merged(data: IDataObject): StoredState {
		const mine = this.state;
		const stored = readState(data, this.owner) ?? newState(this.owner, mine.publishedAt);
		const delivered = new Set([...stored.delivered, ...mine.delivered]);
		const givenUp = new Set([...stored.givenUp, ...mine.givenUp]);
		const unplaced = new Map([...mine.unplaced, ...stored.unplaced]);
		const failed = new Map([...stored.failed, ...this.failed]);
		for (const id of delivered) unplaced.delete(id);
		for (const [id, { since }] of failed) {
			const isOver = since + 2 * RETRIES_OVER_MS < this.now() && !this.failed.has(id);
			if (delivered.has(id) || givenUp.has(id) || this.resolved.has(id) || isOver)
				failed.delete(id);
		}
		for (const id of this.failed.keys()) if (!failed.has(id)) this.failed.delete(id);
		const excess = delivered.size - MAX_DELIVERED;
		if (excess > 0) for (const id of [...delivered].slice(0, excess)) delivered.delete(id);
		return {
			...stored,
			publishedAt: stored.publishedAt || mine.publishedAt,
			secret: mine.secret ?? stored.secret,
			formerSecrets: { ...mine.formerSecrets, ...stored.formerSecrets },
			...{ delivered, givenUp, unplaced, failed },
		};
	}

	private marks({ marks, failed }: StoredState): StoredState['marks'] {
		const others = Object.entries(marks).filter(([process]) => process !== PROCESS);
		const at = this.mark(failed);
		const [{ since: catchUpSince } = { since: undefined }] = this.catchUps;
		const own = at !== undefined && {
			[PROCESS]: { at, ...(catchUpSince === undefined ? {} : { catchUpSince }) },
		};
		return { ...Object.fromEntries(others), ...own };
	}

	/** Up to when this process has accounted for everything; `undefined` when it does not know. */
	private mark(listed: ReadonlyMap<number, FailedOrder>): number | undefined {
		const open = [...this.inFlight]
			.filter(([id]) => !listed.has(id))
			.map(([, changedAt]) => changedAt - CLOCK_MARGIN_MS);
		if (listed.size > MAX_FAILED) {
			for (const { since } of listed.values()) open.push(since - SETTLING_MS);
		}
		for (const { from } of this.catchUps) open.push(from);
		if (this.hooksRightAt !== undefined) {
			open.push(this.hooksRightAt - SETTLING_MS);
		}
		return open.length > 0 ? Math.min(...open) : undefined;
	}
}

const memories = new Map<string, TriggerMemory>();

/** The memory of a trigger in this process. */
export function memoryOf(owner: string, storeUrl: string): TriggerMemory {
	const memory = memories.get(owner) ?? new TriggerMemory(owner, storeUrl);
	memories.set(owner, memory);
	return memory;
}
