import { createHmac, randomBytes } from 'node:crypto';
import type { Order } from '../../../shared/orderItem';
import { customerKeys } from '../../orders/newCustomer';

/** 16 bytes a slot: 134 MB at most, outside the heap, for 5.8 million ids and addresses. */
const MAX_SLOTS = 2 ** 23;
const MIN_SLOTS = 2 ** 10;
const MAX_LOAD = 0.7;

/** What is known of the orders of a person. */
export interface CustomerRecord {
	/** The lowest id of a purchase; Infinity when none is known. */
	firstId: number;
	/** Whether there may be a purchase that is not known. */
	isUncertain: boolean;
}

/** 64 bits in two halves; of a customer id, the high half is 0. */
type Digest = [high: number, low: number];

/**
 * For every customer id and email address the id of their first purchase. Addresses are kept as
 * 64 bits of a keyed digest, in arrays without an object for each.
 */
export class CustomerIndex {
	private readonly secret = randomBytes(16);
	private size = 0;
	/** The halves of a digest; both 0 when free. */
	private high = new Uint32Array(MIN_SLOTS);
	private low = new Uint32Array(MIN_SLOTS);
	private firstIds = new Float64Array(MIN_SLOTS);
	/** By the id of an order that was seen again: whose purchase it is now. */
	private readonly changed = new Map<number, Digest[]>();

	/** Whether it takes in no more customers, so that one it does not know may still be known. */
	get isFull(): boolean {
		return this.size >= MAX_SLOTS * MAX_LOAD;
	}

	/** Takes in an order that was not seen before. */
	see(order: Order, isPurchase: boolean): void {
		if (!isPurchase) return;
		for (const [high, low] of this.digests(order)) {
			const slot = this.claim(high, low);
			if (slot === undefined) continue;
			this.firstIds[slot] = Math.min(this.firstIds[slot], order.id);
		}
	}

	/**
	 * Takes in an order that may have changed since it was seen. When it was the first purchase of a person
	 * and is not theirs any more, the next one is not known.
	 */
	seeAgain(order: Order, isPurchase: boolean): void {
		this.changed.set(order.id, isPurchase ? this.digests(order) : []);
		this.see(order, isPurchase);
	}

	/** What is known of the person who placed the order. */
	recordOf(order: Order): CustomerRecord {
		const record = { firstId: Infinity, isUncertain: false };
		for (const [high, low] of this.digests(order)) {
			const slot = this.find(high, low);
			if (this.isFree(slot)) continue;
			const firstId = this.firstIds[slot];
			const owners = this.changed.get(firstId);
			const isTheirs = !owners || owners.some((owner) => owner[0] === high && owner[1] === low);
			if (isTheirs) record.firstId = Math.min(record.firstId, firstId);
			else record.isUncertain = true;
		}
		return record;
	}

	private digests(order: Order): Digest[] {
		const { id, email } = customerKeys(order) ?? {};
		const digests: Digest[] = [];
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
		const { high, low, firstIds } = this;
		const slots = high.length * 2;
		this.high = new Uint32Array(slots);
		this.low = new Uint32Array(slots);
		this.firstIds = new Float64Array(slots);
		for (let old = 0; old < high.length; old++) {
			if (high[old] === 0 && low[old] === 0) continue;
			const slot = this.find(high[old], low[old]);
			this.high[slot] = high[old];
			this.low[slot] = low[old];
			this.firstIds[slot] = firstIds[old];
		}
	}
}
