import { consignments, link } from './consignments.cts';
import type { SandboxOrder } from './order.cts';
import { listOf, type Query } from '../http/paging.cts';

/** Recorded: an Incomplete order has no payment method yet, and no coupons. */
export const INCOMPLETE = 0;

/**
 * An order as V2 answers it: links, unless the query has some of them included. Without
 * `consignment_structure=object` the included consignments are an array of one.
 * @param base where links lead, up to and with `/v2`
 * @param isEmpty whether included line items come out empty, as was reported of some orders
 */
export function orderView(order: SandboxOrder, base: string, query: Query, isEmpty = false) {
	const include = listOf(query.include) ?? [];
	const to = (name: string) => link(base, `/orders/${order.id}/${name}`);
	const withLines = include.includes('consignments.line_items');
	const included = withLines || include.includes('consignments');
	const object = included ? consignments(order, { base, withLines, isEmpty }) : to('consignments');
	const asArray = included && query.consignment_structure !== 'object';
	return {
		...order,
		...(order.status_id === INCOMPLETE && { payment_method: '' }),
		lines: undefined,
		addresses: undefined,
		consignments: asArray ? [object] : object,
		products: to('products'),
		shipping_addresses: to('shipping_addresses'),
		coupons: to('coupons'),
		fees: include.includes('fees') ? order.fees : to('fees'),
	};
}

/** A shipping address of `/orders/{id}/shipping_addresses`. */
export function shippingAddressViews(order: SandboxOrder, base: string) {
	return order.addresses.map((address) => {
		const resource = `/orders/${order.id}/shipping_addresses/${address.id}/shipping_quotes`;
		return { ...address, shipping_quotes: link(base, resource) };
	});
}
