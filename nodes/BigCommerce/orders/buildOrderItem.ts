import type { Address, Consignments, Order, OrderItem, OrderProduct } from '../../shared/orderItem';

interface Consignment {
	line_items?: OrderProduct[];
}

/** An order's consignments by kind; the lines stand in those of the consignments. */
interface WholeConsignments {
	pickups?: Consignment[];
	shipping?: Array<Consignment & Address>;
	downloads?: Consignment[];
	email?: { gift_certificates?: Consignment[] };
}

/** An order with its consignments inlined: BigCommerce's object, or its older array of one. */
export interface WholeOrder extends Order {
	consignments: WholeConsignments | WholeConsignments[];
}

/** What an order item has beyond the order. */
export interface OrderExtras {
	products: OrderProduct[];
	coupons: string[];
	channel: OrderItem['channel'];
	storeHash: string;
	newCustomer: boolean | undefined;
	storeUrl: string | undefined;
}

/** What a person looks for in an order comes first. */
const FIRST_MEMBERS = [
	...['id', 'status', 'status_id', 'date_created', 'date_modified'],
	...['total_inc_tax', 'total_ex_tax', 'total_tax', 'default_currency_code'],
	...['customer_id', 'billing_address', 'channel', 'products', 'coupons'],
] as const;

/** Puts an order item together: the lines of all consignments become `products`. */
export function buildOrderItem(order: WholeOrder, extras: OrderExtras): OrderItem {
	const { products, coupons, channel, storeHash, newCustomer, storeUrl } = extras;
	const consignments = consignmentsWithoutLines(consignmentsOf(order));
	const item: OrderItem = {
		...order,
		products,
		coupons,
		consignments,
		shipping_addresses: consignments.shipping,
		channel,
		store_hash: storeHash,
		...(newCustomer === undefined ? {} : { is_new_customer: newCustomer }),
		...(storeUrl === undefined ? {} : { store_url: storeUrl }),
	};
	const first = FIRST_MEMBERS.filter((name) => name in item).map((name) => [name, item[name]]);
	return { ...(Object.fromEntries(first) as Partial<OrderItem>), ...item };
}

/** The consignments, in either of BigCommerce's two forms; empty when there are none. */
export function consignmentsOf({ consignments }: WholeOrder): WholeConsignments {
	return [consignments].flat()[0] ?? {};
}

function consignmentsWithoutLines(consignments: WholeConsignments): Consignments {
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
