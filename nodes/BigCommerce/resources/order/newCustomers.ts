import type { Order, OrderItem } from '../../../shared/orderItem';
import type { BigCommerceApi } from '../../api/client';
import { customerKeys, isNewCustomer } from '../../orders/newCustomer';
import type { CustomerHistory, LowerBounds } from './customerHistory';
import type { OrderSelection } from './filters';

/** A bulk read of orders. */
export interface BulkRead {
	api: BigCommerceApi;
	selection: OrderSelection;
	history: CustomerHistory;
	isCancelled: () => boolean;
}

/**
 * Says of the orders of a bulk read whether each is its customer's first purchase. What reads have shown
 * needs no request, beside one for what has changed since former reads. What lies before them takes up
 * to two for a customer, until reading all of it takes no more.
 */
export class NewCustomers {
	private lowestId = Infinity;
	private highestId = 0;
	private readonly startedAt = Date.now();
	/** The highest id that former reads have seen; 0 without any. */
	private readonly rememberedId: number;

	constructor(private readonly read: BulkRead) {
		this.rememberedId = read.history.lastId;
	}

	/** Takes in an order of the read, wanted or not. */
	see(order: Order): void {
		this.read.history.see(order);
		this.lowestId = Math.min(this.lowestId, order.id);
		this.highestId = Math.max(this.highestId, order.id);
	}

	/**
	 * Sets `is_new_customer` of items of the read where it can be known.
	 *
	 * @param isFromStart whether everything from the selection's lower bounds on was read, and not only
	 *   the newest of it
	 */
	async mark(items: OrderItem[], { isFromStart }: { isFromStart: boolean }): Promise<void> {
		if (items.length === 0) return;
		const { api, history, selection, isCancelled } = this.read;
		const { hidesHistory, isOfAll, customers } = selection;
		if (this.rememberedId > 0) await history.refresh(api, this.rememberedId, this.startedAt);
		const bounds = this.bounds(isFromStart);
		let isComplete = !hidesHistory && (await history.isKnownBefore(api, bounds));
		let unknown = this.countUnknown(items, isComplete);
		for (const item of [...items].sort((a, b) => a.id - b.id)) {
			let answer = this.fromHistory(item, isComplete);
			if (answer === 'unknown' && isCancelled()) return;
			if (answer === 'unknown' && !isComplete) {
				const cost = Object.values(customerKeys(item) ?? {}).filter(Boolean).length;
				const id = hidesHistory ? this.highestId : item.id;
				if (await history.shouldReadUpTo(api, id, { cost, customers: unknown-- })) {
					isComplete = await history.readBefore(api, bounds, isCancelled);
					answer = this.fromHistory(item, isComplete);
				}
			}
			if (answer === 'unknown') answer = await isNewCustomer(api, item, customers);
			if (answer !== undefined) item.is_new_customer = answer;
		}
		if (isComplete && isOfAll) history.markSeenUpTo(this.highestId);
	}

	/** Every order before these has to be known. Where filters hide some, that is up to the last one. */
	private bounds(isFromStart: boolean): LowerBounds {
		const { hidesHistory, createdAfter, minId } = this.read.selection;
		if (hidesHistory) return { minId: this.highestId + 1 };
		return { createdAfter, minId: isFromStart ? minId : this.lowestId };
	}

	/** How many customers there are of whom reads have not shown whether they are new. */
	private countUnknown(items: OrderItem[], isComplete: boolean): number {
		const unknown = items.filter((item) => this.fromHistory(item, isComplete) === 'unknown');
		return new Set(unknown.map(customerKeys).map((keys) => keys?.id ?? keys?.email)).size;
	}

	private fromHistory(order: Order, isComplete: boolean): boolean | undefined | 'unknown' {
		const { history } = this.read;
		if (!customerKeys(order)) return undefined;
		const { firstId, isUncertain } = history.recordOf(order);
		if (firstId < order.id) return false;
		const isCovered = isComplete || history.isKnownUpTo(order.id);
		return isCovered && !isUncertain && !history.isFull ? true : 'unknown';
	}
}
