import type { Order } from '../../../shared/orderItem';
import { TtlCache } from '../../../shared/ttlCache';
import type { BigCommerceApi } from '../../api/client';
import { CustomerIndex, type CustomerRecord } from './customerIndex';
import { listOrdersById, PAGE_SIZE } from '../../orders/listOrdersById';
import { isPurchase, type PurchaseOptions } from '../../orders/purchase';
import type { OrderSelection } from './filters';

/** What the clocks of n8n and of BigCommerce may be apart, in ms. */
const CLOCK_SKEW_MS = 2 * 60_000;

/** Where a read starts. */
export interface LowerBounds {
	minId?: number;
	/** In ms since 1970. */
	createdAfter?: number;
}

/**
 * What bulk reads have seen of a store's orders. It says whether an order is its customer's first
 * where the reads have shown it, without a request, also when a workflow reads the history in
 * windows, one execution after the other. Earlier means a lower order id.
 *
 * An order that is archived or deleted between two windows still counts as a purchase, because
 * BigCommerce's lists do not show what is gone. A read that starts over does not count it.
 */
export class CustomerHistory {
	private readonly index = new CustomerIndex();
	/** Every order from the first one up to this id has been seen. */
	private seenUpToId = 0;
	/** And every order that was created before this time, in ms since 1970. */
	private seenBefore = -Infinity;
	/** How many requests have been made for single customers. */
	private requests = 0;
	private highestId = 0;
	private readonly oldest: { id?: number; date_created?: number } = {};
	/** What is remembered is at least as new as this, in ms since 1970. */
	private freshAt = Date.now();

	constructor(private readonly options: PurchaseOptions) {}

	/** Whether it takes in no more customers, so that one it does not know may still be known. */
	get isFull(): boolean {
		return this.index.isFull;
	}

	/** The highest id of the orders that have been seen. */
	get lastId(): number {
		return this.highestId;
	}

	/** Whether every order with a lower id has been seen. */
	isKnownUpTo(orderId: number): boolean {
		return orderId <= this.seenUpToId + 1;
	}

	/**
	 * Whether all orders before these bounds are known. Takes one request for each bound at most, once.
	 */
	async isKnownBefore(api: BigCommerceApi, bounds: LowerBounds): Promise<boolean> {
		const { minId = 0, createdAfter = -Infinity } = bounds;
		if (createdAfter > this.seenBefore) {
			if (createdAfter > (await this.fetchOldest(api, 'date_created'))) return false;
		}
		return minId <= this.seenUpToId + 1 || minId <= (await this.fetchOldest(api, 'id'));
	}

	/**
	 * Whether to read all orders up to this id rather than to ask for a single customer: once asking
	 * takes as many requests, with those made so far. So it never costs more than twice what the better
	 * of the two would have.
	 *
	 * @param cost requests that asking for the customer takes
	 * @param customers how many there are to ask for, this one included
	 */
	async shouldReadUpTo(
		api: BigCommerceApi,
		id: number,
		{ cost, customers }: { cost: number; customers: number },
	): Promise<boolean> {
		const unseen = id - Math.max(this.seenUpToId, await this.fetchOldest(api, 'id'));
		if (this.requests + Math.max(cost, customers) >= Math.ceil(unseen / PAGE_SIZE)) return true;
		this.requests += cost;
		return false;
	}

	/** Reads what lies before the bounds, 250 orders to a request, without their lines. */
	async readBefore(
		api: BigCommerceApi,
		{ minId, createdAfter }: LowerBounds,
		isCancelled: () => boolean,
	): Promise<boolean> {
		if (minId !== undefined && minId > this.seenUpToId + 1) {
			if (!(await this.read(api, { maxId: minId - 1 }, isCancelled))) return false;
			this.markSeenUpTo(minId - 1);
		}
		if (createdAfter !== undefined) {
			if (!(await this.read(api, { createdBefore: createdAfter }, isCancelled))) return false;
			this.seenBefore = Math.max(this.seenBefore, createdAfter);
		}
		return true;
	}

	/**
	 * Reads the orders that have changed since they were remembered.
	 *
	 * @param maxId the highest id to look at: all orders with a higher one were seen after `time`
	 * @param time in ms since 1970
	 */
	async refresh(api: BigCommerceApi, maxId: number, time: number): Promise<void> {
		const query = { min_date_modified: new Date(this.freshAt - CLOCK_SKEW_MS).toISOString() };
		for await (const page of listOrdersById<Order>(api, query, { maxId })) {
			for (const order of page) this.index.seeAgain(order, isPurchase(order, this.options));
		}
		this.freshAt = time;
	}

	/** Takes in the orders that are not seen yet, up to a bound. @returns whether it got to the end */
	private async read(
		api: BigCommerceApi,
		{ maxId, createdBefore }: { maxId?: number; createdBefore?: number },
		isCancelled: () => boolean,
	): Promise<boolean> {
		const query =
			createdBefore === undefined
				? {}
				: { max_date_created: new Date(createdBefore).toISOString() };
		const range = { minId: this.seenUpToId + 1, maxId };
		for await (const page of listOrdersById<Order>(api, query, range)) {
			for (const order of page) this.see(order);
			if (isCancelled()) return false;
		}
		return true;
	}

	/** Notes that every order up to this id has been seen. */
	markSeenUpTo(id: number): void {
		this.seenUpToId = Math.max(this.seenUpToId, id);
	}

	/** Takes in an order. One that was seen before and has changed since then needs a `refresh`. */
	see(order: Order): void {
		this.highestId = Math.max(this.highestId, order.id);
		this.index.see(order, isPurchase(order, this.options));
	}

	recordOf(order: Order): CustomerRecord {
		return this.index.recordOf(order);
	}

	/** Of the store's oldest order the id, or the time in ms since 1970; Infinity without orders. */
	private async fetchOldest(api: BigCommerceApi, by: 'id' | 'date_created'): Promise<number> {
		if (this.oldest[by] === undefined) {
			const [order] = await api.list<Order>('/v2/orders', { sort: `${by}:asc`, limit: 1 });
			if (!order) return Infinity;
			this.oldest[by] = by === 'id' ? order.id : Date.parse(order.date_created);
		}
		return this.oldest[by];
	}
}

const histories = new TtlCache<CustomerHistory>();

/**
 * The history of the api's store, kept in this process until it was not used for ten minutes.
 *
 * @param startsOver whether the read sees every order from the store's first one on, so that what former
 *   reads have seen is no longer needed
 */
export async function historyOf(
	{ store }: BigCommerceApi,
	{ customers, purchaseKind }: OrderSelection,
	{ startsOver }: { startsOver: boolean },
): Promise<CustomerHistory> {
	const key = `${store.account} ${purchaseKind}`;
	const maxAgeMs = startsOver ? 0 : undefined;
	const history = await histories.get(key, async () => new CustomerHistory(customers), maxAgeMs);
	histories.renew(key);
	return history;
}
