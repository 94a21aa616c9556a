import { sleep } from 'n8n-workflow';
import type { BigCommerceApi } from '../api/client';
import { BigCommerceApiError } from '../api/errors';
import type { RateLimiter } from '../api/rateLimiter';
import type { WholeOrder } from './buildOrderItem';
import { fetchOrder, WHOLE_ORDER } from './fetchOrder';
import { PAGE_SIZE } from './listOrdersById';

/** While a request is under way, the next one follows after this at the earliest. */
const MIN_GAP_MS = 50;
/** So that orders take no more than a quarter of the quota, however many there are. */
const MIN_GAP_PACES = 4;
/** How many orders a list request may return for each that was asked for. */
const MAX_SPREAD = 10;

export interface LoadOptions {
	/** How long the order may wait for a request that others need, in ms. */
	holdMs?: number;
}

/** An order that was asked for, and whose request has not gone out. */
interface Wanted {
	/** Of the one who asked last. */
	api: BigCommerceApi;
	/** When its request has to go out, in ms since 1970. */
	dueAt: number;
	/** Whether a list has not shown it, so that only a request of its own can say why. */
	isMissing: boolean;
	waiting: Array<{
		resolve: (order: WholeOrder | undefined) => void;
		reject: (error: unknown) => void;
	}>;
}

/**
 * Reads the orders that are asked for at the same time together: those that wait while a request is
 * under way, or until the rate limiter allows one, are read by one list request where their ids lie
 * close together. An order is always read after it was asked for, never from memory.
 */
export class OrderLoader {
	/** By order id; the one that was asked for first comes first. */
	private readonly wanted = new Map<number, Wanted>();
	private underWay = 0;
	private lastAt = 0;
	private isServing = false;
	private wake: () => void = () => undefined;

	constructor(private readonly rateLimiter: RateLimiter) {}

	/**
	 * The order, whole.
	 *
	 * @returns `undefined` when BigCommerce has no such order (any more)
	 * @throws BigCommerceApiError
	 */
	async load(
		api: BigCommerceApi,
		id: number,
		{ holdMs = 0 }: LoadOptions = {},
	): Promise<WholeOrder | undefined> {
		return await new Promise((resolve, reject) => {
			const dueAt = Date.now() + holdMs;
			const known = this.wanted.get(id);
			const wanted = known ?? { api, dueAt, isMissing: false, waiting: [] };
			wanted.api = api;
			wanted.dueAt = Math.min(wanted.dueAt, dueAt);
			wanted.waiting.push({ resolve, reject });
			this.wanted.set(id, wanted);
			this.wake();
			void this.serve();
		});
	}

	/** The order need not be held any longer. */
	hurry(id: number): void {
		const wanted = this.wanted.get(id);
		if (!wanted) return;
		wanted.dueAt = Math.min(wanted.dueAt, Date.now());
		this.wake();
	}

	private async serve(): Promise<void> {
		if (this.isServing) return;
		this.isServing = true;
		while (this.wanted.size > 0) {
			const delay = this.delayMs();
			if (delay > 0) {
				await Promise.race([sleep(delay), new Promise<void>((resolve) => (this.wake = resolve))]);
				continue;
			}
			await this.rateLimiter.acquire({ priority: 'urgent' });
			const group = this.takeGroup();
			this.underWay++;
			this.lastAt = Date.now();
			void this.read(group).finally(() => {
				this.underWay--;
				this.wake();
			});
		}
		this.isServing = false;
	}

	/** How long the next request has to wait, in ms. */
	private delayMs(): number {
		const dueAt = Math.min(...[...this.wanted.values()].map((one) => one.dueAt));
		const gap = Math.max(
			this.underWay > 0 ? MIN_GAP_MS : 0,
			this.rateLimiter.paceMs * MIN_GAP_PACES,
		);
		return Math.max(dueAt, this.lastAt + gap) - Date.now();
	}

	/**
	 * Takes the order that is due first, and those around it that one list request gets as well, held
	 * ones included.
	 */
	private takeGroup(): Map<number, Wanted> {
		const [first, wanted] = [...this.wanted].reduce((one, other) =>
			other[1].dueAt < one[1].dueAt ? other : one,
		);
		const ids = wanted.isMissing ? [first] : this.idsAround(first);
		return new Map(
			ids.map((id) => {
				const one = this.wanted.get(id) as Wanted;
				this.wanted.delete(id);
				return [id, one];
			}),
		);
	}

	private idsAround(first: number): number[] {
		const listable = [...this.wanted].filter(([, { isMissing }]) => !isMissing);
		const ids = listable.map(([id]) => id).sort((a, b) => a - b);
		let [from, to] = [ids.indexOf(first), ids.indexOf(first)];
		const fits = (low: number, high: number) => {
			const span = ids[high] - ids[low] + 1;
			return span <= PAGE_SIZE && span <= (high - low + 1) * MAX_SPREAD;
		};
		while (to + 1 < ids.length && fits(from, to + 1)) to++;
		while (from > 0 && fits(from - 1, to)) from--;
		return ids.slice(from, to + 1);
	}

	private async read(group: Map<number, Wanted>): Promise<void> {
		const ids = [...group.keys()];
		const all = [...group.values()];
		const { api } = all[all.length - 1];
		try {
			if (ids.length === 1) {
				const order = await fetchOrder(api, ids[0], { hasTurn: true });
				settle(all[0], order);
				return;
			}
			const orders = await this.list(api, ids);
			const lastId = orders.at(-1)?.id ?? Infinity;
			const byId = new Map(orders.map((order) => [order.id, order]));
			for (const [id, wanted] of group) {
				const order = byId.get(id);
				if (order) settle(wanted, order);
				else this.readLater(id, wanted, id < lastId);
			}
		} catch (error) {
			if (ids.length > 1 && error instanceof BigCommerceApiError && isOfList(error)) {
				for (const [id, wanted] of group) this.readLater(id, wanted, true);
				return;
			}
			for (const { reject } of all.flatMap(({ waiting }) => waiting)) reject(error);
		}
	}

	private async list(api: BigCommerceApi, ids: number[]): Promise<WholeOrder[]> {
		const [minId, maxId] = [ids[0], ids[ids.length - 1]];
		const range = { min_id: minId, max_id: maxId, sort: 'id:asc', limit: maxId - minId + 1 };
		const options = { query: { ...WHOLE_ORDER, ...range }, isList: true, hasTurn: true };
		return (await api.request<WholeOrder[]>('GET', '/v2/orders', options)) ?? [];
	}

	/** A server may return fewer orders than asked for; what lies beyond its last one is listed once more. */
	private readLater(id: number, wanted: Wanted, isMissing: boolean): void {
		const others = this.wanted.get(id);
		const waiting = [...wanted.waiting, ...(others?.waiting ?? [])];
		this.wanted.set(id, { ...wanted, dueAt: Date.now(), isMissing, waiting });
		this.wake();
		void this.serve();
	}
}

/** Gives each one who waits an order of their own, which a workflow may change. */
function settle({ waiting }: Wanted, order: WholeOrder | undefined): void {
	for (const [index, { resolve }] of waiting.entries()) {
		resolve(index === 0 ? order : structuredClone(order));
	}
}

/** Whether requests for single orders may succeed where the list has failed. */
function isOfList({ status }: BigCommerceApiError): boolean {
	return ![401, 403, 429].includes(status);
}
