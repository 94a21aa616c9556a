import type { IDataObject } from 'n8n-workflow';
import { serverNow } from '../api/serverClock';
import type { Outcome } from './deduplicator';
import { FailedOrders } from './failedOrders';
import { OpenWork } from './openWork';
import type { ProcessReport } from './processReport';
import { countsSince, isAfterGap, publish, unpublish, type Publication } from './publication';
import { SaveSchedule } from './saveSchedule';
import {
	acceptedFormerSecrets,
	dayOf,
	mergeStates,
	newState,
	readState,
	replaceSecret,
	wasHeardLately,
	writeState,
	type FailedOrder,
	type OwnChanges,
	type StoredState,
} from './storedState';
import { accountedUpTo, currentMarks } from './watermark';

/**
 * What this process knows of one trigger's orders, and up to when all are accounted for. It is merged
 * into static data at most once a minute, and when orders begin to fail or one is given up. A lost
 * write costs a repeat at most: the mark is always written together with everything that it leaves out.
 */
export class TriggerMemory {
	private state: StoredState;
	private loadedAt = -Infinity;
	private readonly schedule = new SaveSchedule();
	private readonly open = new OpenWork();
	private readonly failed = new FailedOrders();
	/**
	 * Whether a catch-up of this process goes on from the marks of before. Until then none is outdated:
	 * notifications may arrive before n8n has started the trigger.
	 */
	hasTakenOver = false;

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

	get publication(): Publication {
		return this.state;
	}

