import { readChannel } from './channels';
import { isNewCustomer } from './newCustomer';
import type { Address, Order, OrderItem, OrderProduct } from '../../shared/orderItem';
import { readStoreUrl, withProductPages } from './productPages';
import type { BigCommerceApi } from '../api/client';

/** What makes one request bring the whole order: its lines and its fees inlined. */
export const WHOLE_ORDER = {
	include: 'consignments.line_items,fees',
	consignment_structure: 'object',
};

/** BigCommerce's most for a V2 list. */
export const PAGE_SIZE = 250;

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
 * @throws NodeApiError when BigCommerce does not answer within the api's patience
 */
export async function readOrder(api: BigCommerceApi, id: number): Promise<WholeOrder | undefined> {
	return await api.request<WholeOrder>('GET', `/v2/orders/${id}`, {
		query: WHOLE_ORDER,
		mayBeGone: true,
	});
}

/** What an order item has beyond the order, each for a request more. */
export interface Extras {
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
 * consignment) or the order's channel was not read in the last minutes.
 */
export async function toOrderItem(
	api: BigCommerceApi,
	order: WholeOrder,
	{ detectNewCustomer, productPages }: Extras,
): Promise<OrderItem> {
	const [products, channel, newCustomer, storeUrl] = await Promise.all([
		readProducts(api, order).then(async (lines) =>
			productPages ? await withProductPages(api, lines, order.channel_id) : lines,
		),
		readChannel(api, order.channel_id),
		detectNewCustomer ? isNewCustomer(api, order) : undefined,
		productPages ? readStoreUrl(api, order.channel_id) : undefined,
	]);
	return orderItem(order, { products, channel, newCustomer, storeUrl, storeHash: api.store.hash });
}

/** What an order item has beyond the order. */
export interface Findings {
	products: OrderProduct[];
	channel: OrderItem['channel'];
	storeHash: string;
	newCustomer: boolean | undefined;
	storeUrl: string | undefined;
}

/** Puts an order item together. */
export function orderItem(order: WholeOrder, findings: Findings): OrderItem {
	const { products, channel, storeHash, newCustomer, storeUrl } = findings;
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

/** All lines of an order: those that it brought, or read by themselves where some were left out. */
export async function readProducts(
	api: BigCommerceApi,
	order: WholeOrder,
): Promise<OrderProduct[]> {
	const inlined = linesOf(consignmentsOf(order));
	return isComplete(inlined, order) ? inlined : await readLines(api, order.id);
}

function consignmentsOf({ consignments }: WholeOrder): Consignments {
	return [consignments].flat()[0] ?? {};
}

function linesOf({ pickups, shipping, downloads, email }: Consignments): OrderProduct[] {
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

async function readLines(api: BigCommerceApi, orderId: number): Promise<OrderProduct[]> {
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
