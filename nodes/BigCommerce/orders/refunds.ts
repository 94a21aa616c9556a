import type { IDataObject } from 'n8n-workflow';
import type { BigCommerceApi } from '../api/client';

/** A refund as BigCommerce's V3 Orders API returns it; money as numbers. */
export interface Refund {
	id: number;
	order_id: number;
	/** ISO 8601. */
	created: string;
	reason?: string;
	total_amount: number;
	total_tax?: number;
	items?: unknown[];
	payments?: unknown[];
}

const PATH = '/v3/orders/payment_actions/refunds';
/** BigCommerce's maximum for a V3 list. */
const PAGE_SIZE = 250;

/**
 * One refund by its id, as a notification names it.
 *
 * @returns `undefined` when BigCommerce has no such refund (yet)
 * @throws BigCommerceApiError
 */
export async function fetchRefund(api: BigCommerceApi, id: number): Promise<Refund | undefined> {
	const query = { 'id:in': String(id) };
	const response = await api.request<{ data: Refund[] }>('GET', PATH, { query });
	return response?.data.find((refund) => refund.id === id);
}

/** The refunds that match, page by page until an empty one: the list does not say how many there are. */
export async function* listRefunds(
	api: BigCommerceApi,
	query: IDataObject,
): AsyncGenerator<Refund[]> {
	for (let page = 1; ; page++) {
		const paged = { ...query, page, limit: PAGE_SIZE };
		const response = await api.request<{ data: Refund[] }>('GET', PATH, { query: paged });
		if (!response?.data.length) return;
		yield response.data;
	}
}
