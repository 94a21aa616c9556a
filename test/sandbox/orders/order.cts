/** An order as BigCommerce's V2 API returns it, without the links. Money: strings of 4 decimals. */
export interface OrderFields {
	id: number;
	customer_id: number;
	date_created: string;
	date_modified: string;
	date_shipped: string;
	status_id: number;
	status: string;
	subtotal_ex_tax: string;
	subtotal_inc_tax: string;
	subtotal_tax: string;
	base_shipping_cost: string;
	shipping_cost_ex_tax: string;
	shipping_cost_inc_tax: string;
	shipping_cost_tax: string;
	shipping_cost_tax_class_id: number;
	base_handling_cost: string;
	handling_cost_ex_tax: string;
	handling_cost_inc_tax: string;
	handling_cost_tax: string;
	handling_cost_tax_class_id: number;
	base_wrapping_cost: string;
	wrapping_cost_ex_tax: string;
	wrapping_cost_inc_tax: string;
	wrapping_cost_tax: string;
	wrapping_cost_tax_class_id: number;
	total_ex_tax: string;
	total_inc_tax: string;
	total_tax: string;
	is_tax_inclusive_pricing: boolean;
	items_total: number;
	items_shipped: number;
	payment_method: string;
	payment_provider_id: string | number | null;
	payment_status: string;
	refunded_amount: string;
	order_is_digital: boolean;
	store_credit_amount: string;
	gift_certificate_amount: string;
	ip_address: string;
	ip_address_v6: string;
	geoip_country: string;
	geoip_country_iso2: string;
	currency_id: number;
	currency_code: string;
	currency_exchange_rate: string;
	default_currency_id: number;
	default_currency_code: string;
	store_default_currency_code: string;
	store_default_to_transactional_exchange_rate: string;
	staff_notes: string | null;
	customer_message: string | null;
	discount_amount: string;
	coupon_discount: string;
	shipping_address_count: number;
	is_deleted: boolean;
	ebay_order_id: string;
	cart_id: string | null;
	billing_address: BillingAddress;
	is_email_opt_in: boolean;
	credit_card_type: number | null;
	order_source: string;
	channel_id: number;
	external_source: string | null;
	external_id: string | null;
	external_merchant_id: string | null;
	external_order_id: string;
	tax_provider_id: string;
	custom_status: string;
	customer_locale: string;
}

/** What the sandbox keeps of an order: its fields, and what its links lead to. */
export interface SandboxOrder extends OrderFields {
	lines: OrderLine[];
	coupons: OrderCoupon[];
	addresses: ShippingAddress[];
	fees: OrderFee[];
}

/** What a test may give: any field, lines and coupons in part, a billing address in part. */
export type OrderPartial = Partial<
	Omit<SandboxOrder, 'lines' | 'coupons' | 'billing_address' | 'id'>
> & {
	lines?: Array<Partial<OrderLine>>;
	coupons?: Array<Partial<OrderCoupon>>;
	billing_address?: Partial<BillingAddress>;
};

export interface Person {
	first_name: string;
	last_name: string;
	company: string;
	street_1: string;
	street_2: string;
	city: string;
	state: string;
	zip: string;
	country: string;
	country_iso2: string;
	phone: string;
	email: string;
}

export interface FormField {
	name: string;
	value: string | number | string[];
}

export interface BillingAddress extends Person {
	form_fields: FormField[];
}

/** Costs are strings of 4 decimals here; the same costs are numbers in a consignment. */
export interface ShippingAddress extends Person {
	id: number;
	order_id: number;
	items_total: number;
	items_shipped: number;
	shipping_method: string;
	base_cost: string;
	cost_ex_tax: string;
	cost_inc_tax: string;
	cost_tax: string;
	cost_tax_class_id: number;
	base_handling_cost: string;
	handling_cost_ex_tax: string;
	handling_cost_inc_tax: string;
	handling_cost_tax: string;
	handling_cost_tax_class_id: number;
	shipping_zone_id: number;
	shipping_zone_name: string;
	form_fields: FormField[];
}

export interface AppliedDiscount {
	id: string;
	amount: string;
	name: string;
	code: string | null;
	target: 'order' | 'product';
}

export interface LineOption {
	id: number;
	option_id: number;
	order_product_id: number;
	product_option_id: number;
	display_name: string;
	display_name_customer: string;
	display_name_merchant: string;
	display_value: string;
	display_value_customer: string;
	display_value_merchant: string;
	value: string;
	type: string;
	name: string;
	display_style: string;
}

/** An order product. `total_*` are before discounts, `discounted_total_inc_tax` after them. */
export interface OrderLine {
	id: number;
	order_id: number;
	product_id: number;
	variant_id: number;
	order_pickup_method_id: number;
	order_address_id: number;
	name: string;
	name_customer: string;
	name_merchant: string;
	sku: string;
	upc: string;
	type: 'physical' | 'digital' | 'giftcertificate';
	base_price: string;
	price_ex_tax: string;
	price_inc_tax: string;
	price_tax: string;
	base_total: string;
	total_ex_tax: string;
	total_inc_tax: string;
	total_tax: string;
	weight: string;
	width: string;
	height: string;
	depth: string;
	quantity: number;
	base_cost_price: string;
	cost_price_inc_tax: string;
	cost_price_ex_tax: string;
	cost_price_tax: string;
	is_refunded: boolean;
	quantity_refunded: number;
	refund_amount: string;
	return_id: number;
	wrapping_id: number;
	wrapping_name: string;
	base_wrapping_cost: string;
	wrapping_cost_ex_tax: string;
	wrapping_cost_inc_tax: string;
	wrapping_cost_tax: string;
	wrapping_message: string;
	quantity_shipped: number;
	event_name: string | null;
	event_date: string | null;
	fixed_shipping_cost: string;
	ebay_item_id: string;
	ebay_transaction_id: string;
	option_set_id: number | null;
	parent_order_product_id: number | null;
	is_bundled_product: boolean;
	bin_picking_number: string;
	external_id: string | null;
	fulfillment_source: string;
	brand: string;
	gift_certificate_id: number | null;
	applied_discounts: AppliedDiscount[];
	product_options: LineOption[];
	configurable_fields: Array<{ name: string; value: string }>;
	discounted_total_inc_tax: string;
}

/** `type`: 0 per item, 1 percentage, 2 per total, 3 shipping, 4 free shipping, 5 promotion. */
export interface OrderCoupon {
	id: number;
	coupon_id: number;
	order_id: number;
	code: string | null;
	amount: number;
	type: number;
	discount: number;
}

export interface OrderFee {
	id: number;
	type: 'custom_fee';
	display_name_customer: string;
	display_name_merchant: string;
	source: string;
	base_cost: string;
	cost_ex_tax: string;
	cost_inc_tax: string;
	cost_tax: string;
	tax_class_id: number | null;
}
