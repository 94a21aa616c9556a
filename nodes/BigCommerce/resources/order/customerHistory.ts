import type { IDataObject } from 'n8n-workflow';
import { customerOf } from '../../orders/newCustomer';
import { listOrdersById, PAGE_SIZE } from '../../orders/listOrdersById';
import type { Order } from '../../../shared/orderItem';
import { isPlacedStatus } from '../../../shared/orderStatus';
import type { BigCommerceApi } from '../../api/client';

/** How long it is kept without being used, in ms. */
const KEPT_FOR = 10 * 60_000;
/** How many customers it holds at most; those beyond are asked for. */
const MOST_CUSTOMERS = 250_000;

/** What a read leaves out at its beginning. */
export interface LowerBounds {
	minId?: number;
	/** In ms since 1970. */
	createdAfter?: number;
}

/**
 * What bulk reads have seen of a store's orders. It tells whether an order is its customer's first
 * where the reads have shown it, without a request, also when a workflow reads the history in
 * windows, one execution after the other. Earlier means a lower order id.
 */
export class CustomerHistory {
	/** By customer, an id up to which they have placed an order. */
	private readonly placedBy = new Map<string, number>();
	/** Every order from the first one up to this id has been seen. */
	private seenTo = 0;
	/** And every order that was created before this time, in ms since 1970. */
	private seenBefore = -Infinity;
	/** How many customers have been asked for, with a request each. */
	private asked = 0;
	private readonly oldest: { id?: number; date_created?: number } = {};

	/**
	 * Whether nothing of the history is unknown to one who reads from these bounds on: what lies
	 * before them was seen, or there is nothing. Takes one request for each bound at most, once.
	 */
	async isKnownBefore(api: BigCommerceApi, bounds: LowerBounds): Promise<boolean> {
		const { minId = 0, createdAfter = -Infinity } = bounds;
		if (createdAfter > this.seenBefore) {
			if (createdAfter > (await this.readOldest(api, 'date_created'))) return false;
		}
		return minId <= this.seenTo + 1 || minId <= (await this.readOldest(api, 'id'));
	}

	/**
	 * Whether to read what lies before the bounds rather than to ask for the customer of this order:
	 * once as many customers have been asked for as that takes requests. So it never costs more than
	 * twice what the better of the two would have.
	 */
	async isWorthReadingBefore(api: BigCommerceApi, order: Order): Promise<boolean> {
		const unseen = order.id - Math.max(this.seenTo, await this.readOldest(api, 'id'));
		return ++this.asked >= Math.ceil(unseen / PAGE_SIZE);
	}

	/** Reads what lies before the bounds, 250 orders to a request, without their lines. */
	async readBefore(
		api: BigCommerceApi,
		{ minId, createdAfter }: LowerBounds,
		isCancelled: () => boolean,
	): Promise<boolean> {
		if (minId !== undefined && minId > this.seenTo + 1) {
			if (!(await this.readAll(api, { max_id: minId - 1 }, isCancelled))) return false;
			this.reachTo(minId - 1);
		}
		if (createdAfter !== undefined) {
			const query = { max_date_created: new Date(createdAfter).toISOString() };
			if (!(await this.readAll(api, query, isCancelled))) return false;
			this.seenBefore = Math.max(this.seenBefore, createdAfter);
		}
		return true;
	}

	/** Takes in the orders after `seenTo` that the query lets pass. @returns whether it got to the end */
	private async readAll(
		api: BigCommerceApi,
		query: IDataObject,
		isCancelled: () => boolean,
	): Promise<boolean> {
		const { max_id: maxId, ...rest } = query;
		const range = { minId: this.seenTo + 1, maxId: maxId as number | undefined };
		for await (const page of listOrdersById<Order>(api, rest, range)) {
			for (const order of page) this.see(order);
			if (isCancelled()) return false;
		}
		return true;
	}

	/** Takes in that every order up to this id has been seen. */
	reachTo(id: number): void {
		this.seenTo = Math.max(this.seenTo, id);
	}

	/** Takes in an order. */
	see(order: Order): void {
		const key = customerOf(order)?.key;
		if (!key || !isPlacedStatus(order.status_id)) return;
		const placedBy = this.placedBy.get(key);
		if (placedBy === undefined && this.isFull) return;
		this.placedBy.set(key, Math.min(order.id, placedBy ?? order.id));
	}

	/** Whether it takes in no more customers, so that one it does not know may still be known. */
	get isFull(): boolean {
		return this.placedBy.size >= MOST_CUSTOMERS;
	}

	/** Whether an earlier placed order of the same customer has been seen. */
	hasSeenEarlier(order: Order): boolean {
		const placedBy = this.placedBy.get(customerOf(order)?.key ?? '');
		return placedBy !== undefined && placedBy < order.id;
	}

	/** Of the store's oldest order the id, or the time in ms since 1970; Infinity without orders. */
	private async readOldest(api: BigCommerceApi, by: 'id' | 'date_created'): Promise<number> {
		if (this.oldest[by] === undefined) {
			const [order] = await api.list<Order>('/v2/orders', { sort: `${by}:asc`, limit: 1 });
			if (!order) return Infinity;
			this.oldest[by] = by === 'id' ? order.id : Date.parse(order.date_created);
		}
		return this.oldest[by];
	}
}

const histories = new Map<string, { history: CustomerHistory; usedAt: number }>();

/** The history of the api's store, kept in this process until it was not used for ten minutes. */
export function historyOf({ store }: BigCommerceApi): CustomerHistory {
	const now = Date.now();
	for (const [account, { usedAt }] of histories) {
		if (usedAt + KEPT_FOR < now) histories.delete(account);
	}
	const history = histories.get(store.account)?.history ?? new CustomerHistory();
	histories.set(store.account, { history, usedAt: now });
	return history;
}
