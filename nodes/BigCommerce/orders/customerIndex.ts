import { createHmac, randomBytes } from 'node:crypto';
import type { Order } from '../../shared/orderItem';
import { customerKeys } from './newCustomer';

/** 17 bytes a slot: 143 MB at most, outside the heap, for 5.8 million ids and addresses. */
const MAX_SLOTS = 2 ** 23;
const MIN_SLOTS = 2 ** 10;
const MAX_LOAD = 0.7;

/** The purchase that was known as the first is none any more, and the next one is not known. */
const UNCERTAIN = 1;
/** An order that is not a purchase was seen, and may have become one. */
const UNPLACED = 2;

/** What is known of the orders of a person. */
export interface CustomerRecord {
	/** The lowest id of a purchase; Infinity when none is known. */
	firstId: number;
	/** Whether there may be a purchase that is not known. */
	isUncertain: boolean;
	/** Whether an order was seen that was no purchase then. */
	hasUnplaced: boolean;
}

/**
 * For every customer id and email address the id of their first purchase. Addresses are kept as
 * 64 bits of a keyed digest, in arrays without an object for each.
 */
export class CustomerIndex {
	private readonly secret = randomBytes(16);
	private size = 0;
	/** A digest of 64 bits in two halves; of a customer id, the high half is 0. Both 0 when free. */
	private high = new Uint32Array(MIN_SLOTS);
	private low = new Uint32Array(MIN_SLOTS);
	private firstIds = new Float64Array(MIN_SLOTS);
	private flags = new Uint8Array(MIN_SLOTS);

	/** Whether it takes in no more customers, so that one it does not know may still be known. */
	get isFull(): boolean {
		return this.size >= MAX_SLOTS * MAX_LOAD;
	}

	/** Takes in an order, seen for the first time or once more. */
	see(order: Order, isPurchase: boolean): void {
		for (const [high, low] of this.digests(order)) {
			const slot = this.claim(high, low);
			if (slot === undefined) continue;
			if (isPurchase) {
				this.firstIds[slot] = Math.min(this.firstIds[slot], order.id);
				continue;
			}
			this.flags[slot] |= UNPLACED;
			if (this.firstIds[slot] !== order.id) continue;
			this.firstIds[slot] = Infinity;
			this.flags[slot] |= UNCERTAIN;
		}
	}

	/** What is known of the person who placed the order. */
	recordOf(order: Order): CustomerRecord {
		const record = { firstId: Infinity, isUncertain: false, hasUnplaced: false };
		for (const [high, low] of this.digests(order)) {
			const slot = this.find(high, low);
			if (this.isFree(slot)) continue;
			record.firstId = Math.min(record.firstId, this.firstIds[slot]);
			record.isUncertain ||= (this.flags[slot] & UNCERTAIN) > 0;
			record.hasUnplaced ||= (this.flags[slot] & UNPLACED) > 0;
		}
		return record;
	}

	private digests(order: Order): Array<[high: number, low: number]> {
		const { id, email } = customerKeys(order) ?? {};
		const digests: Array<[number, number]> = [];
		if (id !== undefined) digests.push([0, id]);
		if (email !== undefined) {
			const digest = createHmac('sha1', this.secret).update(email).digest();
			digests.push([digest.readUInt32LE(0) || 1, digest.readUInt32LE(4)]);
		}
		return digests;
	}

	/** The slot of the digest, or the free one where it would stand. */
	private find(high: number, low: number): number {
		const mask = this.high.length - 1;
		let slot = ((Math.imul(low, 0x9e3779b1) >>> 7) ^ high) & mask;
		while (!this.isFree(slot) && (this.high[slot] !== high || this.low[slot] !== low)) {
			slot = (slot + 1) & mask;
		}
		return slot;
	}

	private isFree(slot: number): boolean {
		return this.high[slot] === 0 && this.low[slot] === 0;
	}

	private claim(high: number, low: number): number | undefined {
		const slot = this.find(high, low);
		if (!this.isFree(slot)) return slot;
		if (this.isFull) return undefined;
		if (this.size + 1 > this.high.length * MAX_LOAD) {
			this.grow();
			return this.claim(high, low);
		}
		this.size++;
		this.high[slot] = high;
		this.low[slot] = low;
		this.firstIds[slot] = Infinity;
		return slot;
	}

	private grow(): void {
		const { high, low, firstIds, flags } = this;
		const slots = high.length * 2;
		this.high = new Uint32Array(slots);
		this.low = new Uint32Array(slots);
		this.firstIds = new Float64Array(slots);
		this.flags = new Uint8Array(slots);
		for (let old = 0; old < high.length; old++) {
			if (high[old] === 0 && low[old] === 0) continue;
			const slot = this.find(high[old], low[old]);
			this.high[slot] = high[old];
			this.low[slot] = low[old];
			this.firstIds[slot] = firstIds[old];
			this.flags[slot] = flags[old];
		}
	}
}
