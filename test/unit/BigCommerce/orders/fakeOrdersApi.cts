/* BigCommerce's V2 order list, as far as looking for customers needs it. */
import type { BigCommerceApi } from '../../../../nodes/BigCommerce/api/client';
import type { Order } from '../../../../nodes/shared/orderItem';

export interface FakeOrder {
	id: number;
	customer_id: number;
	billing_address: { email?: string };
	status_id: number;
	date_created: string;
	/** In ms since 1970. */
	modified: number;
	payment_method?: string;
}

type Query = Record<string, string | number | undefined>;

export interface FakeApi {
	api: BigCommerceApi;
	/** The queries so far. */
	queries: Query[];
}

/** @param cap the most orders that a page has, whatever was asked for */
export function fakeOrdersApi(orders: FakeOrder[], { cap = 250, name = 'x' } = {}): FakeApi {
	const queries: Query[] = [];
	const list = async (_path: string, query: Query) => {
		queries.push(query);
		const number = (key: string, other: number) => Number(query[key] ?? other);
		const since = Date.parse(String(query.min_date_modified ?? '1970-01-01'));
		const before = Date.parse(String(query.max_date_created ?? '2999-01-01'));
		const found = orders
			.filter(({ id }) => id >= number('min_id', 0) && id <= number('max_id', Infinity))
			.filter(({ customer_id: id }) => id === number('customer_id', id))
			.filter(({ billing_address: { email } }) => isLike(email, query.email))
			.filter(({ modified }) => modified >= since)
			.filter(({ date_created: created }) => Date.parse(created) <= before)
			.sort((a, b) => (String(query.sort).endsWith('desc') ? b.id - a.id : a.id - b.id));
		return await Promise.resolve(found.slice(0, Math.min(cap, number('limit', 50))));
	};
	const store = { hash: name, url: '', account: name };
	const api = { store, list, at: () => api } as unknown as BigCommerceApi;
	return { api, queries };
}

function isLike(email: string | undefined, wanted: string | number | undefined): boolean {
	return wanted === undefined || email?.toLowerCase() === String(wanted).toLowerCase();
}

export const asOrder = (order: FakeOrder) => order as unknown as Order;
