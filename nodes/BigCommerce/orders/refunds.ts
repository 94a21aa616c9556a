import type { IDataObject } from 'n8n-workflow';
import type { OrderItem, Refund as RefundOfItem } from '../../shared/orderItem';
import { V3_PAGE_SIZE, type BigCommerceApi } from '../api/client';

export interface Refund extends RefundOfItem {
	order_id: number;
}

const PATH = '/v3/orders/payment_actions/refunds';

/**
 * One refund of an order.
 *
 * @returns `undefined` when BigCommerce has no such refund of this order (yet)
 * @throws BigCommerceApiError
 */
export async function fetchRefund(
	api: BigCommerceApi,
	{ orderId, refundId }: { orderId: number; refundId: number },
): Promise<Refund | undefined> {
	const query = { 'id:in': String(refundId), 'order_id:in': String(orderId) };
	const response = await api.request<{ data?: Refund[] }>('GET', PATH, { query, isList: true });
	return response?.data?.find(({ id, order_id }) => id === refundId && order_id === orderId);
}

/**
 * The refunds that match, by ID, page by page until an empty one: the list does not say how many there
 * are.
 *
 * @throws BigCommerceApiError
 */
export async function* listRefunds(
	api: BigCommerceApi,
	query: IDataObject,
): AsyncGenerator<Refund[]> {
	for (let page = 1; ; page++) {
		const paged = { ...query, page, limit: V3_PAGE_SIZE };
		const response = await api.request<{ data?: Refund[] }>('GET', PATH, {
			query: paged,
			isList: true,
		});
		if (!response?.data?.length) return;
		yield response.data;
	}
}

/** The item with the refund, which comes first after the order's ID. */
export function withRefund(item: OrderItem, refund: Refund): OrderItem {
	const first = { id: item.id, refund };
	return { ...first, ...item };
}
