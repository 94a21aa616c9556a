import type { Order, OrderProduct } from '../../shared/orderItem';
import type { BigCommerceApi } from '../api/client';
import { consignmentsOf, type WholeOrder } from './buildOrderItem';
import { PAGE_SIZE } from './listOrdersById';

/** BigCommerce inlines no more lines of a consignment. */
const MAX_INLINED_LINES = 50;

/**
 * All lines of an order: those inlined in it, or read separately where some were left out.
 *
 * BigCommerce marks what it cut with `__warning__`, but where is not documented, and it has been seen to
 * leave lines out without it. So the quantities must add up to `items_total`, and, since a returned line
 * has a negative one and could hide what is missing, no consignment may hold as many as are inlined.
 *
 * @throws BigCommerceApiError
 */
export async function fetchProducts(
	api: BigCommerceApi,
	order: WholeOrder,
): Promise<OrderProduct[]> {
	const { pickups, shipping, downloads, email } = consignmentsOf(order);
	const inlined = [pickups, shipping, downloads, email?.gift_certificates]
		.flatMap((consignments) => consignments ?? [])
		.map(({ line_items: lines }) => (Array.isArray(lines) ? lines : []));
	const lines = inlined.flat();
	const mayBeCut = inlined.some(({ length }) => length >= MAX_INLINED_LINES);
	return !mayBeCut && addUp(lines, order) ? lines : await fetchLines(api, order);
}

function addUp(lines: OrderProduct[], { items_total: total }: Order): boolean {
	return lines.reduce((sum, line) => sum + Number(line.quantity), 0) === Number(total);
}

/** Reads on past a short page, as a server may return fewer lines than asked for. */
async function fetchLines(api: BigCommerceApi, order: Order): Promise<OrderProduct[]> {
	const lines = new Map<number, OrderProduct>();
	for (let page = 1; ; page++) {
		const query = { page, limit: PAGE_SIZE };
		const found = await api.list<OrderProduct>(`/v2/orders/${order.id}/products`, query);
		const before = lines.size;
		for (const line of found) lines.set(line.id, line);
		const all = [...lines.values()];
		if (lines.size === before || (found.length < PAGE_SIZE && addUp(all, order))) return all;
	}
}
