import { fetchChannel } from './channels';
import { PAGE_SIZE } from './listOrdersById';
import { isNewCustomer } from './newCustomer';
import type { Address, Order, OrderItem, OrderProduct } from '../../shared/orderItem';
import { fetchStoreUrl, withProductPages } from './productPages';
import type { BigCommerceApi } from '../api/client';

/** Makes BigCommerce inline the lines and the fees, so that one request gets the whole order. */
export const WHOLE_ORDER = {
	include: 'consignments.line_items,fees',
	consignment_structure: 'object',
};

interface Consignment {
	line_items?: OrderProduct[];
	[member: string]: unknown;
}

/** An order's consignments by kind; the lines stand in those of the consignments. */
interface Consignments {
	pickups?: Consignment[];
	shipping?: Array<Consignment & Address>;
	downloads?: Consignment[];
	email?: { gift_certificates?: Consignment[] };
}

/** An order with its consignments inlined: BigCommerce's object, or its older array of one. */
export interface WholeOrder extends Order {
	consignments: Consignments | Consignments[];
}

/**
 * The order, whole, in one request.
 *
 * @returns `undefined` when BigCommerce has no such order (any more)
 * @throws BigCommerceApiError
 */
export async function fetchOrder(api: BigCommerceApi, id: number): Promise<WholeOrder | undefined> {
	return await api.request<WholeOrder>('GET', `/v2/orders/${id}`, {
		query: WHOLE_ORDER,
		allowNotFound: true,
	});
}

/** What an order item may have beyond the order, each for another request. */
export interface OrderOptions {
	/** `is_new_customer`. */
	detectNewCustomer: boolean;
	/** The lines' `url` and `image_url`, and `store_url`. */
	productPages: boolean;
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
	{ detectNewCustomer, productPages }: OrderOptions,
): Promise<OrderItem> {
	const [products, channel, newCustomer, storeUrl] = await Promise.all([
		fetchProducts(api, order).then(async (lines) =>
			productPages ? await withProductPages(api, lines, order.channel_id) : lines,
		),
		fetchChannel(api, order.channel_id),
		detectNewCustomer ? isNewCustomer(api, order) : undefined,
		productPages ? fetchStoreUrl(api, order.channel_id) : undefined,
	]);
	return buildOrderItem(order, {
		products,
		channel,
		newCustomer,
		storeUrl,
		storeHash: api.store.hash,
	});
}

/** An order of a bulk read, and whether it is its customer's first where that is known. */
export interface ListedOrder {
	order: WholeOrder;
	newCustomer: boolean | undefined;
}

/**
 * The order items of many orders. A request only for an order of which lines were left out; with
 * product pages, one for all products of a storefront (250 at most).
 */
export async function fetchOrderItems(
	api: BigCommerceApi,
	orders: ListedOrder[],
	productPages: boolean,
): Promise<OrderItem[]> {
	const products = new Map<number, OrderProduct[]>();
	for (const { order } of orders) products.set(order.id, await fetchProducts(api, order));
	if (productPages) await addProductPages(api, orders, products);

	const items: OrderItem[] = [];
	for (const { order, newCustomer } of orders) {
		items.push(
			buildOrderItem(order, {
				products: products.get(order.id) as OrderProduct[],
				channel: await fetchChannel(api, order.channel_id),
				storeHash: api.store.hash,
				newCustomer,
				storeUrl: productPages ? await fetchStoreUrl(api, order.channel_id) : undefined,
			}),
		);
	}
	return items;
}

async function addProductPages(
	api: BigCommerceApi,
	orders: ListedOrder[],
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

/** What an order item has beyond the order. */
export interface OrderExtras {
	products: OrderProduct[];
	channel: OrderItem['channel'];
	storeHash: string;
	newCustomer: boolean | undefined;
	storeUrl: string | undefined;
}

/** Puts an order item together. */
export function buildOrderItem(order: WholeOrder, extras: OrderExtras): OrderItem {
	const { products, channel, storeHash, newCustomer, storeUrl } = extras;
	const consignments = consignmentsWithoutLines(consignmentsOf(order));
	return {
		...order,
		products,
		coupons: couponCodes(products),
		consignments,
		shipping_addresses: consignments.shipping,
		channel,
		store_hash: storeHash,
		...(newCustomer === undefined ? {} : { is_new_customer: newCustomer }),
		...(storeUrl === undefined ? {} : { store_url: storeUrl }),
	};
}

/** All lines of an order: those inlined in it, or read separately where some were left out. */
export async function fetchProducts(
	api: BigCommerceApi,
	order: WholeOrder,
): Promise<OrderProduct[]> {
	const inlined = inlinedLines(consignmentsOf(order));
	return isComplete(inlined, order) ? inlined : await fetchLines(api, order.id);
}

function consignmentsOf({ consignments }: WholeOrder): Consignments {
	return [consignments].flat()[0] ?? {};
}

function inlinedLines({ pickups, shipping, downloads, email }: Consignments): OrderProduct[] {
	return [pickups, shipping, downloads, email?.gift_certificates]
		.flatMap((consignments) => consignments ?? [])
		.flatMap(({ line_items: lines }) => lines ?? []);
}

/**
 * Whether these are all lines of the order. BigCommerce marks what it cut with `__warning__`, but
 * where is not documented, and it has been seen to leave lines out without it; the sum of the
 * quantities tells in every case.
 */
function isComplete(lines: OrderProduct[], order: Order): boolean {
	return lines.reduce((sum, line) => sum + Number(line.quantity), 0) === Number(order.items_total);
}

async function fetchLines(api: BigCommerceApi, orderId: number): Promise<OrderProduct[]> {
	const lines: OrderProduct[] = [];
	for (let page = 1; ; page++) {
		const found = await api.list<OrderProduct>(`/v2/orders/${orderId}/products`, {
			page,
			limit: PAGE_SIZE,
		});
		lines.push(...found);
		if (found.length < PAGE_SIZE) return lines;
	}
}

function couponCodes(products: OrderProduct[]): string[] {
	const codes = products
		.flatMap(({ applied_discounts: discounts }) => discounts ?? [])
		.flatMap(({ code }) => code || []);
	return [...new Set(codes)];
}

function consignmentsWithoutLines(consignments: Consignments): Consignments {
	const strip = <T extends Consignment>(consignment: T): T => {
		const copy = { ...consignment };
		delete copy.line_items;
		return copy;
	};
	const { pickups, shipping, downloads, email } = consignments;
	return {
		pickups: pickups?.map(strip),
		shipping: shipping?.map(strip),
		downloads: downloads?.map(strip),
		email: { gift_certificates: email?.gift_certificates?.map(strip) },
	};
}