	/** Takes in what the static data holds, unless that was done a moment ago. */
	load(data: IDataObject, maxAgeMs = 60_000): void {
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

	/** @param changedAt when the order changed, by BigCommerce's clock: from then on a catch-up finds it */
	begin(orderId: number, changedAt: number): void {
		this.open.inFlight.set(orderId, changedAt);
	}

	end(orderId: number, outcome: Outcome): void {
		const { inFlight } = this.open;
		const changedAt = inFlight.get(orderId) ?? this.now();
		inFlight.delete(orderId);
		if (outcome === 'undecided') return;
		if (outcome === 'failed') {
			if (this.failedOrders().size === 0) this.schedule.recordWorse();
			this.failed.record(orderId, this.state.failed, { since: this.now(), changedAt });
			this.schedule.recordChange();
			return;
		}
		if (this.failed.resolve(orderId, this.state.failed)) this.schedule.recordChange();
		if (outcome !== 'delivered') return;
		this.state.delivered.add(orderId);
		this.state.unplaced.delete(orderId);
		this.schedule.recordChange();
	}

	/** Lists an order that will not be tried again. */
	giveUp(orderId: number): void {
		this.open.inFlight.delete(orderId);
		this.failed.resolve(orderId, this.state.failed);
		this.state.givenUp.add(orderId);
		this.schedule.recordWorse();
	}

	recordUnplaced(orderId: number): void {
		if (this.state.unplaced.has(orderId)) return;
		this.state.unplaced.set(orderId, dayOf(this.now()));
		this.schedule.recordChange();
	}

	/** When this process last saw the webhooks right, in ms since 1970 by BigCommerce's clock. */
	get hooksRightAt(): number | undefined {
		return this.open.hooksRightAt;
	}

	/** @param now by BigCommerce's clock */
	recordHooksRight(now: number): void {
		this.open.hooksRightAt = now;
		this.schedule.recordChange();
	}

	/**
	 * A notification for this trigger has arrived: BigCommerce reaches this process.
	 *
	 * @returns after a long silence, the time since when others may have failed to arrive
	 */
	recordHeard(): number | undefined {
		const now = this.now();
		const missedSince = this.open.isSilent(now) ? this.accountedUpTo() : undefined;
		this.open.hear(now);
		if (this.hasTakenOver && this.state.heardOn < dayOf(now)) {
			this.state.heardOn = dayOf(now);
			this.schedule.recordChange();
		}
		return missedSince;
	}

	failedOrders(): ReadonlyMap<number, FailedOrder> {
		return this.failed.all(this.state.failed);
	}

	hasFailed(orderId: number): boolean {
		return this.failed.has(orderId, this.state.failed);
	}

	/**
	 * Learns which secret the hooks have to have. The former one stays good for BigCommerce's retries.
	 *
	 * @param digest of the secret
	 * @returns whether the hooks had another one
	 */
	recordSecret(digest: string): boolean {
		if (this.state.secret !== digest) this.schedule.recordChange();
		return replaceSecret(this.state, digest, this.now());
	}

	/** Digests of the former secrets that are still accepted. */
	formerSecrets(): string[] {
		return acceptedFormerSecrets(this.state, this.now());
	}

	/**
	 * @returns a function to call when everything was tried, with the time at which reading began; until
	 *   then the mark stays at `from`
	 */
	beginCatchUp(from: number): (readSince?: number) => void {
		const complete = this.open.beginCatchUp(from, this.now());
		this.schedule.recordChange();
		return (readSince) => {
			complete(readSince);
			this.schedule.recordChange();
		};
	}

	/** From when on orders have to be looked at, in ms since 1970 by BigCommerce's clock. */
	accountedUpTo(): number {
		if (isAfterGap(this.state, this.now())) return this.now();
		const known = accountedUpTo(this.marks(this.state));
		return known ?? countsSince(this.state, 'orderPlaced') ?? this.now();
	}

	/** When the state has to be saved, in ms since 1970; `undefined` when nothing has changed. */
	get saveDueAt(): number | undefined {
		return this.schedule.dueAt;
	}

	saveIfDue(data: IDataObject): void {
		if (this.saveDueAt !== undefined && this.saveDueAt <= Date.now()) this.save(data);
	}

	/** What this process knows, for another one to save. */
	report(): ProcessReport {
		const marks = this.open.marks({}, this.failedOrders());
		return { state: { ...this.state, marks }, ...this.ownChanges() };
	}

	/** Merges what this process knows into the static data. */
	save(data: IDataObject, change: (state: StoredState) => void = () => undefined): void {
		this.state = this.merged(data);
		change(this.state);
		this.state.marks = this.marks(this.state);
		writeState(data, this.state, this.now());
		this.loadedAt = Date.now();
		this.schedule.recordSaved();
		this.failed.forgetResolved();
	}

	/**
	 * After a workflow was unpublished for longer than BigCommerce retries, it starts from now.
	 *
	 * @param since when orders count if this is the first publish
	 */
	recordPublish(data: IDataObject, since?: number): void {
		this.load(data, 0);
		const now = this.now();
		const isGap = isAfterGap(this.state, now);
		if (isGap) {
			this.failed.clear();
			this.open.reset(now);
		}
		this.save(data, (state) => {
			publish(state, now, since);
			if (!isGap) return;
			state.gapEndedAt = now;
			state.marks = {};
			state.failed.clear();
		});
	}

	recordUnpublish(data: IDataObject): void {
		this.save(data, (state) => unpublish(state, this.now()));
	}

	/** Catch-ups and marks of before end: a new catch-up goes on from the earliest of them. */
	takeOver(data: IDataObject, from: number): void {
		this.open.takeOver(from);
		const complete = this.beginCatchUp(from);
		this.hasTakenOver = true;
		this.failed.adopt(this.state.failed);
		if (wasHeardLately(this.state, this.now())) this.open.expectToHear(from);
		this.save(data, (state) => (state.marks = {}));
		complete();
	}

	private merged(data: IDataObject): StoredState {
		const stored = readState(data, this.owner) ?? newState(this.owner, this.state.publishedAt);
		const state = mergeStates(stored, this.state, this.ownChanges());
		this.failed.keepListed(state.failed);
		return state;
	}

	private ownChanges(): OwnChanges {
		return this.failed.changes(this.now(), this.hasTakenOver);
	}

	private marks({ marks, failed: listed }: StoredState): StoredState['marks'] {
		const all = this.open.marks(marks, listed);
		return this.hasTakenOver ? currentMarks(all, this.now()) : all;
	}
}
