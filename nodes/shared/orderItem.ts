/**
 * The order item: the one shape that travels between the nodes. It is an order as BigCommerce's
 * V2 Orders API returns it (reference: "Get an order"), with its links replaced by what they point
 * to. Only the members that this package reads are named; every other one passes through as it is.
 *
 * Money is a decimal string with four places on the wire ("109.0000"), in the order's transactional
 * currency. BigCommerce's documents also allow numbers, so both are read. `null` is seen where the
 * documents say string.
 */
export interface OrderItem extends Order {
	/** All lines of the order, those of every consignment. */
	products: OrderProduct[];
	/** The codes that discounted the lines, without repeats. */
	coupons: string[];
	consignments: Consignments;
	/** The shipping consignments, when the response carried consignments. */
	shipping_addresses?: Address[];
	/** Where the order was placed; only `id` when the channel is gone or may not be read. */
	channel: Channel | { id: number };
	store_hash: string;
	/** Left out when not asked for or not knowable. */
	is_new_customer?: boolean;
	/** The trigger or Get Many has found it placed by the statuses that the user chose. */
	is_placed?: true;
	/** The site of the order's channel, only when product pages were asked for. */
	store_url?: string;
	/** On items of the event Order Refunded and of Refund > Get Many. */
	refund?: Refund;
}

/** A refund as BigCommerce's V3 Orders API returns it; money as numbers, in the order's currency. */
export interface Refund {
	id: number;
	/** ISO 8601. */
	created: string;
	reason?: string;
	/** With tax. */
	total_amount: number;
	total_tax?: number;
	items?: unknown[];
	payments?: unknown[];
}

export type Money = string | number;

export interface Order {
	id: number;
	customer_id: number;
	/** RFC 2822, always UTC: `Thu, 18 Jun 2026 12:05:04 +0000`. */
	date_created: string;
	date_modified: string;
	status_id: number;
	status: string;
	/** The sum of the lines' quantities. */
	items_total: number;
	/** What the shopper pays in. `currency_code` is only what the shop displayed. */
	default_currency_code: string;
	is_tax_inclusive_pricing: boolean;
	total_inc_tax: Money;
	total_ex_tax: Money;
	total_tax: Money;
	/** Before coupons and discounts. */
	base_shipping_cost: Money;
	shipping_cost_inc_tax: Money;
	shipping_cost_ex_tax: Money;
	discount_amount: Money;
	coupon_discount: Money;
	billing_address: Address;
	order_source: string;
	external_source?: string | null;
	channel_id: number;
	cart_id?: string | null;
	payment_method?: string | null;
}

export interface Address {
	first_name?: string | null;
	last_name?: string | null;
	city?: string | null;
	state?: string | null;
	zip?: string | null;
	country_iso2?: string | null;
	phone?: string | null;
	email?: string | null;
}

export interface OrderProduct {
	/** The order-product id, unique to this line; what `parent_order_product_id` points to. */
	id: number;
	/** 0 for a custom product. */
	product_id: number;
	variant_id?: number | null;
	name: string;
	sku?: string | null;
	brand?: string | null;
	quantity: number;
	/** Of one unit. */
	price_inc_tax: Money;
	price_ex_tax: Money;
	/** Set on a pick-list child, whose price its parent carries. */
	parent_order_product_id?: number | null;
	applied_discounts?: Array<{ code?: string | null }>;
	product_options?: ProductOption[];
	/** The product's page and image, only when product pages were asked for. */
	url?: string;
	image_url?: string;
}

export interface ProductOption {
	display_value?: string | null;
	type?: string;
}

/** An order's consignments by kind, without their lines. */
export interface Consignments {
	pickups?: object[];
	shipping?: Address[];
	downloads?: object[];
	email: { gift_certificates?: object[] };
}

export interface Channel {
	/** 1 is the default storefront. */
	id: number;
	name: string;
	/** `storefront`, `pos`, `marketplace` or `marketing`. */
	type: string;
	/** For example `bigcommerce`, `square`, `amazon`, `facebook`. */
	platform: string;
}

/**
 * What anyone may hand to the Converge node: an order item, or an order as a plain HTTP Request to the
 * V2 Orders API returns it. Nothing is certain of any member, not even that it is there.
 */
export interface IncomingOrder {
	id?: unknown;
	customer_id?: unknown;
	date_created?: unknown;
	status_id?: unknown;
	status?: unknown;
	items_total?: unknown;
	default_currency_code?: unknown;
	is_tax_inclusive_pricing?: unknown;
	total_ex_tax?: unknown;
	total_inc_tax?: unknown;
	total_tax?: unknown;
	subtotal_ex_tax?: unknown;
	subtotal_inc_tax?: unknown;
	shipping_cost_ex_tax?: unknown;
	shipping_cost_inc_tax?: unknown;
	handling_cost_ex_tax?: unknown;
	handling_cost_inc_tax?: unknown;
	wrapping_cost_ex_tax?: unknown;
	wrapping_cost_inc_tax?: unknown;
	discount_amount?: unknown;
	coupon_discount?: unknown;
	/** An array of fees, or a link. */
	fees?: unknown;
	billing_address?: unknown;
	/** An array of addresses, or a link. */
	shipping_addresses?: unknown;
	/** An object, BigCommerce's older array of one, or a link. */
	consignments?: unknown;
	/** An array of lines, or a link. */
	products?: unknown;
	/** An array of codes or of BigCommerce's coupon objects, or a link. */
	coupons?: unknown;
	order_source?: unknown;
	external_source?: unknown;
	channel_id?: unknown;
	channel?: unknown;
	cart_id?: unknown;
	payment_method?: unknown;
	payment_status?: unknown;
	store_hash?: unknown;
	is_new_customer?: unknown;
	is_placed?: unknown;
	/** Why Get Many would not have returned the order, had it not been asked to explain. */
	excluded?: unknown;
	/** Whether it is only what Get Many returns of an order to an AI agent. */
	is_summary?: unknown;
	refund?: unknown;
}
