import { readChannel } from '../../orders/channels';
import { orderItem, readProducts, type WholeOrder } from '../../orders/fetchOrder';
import type { OrderItem, OrderProduct } from '../../../shared/orderItem';
import { readStoreUrl, withProductPages } from '../../orders/productPages';
import type { BigCommerceApi } from '../../api/client';

/** An order of a bulk read, and whether it is its customer's first where that is known. */
export interface ReadOrder {
	order: WholeOrder;
	newCustomer: boolean | undefined;
}

/**
 * The order items of many orders. A request only for an order of which lines were left out; with
 * product pages, one for all products of a storefront (250 at most).
 */
export async function orderItems(
	api: BigCommerceApi,
	orders: ReadOrder[],
	productPages: boolean,
): Promise<OrderItem[]> {
	const products = new Map<number, OrderProduct[]>();
	for (const { order } of orders) products.set(order.id, await readProducts(api, order));
	if (productPages) await addProductPages(api, orders, products);

	const items: OrderItem[] = [];
	for (const { order, newCustomer } of orders) {
		items.push(
			orderItem(order, {
				products: products.get(order.id) as OrderProduct[],
				channel: await readChannel(api, order.channel_id),
				storeHash: api.store.hash,
				newCustomer,
				storeUrl: productPages ? await readStoreUrl(api, order.channel_id) : undefined,
			}),
		);
	}
	return items;
}

async function addProductPages(
	api: BigCommerceApi,
	orders: ReadOrder[],
	products: Map<number, OrderProduct[]>,
): Promise<void> {
	for (const channelId of new Set(orders.map(({ order }) => order.channel_id))) {
		const ids = orders
			.filter(({ order }) => order.channel_id === channelId)
			.map(({ order }) => order.id);
		const lines = ids.flatMap((id) => products.get(id) as OrderProduct[]);
		const withPages = await withProductPages(api, lines, channelId);
		for (const id of ids) {
			const count = (products.get(id) as OrderProduct[]).length;
			products.set(id, withPages.splice(0, count));
		}
	}
}
