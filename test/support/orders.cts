/** Members that replace those of the fixture, whatever they are. */
type Members = Record<string, unknown>;

/** A line as BigCommerce returns it: one unit for 20.00 without tax, 24.00 with. */
export function line(given: Members = {}) {
	return {
		id: 1,
		order_id: 118,
		product_id: 77,
		variant_id: 90,
		name: 'Linen shirt',
		sku: 'LS-M-GREEN',
		type: 'physical',
		brand: 'Northwind',
		quantity: 1,
		price_ex_tax: '20.0000',
		price_inc_tax: '24.0000',
		parent_order_product_id: null,
		applied_discounts: [],
		product_options: [
			{ display_name: 'Size', display_value: 'M', type: 'Multiple choice' },
			{ display_name: 'Color', display_value: 'Green', type: 'Swatch' },
		],
		...given,
	};
}

/** A placed order of one line, with shipping for 5.00 without tax, 6.00 with; tax is 20 %. */
export function orderItem(given: Members = {}) {
	return {
		id: 118,
		customer_id: 11,
		date_created: 'Thu, 18 Jun 2026 12:05:04 +0000',
		date_modified: 'Thu, 18 Jun 2026 12:06:00 +0000',
		status_id: 11,
		status: 'Awaiting Fulfillment',
		items_total: 1,
		currency_code: 'USD',
		default_currency_code: 'USD',
		is_tax_inclusive_pricing: false,
		subtotal_ex_tax: '20.0000',
		subtotal_inc_tax: '24.0000',
		total_inc_tax: '30.0000',
		total_ex_tax: '25.0000',
		total_tax: '5.0000',
		shipping_cost_ex_tax: '5.0000',
		shipping_cost_inc_tax: '6.0000',
		discount_amount: '0.0000',
		coupon_discount: '0.0000',
		payment_method: 'Credit Card',
		order_source: 'www',
		external_source: null,
		channel_id: 1,
		cart_id: '0b6e7a7c-52f5-4a53-8a52-0f4f4b2f3c11',
		billing_address: {
			first_name: 'Ada',
			last_name: 'Example',
			street_1: '1 Sample Street',
			city: 'Austin',
			state: 'Texas',
			zip: '78701',
			country: 'United States',
			country_iso2: 'US',
			phone: '(512) 555-0143',
			email: 'ada@example.com',
		},
		products: [line()],
		coupons: [],
		channel: { id: 1, name: 'Main shop', type: 'storefront', platform: 'bigcommerce' },
		store_hash: 'abc123',
		...given,
	};
}
