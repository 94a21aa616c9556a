import type { OrderItem, OrderProduct } from '../../shared/orderItem';
import { within } from '../../shared/waiting';
import type { BigCommerceApi, RequestOptions } from '../api/client';
import { buildOrderItem, type WholeOrder } from './buildOrderItem';
import { fetchChannel } from './channels';
import { fetchCoupons } from './coupons';
import { isNewCustomer } from './newCustomer';
import { fetchProducts } from './orderLines';
import { fetchStoreUrl, withProductPages } from './productPages';
import type { HistoryOptions, StoreHistory } from './storeHistory';

/** Makes BigCommerce inline the lines and the fees, so that one request gets the whole order. */
export const WHOLE_ORDER = {
	include: 'consignments.line_items,fees',
	consignment_structure: 'object',
};

/**
 * The order, whole, in one request.
 *
 * @returns `undefined` when BigCommerce has no such order (any more)
 * @throws BigCommerceApiError
 */
export async function fetchOrder(
	api: BigCommerceApi,
	id: number,
	options: Pick<RequestOptions, 'hasTurn'> = {},
): Promise<WholeOrder | undefined> {
	return await api.request<WholeOrder>('GET', `/v2/orders/${id}`, {
		...options,
		query: WHOLE_ORDER,
		allowNotFound: true,
	});
}

/** What an order item may have beyond the order, each for another request. */
export interface OrderOptions extends HistoryOptions {
	/** `is_new_customer`. */
	detectNewCustomer: boolean;
	/** The lines' `url` and `image_url`, and `store_url`. */
	productPages: boolean;
	/**
	 * How long each reading may take that only decorates the order (channel, customer history, product
	 * pages), in ms. After that, or when it fails, the item goes without. Unlimited when absent.
	 */
	decorationLimitMs?: number;
	/** What answers for many orders at once whether their customers are new. */
	history?: StoreHistory;
}

/**
 * The order item of a whole order: the links replaced by what they point to. The lines of all
 * consignments become `products`, and are left out of `consignments`.
 *
 * Without extras it costs no request, unless BigCommerce left lines out (it inlines 50 of a
 * consignment) or the order's channel was not read in the last ten minutes.
 */
export async function fetchOrderItem(
	api: BigCommerceApi,
	order: WholeOrder,
	{ detectNewCustomer, productPages, decorationLimitMs, history, ...options }: OrderOptions,
): Promise<OrderItem> {
	// What waits for the rate limit in vain is not asked for, unless others use the answer as well.
	const decorating = api.at('normal', decorationLimitMs);
	const shared = api.at('normal');
	const fetchNewCustomer = async () =>
		history
			? await history.isNewCustomer(api, order, { ...options, limitMs: decorationLimitMs })
			: await isNewCustomer(decorating, order, options);
	const decoration = async <T>(reading: Promise<T>, without: T): Promise<T> =>
		decorationLimitMs === undefined
			? await reading
			: ((await within(
					reading.catch(() => without),
					decorationLimitMs,
				)) ?? without);
	const lines = fetchProducts(api, order);
	const [products, coupons, channel, newCustomer, storeUrl] = await Promise.all([
		lines.then(async (all) =>
			productPages
				? await decoration(withProductPages(decorating, all, order.channel_id), all)
				: all,
		),
		lines.then(async (all) => await fetchCoupons(api, order, all)),
		decoration(fetchChannel(shared, order.channel_id), { id: order.channel_id }),
		detectNewCustomer ? decoration(fetchNewCustomer(), undefined) : undefined,
		productPages ? decoration(fetchStoreUrl(shared, order.channel_id), undefined) : undefined,
	]);
	return buildOrderItem(order, {
		products,
		coupons,
		channel,
		newCustomer,
		storeUrl,
		storeHash: api.store.hash,
	});
}

/**
 * The order items of many orders, without `is_new_customer`. A request only for an order of which lines
 * were left out or coupons are not in the lines; with product pages, one for all products of a
 * storefront (250 at most).
 */
export async function fetchOrderItems(
	api: BigCommerceApi,
	orders: WholeOrder[],
	productPages: boolean,
): Promise<OrderItem[]> {
	const lines = new Map<WholeOrder, OrderProduct[]>();
	for (const order of orders) lines.set(order, await fetchProducts(api, order));
	const products = productPages ? await addProductPages(api, lines) : lines;

	const items: OrderItem[] = [];
	for (const [order, all] of products) {
		items.push(
			buildOrderItem(order, {
				products: all,
				coupons: await fetchCoupons(api, order, all),
				channel: await fetchChannel(api, order.channel_id),
				storeHash: api.store.hash,
				newCustomer: undefined,
				storeUrl: productPages ? await fetchStoreUrl(api, order.channel_id) : undefined,
			}),
		);
	}
	return items;
}

async function addProductPages(
	api: BigCommerceApi,
	lines: ReadonlyMap<WholeOrder, OrderProduct[]>,
): Promise<Map<WholeOrder, OrderProduct[]>> {
	const products = new Map(lines);
	for (const channelId of new Set([...lines.keys()].map((order) => order.channel_id))) {
		const entries = [...lines].filter(([order]) => order.channel_id === channelId);
		const all = entries.flatMap(([, own]) => own);
		const withPages = await withProductPages(api, all, channelId);
		for (const [order, own] of entries) products.set(order, withPages.splice(0, own.length));
	}
	return products;
}
