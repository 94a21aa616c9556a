import { createHmac, randomBytes } from 'node:crypto';
import { sleep } from 'n8n-workflow';
import type { Order } from '../../shared/orderItem';
import { isTestOrder } from '../../shared/orderOrigin';
import type { BigCommerceApi } from '../api/client';
import type { RateLimiter } from '../api/rateLimiter';
import { serverNow } from '../api/serverClock';
import { listOrdersById, PAGE_SIZE } from './listOrdersById';
import { customerKeys, isEarlier, isNewCustomer, type NewCustomerOptions } from './newCustomer';
import { isPurchase, type PurchaseFields } from './purchase';

/** Up to how many orders are kept: some 30 MB, read in 400 requests. */
const MAX_ORDERS = 100_000;
const MINUTE_MS = 60_000;
/** From when on a minute's customers are many: requests for them use up a tenth of a window's quota. */
const MANY_MS = 3_000;
/** One reading follows the other after this at the earliest, and takes no more than a fifth of the quota. */
const MIN_GAP_MS = 500;
const MIN_GAP_PACES = 5;
/** By how much the store's clock, as its responses show it, may be wrong. */
const CLOCK_ERROR_MS = 5_000;

/** What is kept of an order; nothing of it shows whose it is. */
interface Row extends PurchaseFields {
	id: number;
	date_created: string;
	people: string[];
}

export interface HistoryOptions extends NewCustomerOptions {
	/** How long a request for this customer may take, in ms. */
	limitMs?: number;
	/** For the orders of a catch-up, which are asked for one after the other. */
	catchUp?: {
		ordersToCome: number;
		/** How old what is kept may be, in ms. */
		maxAgeMs: number;
	};
}

/**
 * Says whether an order is its customer's first. BigCommerce's list of orders has no filter for several
 * customers, so that usually each takes one or two requests. Once those are many for the rate limit, and
 * in a catch-up, the store's whole history is read instead if that takes fewer (250 orders a request).
 * From then on, one request for what has changed answers for all who ask.
 *
 * The answers are the same, except that an order that was archived or deleted after it was read still
 * counts: BigCommerce's lists do not show what is gone. Of addresses, only keyed digests are kept.
 */
export class StoreHistory {
	private readonly secret = randomBytes(16);
	private readonly rows = new Map<number, Row>();
	private readonly idsByPerson = new Map<string, number[]>();
	private isComplete = false;
	private seenUpToId = 0;
	/** What is kept is at least as new as this, in ms since 1970 by the store's clock. */
	private freshAt: number | undefined;
	/** How many orders a page has at most, as far as that has shown. */
	private fullPage = 0;
	private oldestId: Promise<number> | undefined;
	/** When it was asked, in the last minute. */
	private asked: number[] = [];
	private reading: Promise<void> = Promise.resolve();
	private nextReading: Promise<void> | undefined;
	private lastReadAt = 0;

	constructor(
		private readonly rateLimiter: RateLimiter,
		private readonly minGapMs = MIN_GAP_MS,
	) {}

	/**
	 * As `isNewCustomer`.
	 *
	 * @throws BigCommerceApiError
	 */
	async isNewCustomer(
		api: BigCommerceApi,
		order: Order,
		{ catchUp, limitMs, ...options }: HistoryOptions,
	): Promise<boolean | undefined> {
		const people = this.digests(order);
		if (people.length === 0) return undefined;
		if (await this.prepare(api, order, catchUp)) {
			const answer = this.answer(order, people, options);
			if (answer !== undefined) return answer;
		}
		return await isNewCustomer(api.at('normal', limitMs), order, options);
	}

	/**
	 * Reads what the order, and those of a catch-up up to it, will ask for, where that takes fewer requests.
	 *
	 * @returns whether it does
	 * @throws BigCommerceApiError
	 */
	async prepare(
		api: BigCommerceApi,
		order: Order,
		{ ordersToCome, maxAgeMs } = { ordersToCome: 0, maxAgeMs: 0 },
	): Promise<boolean> {
		if (!(await this.isWorthReading(api, order, ordersToCome))) return false;
		if (!this.isFresh(api, order, maxAgeMs)) await this.read(api);
		return true;
	}

	private isFresh(api: BigCommerceApi, { id }: Order, maxAgeMs: number): boolean {
		const age = serverNow(api.store.url) - (this.freshAt ?? -Infinity);
		return this.isComplete && this.rows.has(id) && age < maxAgeMs;
	}

