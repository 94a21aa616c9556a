import { randomUUID } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { serverNow } from '../api/serverClock';
import type { Outcome } from './deduplicator';
import {
	acceptedFormerSecrets,
	mergeStates,
	MIN_SAVE_INTERVAL_MS,
	newState,
	readState,
	replaceSecret,
	writeState,
	type FailedOrder,
	type StoredState,
} from './storedState';
import { accountedUpTo, currentMarks, markOf, type OpenCatchUp } from './watermark';

/** This n8n process, among those that write the same static data. */
const PROCESS = randomUUID().slice(0, 8);

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** As long as BigCommerce retries. */
const MAX_UNPUBLISHED_MS = 48 * 60 * MINUTE_MS;

/**
 * What this process knows of one trigger's orders, and up to when all are accounted for. It is merged
 * into static data at most once a minute, and when orders begin to fail or one is given up. A lost
 * write costs a repeat at most: the mark is always written together with everything that it leaves out.
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
	/** When this process last saw the webhooks right, in ms since 1970 by BigCommerce's clock. */
	hooksRightAt: number | undefined;
	/** When the workflow was published after it had been unpublished for long. */
	private gapEndedAt: number | undefined;
	/**
	 * Whether a catch-up of this process goes on from the marks of before. Until then none is outdated:
	 * after an outage, notifications may arrive before n8n has started the trigger.
	 */
	hasTakenOver = false;
	private readonly catchUps = new Set<OpenCatchUp>();

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
	load(data: IDataObject, maxAgeMs = MINUTE_MS): void {
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
		if (hadFailed) this.resolved.add(orderId);
		this.isDirty ||= hadFailed;
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
		this.isWorse = true;
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
		this.isDirty ||= former !== digest;
		return replaceSecret(this.state, digest, this.now());
	}

	/** Digests of the former secrets that are still accepted. */
	formerSecrets(): string[] {
		return acceptedFormerSecrets(this.state, this.now());
	}

	/** @returns a function to call when everything was tried; until then the mark stays at `from` */
	beginCatchUp(from: number): () => void {
		const catchUp = { from, since: this.now() };
		this.catchUps.add(catchUp);
		this.isDirty = true;
		return () => {
			this.catchUps.delete(catchUp);
			this.isDirty = true;
		};
	}

	/** From when on orders have to be looked at, in ms since 1970 by BigCommerce's clock. */
	accountedUpTo(): number {
		if (this.isAfterGap()) return this.now();
		const known = accountedUpTo(this.marks(this.state));
		return known ?? this.gapEndedAt ?? this.publishedAt ?? this.now();
	}

	/** When the state has to be saved, in ms since 1970; `undefined` when nothing has changed. */
	get saveDueAt(): number | undefined {
		if (!this.isDirty) return undefined;
		return this.isWorse ? 0 : this.savedAt + MIN_SAVE_INTERVAL_MS;
	}

	saveIfDue(data: IDataObject): void {
		if (this.saveDueAt !== undefined && this.saveDueAt <= Date.now()) this.save(data);
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

	/** After a workflow was unpublished for longer than BigCommerce retries, it starts from now. */
	recordPublish(data: IDataObject): void {
		this.load(data, 0);
		const now = this.now();
		const isGap = this.isAfterGap();
		if (isGap) {
			this.failed.clear();
			this.catchUps.clear();
			this.hooksRightAt = undefined;
			this.gapEndedAt = now;
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
		this.hasTakenOver = true;
		this.save(data, (state) => (state.marks = {}));
		complete();
	}

	private isAfterGap(): boolean {
		return this.now() - (this.state.unpublishedAt ?? Infinity) > MAX_UNPUBLISHED_MS;
	}

	private recordFailure(orderId: number): void {
		const { since = this.now(), tries = 0 } = this.failedOrders().get(orderId) ?? {};
		if (this.failedOrders().size === 0) this.isWorse = true;
		this.failed.set(orderId, { since, tries: tries + 1 });
		this.resolved.delete(orderId);
		this.isDirty = true;
	}

	private merged(data: IDataObject): StoredState {
		const mine = this.state;
		const stored = readState(data, this.owner) ?? newState(this.owner, mine.publishedAt);
		const { failed, resolved } = this;
		const state = mergeStates(stored, mine, { failed, resolved, now: this.now() });
		for (const id of failed.keys()) if (!state.failed.has(id)) failed.delete(id);
		return state;
	}

	private marks({ marks, failed: listed }: StoredState): StoredState['marks'] {
		const { inFlight, catchUps, hooksRightAt } = this;
		const own = markOf({ inFlight, listed, catchUps: [...catchUps], hooksRightAt });
		const all = { ...marks };
		delete all[PROCESS];
		if (own) all[PROCESS] = own;
		return this.hasTakenOver ? currentMarks(all, this.now()) : all;
	}
}