	private async isWorthReading(
		api: BigCommerceApi,
		order: Order,
		ordersToCome: number,
	): Promise<boolean> {
		const now = Date.now();
		this.asked = [...this.asked.filter((at) => at > now - MINUTE_MS), now];
		if (this.isComplete) return true;
		const { rateLimiter } = this;
		const areMany = this.asked.length * rateLimiter.paceMs >= MANY_MS;
		if (ordersToCome === 0 && !areMany && !rateLimiter.isTight()) return false;
		const unseen = order.id - Math.max(this.seenUpToId, await this.fetchOldestId(api));
		return unseen <= MAX_ORDERS && unseen / PAGE_SIZE < this.asked.length + ordersToCome;
	}

	private async fetchOldestId(api: BigCommerceApi): Promise<number> {
		const fetch = async () => {
			const [oldest] = await api.list<Order>('/v2/orders', { sort: 'id:asc', limit: 1 });
			return oldest?.id ?? Infinity;
		};
		this.oldestId ??= fetch().catch((error: Error) => {
			this.oldestId = undefined;
			throw error;
		});
		return await this.oldestId;
	}

	/** Reads what is missing. All who ask while a reading goes on share the next one. */
	private async read(api: BigCommerceApi): Promise<void> {
		const begin = async () => {
			const gap = Math.max(this.minGapMs, this.rateLimiter.paceMs * MIN_GAP_PACES);
			const pause = this.lastReadAt + gap - Date.now();
			if (pause > 0) await sleep(pause);
			this.nextReading = undefined;
			this.lastReadAt = Date.now();
			await this.readNow(api);
		};
		if (!this.nextReading) {
			this.nextReading = this.reading.then(begin, begin);
			this.reading = this.nextReading;
		}
		await this.nextReading;
	}

	private async readNow(api: BigCommerceApi): Promise<void> {
		const startedAt = serverNow(api.store.url) - CLOCK_ERROR_MS;
		const since = (this.freshAt ??= startedAt);
		if (!this.isComplete) {
			await this.readPages(api, {}, (id) => (this.seenUpToId = id));
			this.isComplete = true;
		}
		const now = serverNow(api.store.url) - CLOCK_ERROR_MS;
		await this.readPages(api, { min_date_modified: new Date(since).toISOString() });
		this.freshAt = now;
	}

	private async readPages(
		api: BigCommerceApi,
		query: { min_date_modified?: string },
		onPage: (lastId: number) => void = () => undefined,
	): Promise<void> {
		const minId = query.min_date_modified === undefined ? this.seenUpToId + 1 : undefined;
		let length = 0;
		for await (const page of listOrdersById<Order>(api, query, { minId })) {
			this.fullPage = Math.max(this.fullPage, length);
			length = page.length;
			for (const order of page) this.see(order);
			onPage(page[length - 1].id);
			// A short page need not be the end. Where little has changed, another request would be half of all.
			if (query.min_date_modified !== undefined && length < this.fullPage) return;
		}
	}

	private see(order: Order): void {
		const { id, status_id, date_created } = order;
		const people = this.digests(order);
		for (const person of people) {
			if (this.rows.get(id)?.people.includes(person)) continue;
			const ids = this.idsByPerson.get(person) ?? [];
			ids.push(id);
			this.idsByPerson.set(person, ids);
		}
		const payment_method = isTestOrder(order) ? order.payment_method : undefined;
		this.rows.set(id, { id, status_id, date_created, payment_method, people });
	}

	/** `undefined` when the order itself is not among those that BigCommerce lists. */
	private answer(order: Order, people: string[], options: NewCustomerOptions): boolean | undefined {
		if (!this.rows.has(order.id)) return undefined;
		const isEarlierPurchase = (person: string) => (id: number) => {
			const other = this.rows.get(id) as Row;
			// An order may have been given another customer.
			const isTheirs = other.people.includes(person);
			return isTheirs && isEarlier(other, order, options) && isPurchase(other, options);
		};
		return !people.some((person) =>
			(this.idsByPerson.get(person) ?? []).some(isEarlierPurchase(person)),
		);
	}

	private digests(order: Order): string[] {
		const { id, email } = customerKeys(order) ?? {};
		const keys = [id === undefined ? '' : `id ${id}`, email === undefined ? '' : `email ${email}`];
		return keys
			.filter(Boolean)
			.map((key) => createHmac('sha256', this.secret).update(key).digest('base64'));
	}
}
