/* Orders of the kinds that a store has, each as the items of BigCommerce have it. */
import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { line, orderItem } from '../../../support/orders.cts';

const eventOf = (item: unknown) => toPlacedOrder(item).event;

test('a digital order has no shipping', () => {
	const { properties } = eventOf(
		orderItem({
			status_id: 10,
			status: 'Completed',
			order_is_digital: true,
			shipping_cost_ex_tax: '0.0000',
			shipping_cost_inc_tax: '0.0000',
			shipping_address_count: 0,
			shipping_addresses: [],
			products: [line({ type: 'digital', name: 'Sewing pattern', product_options: [] })],
		}),
	);
	expect(properties).toMatchObject({
		total_shipping: 0,
		order_status: 'Completed',
		items: [{ name: 'Sewing pattern', price: 20, quantity: 1 }],
	});
});

test('an order to be picked up has its lines in a pick-up consignment', () => {
	const { properties } = eventOf(
		orderItem({
			status_id: 8,
			status: 'Awaiting Pickup',
			products: { url: 'https://example.com', resource: '/orders/118/products' },
			consignments: {
				pickups: [
					{
						pickup_method_display_name: 'Collect in store',
						location: { city: 'Austin', country_alpha2: 'US' },
						line_items: [line({ order_pickup_method_id: 1 })],
					},
				],
				shipping: [],
				downloads: [],
				email: { gift_certificates: [] },
			},
		}),
	);
	expect(properties).toMatchObject({
		order_status: 'Awaiting Pickup',
		items: [{ product_id: '77', quantity: 1 }],
	});
});

test('an order of 60 lines has 60 items, in their order', () => {
	const products = Array.from({ length: 60 }, (_, index) =>
		line({ id: index + 1, product_id: 1000 + index }),
	);
	const { items } = eventOf(orderItem({ products, items_total: 60 })).properties;
	expect(items.map(({ product_id }) => product_id)).toEqual(
		products.map(({ product_id }) => String(product_id)),
	);
});

test('an order of Amazon has neither e-mail nor cart nor customer', () => {
	const event = eventOf(
		orderItem({
			customer_id: 0,
			order_source: 'amazon',
			external_source: 'Amazon',
			external_id: '114-0000000-0000000',
			cart_id: null,
			channel: { id: 1003, name: 'Amazon', type: 'marketplace', platform: 'amazon' },
			billing_address: { first_name: 'Ada', last_name: '', email: '', phone: '', city: 'Austin' },
		}),
	);
	expect(event.properties).toMatchObject({
		$sales_channel_type: 'marketplace',
		storefront: 'Amazon',
		order_source: 'amazon',
		external_source: 'Amazon',
	});
	expect(event.profile_properties).toEqual({ $first_name: 'Ada', $city: 'Austin' });
	expect(event.aliases).toEqual(['urn:bigcommerce:order:abc123:118']);
});

test('an order of the till is a sale of the shop', () => {
	const { properties } = eventOf(
		orderItem({
			order_source: 'external',
			external_source: 'pos-square',
			channel_id: 1002,
			channel: { id: 1002, name: 'Harbour Street', type: 'pos', platform: 'square' },
		}),
	);
	expect(properties).toMatchObject({ $sales_channel_type: 'pos', storefront: 'Harbour Street' });
});

test('an order that Recharge renews is a subscription contract', () => {
	const { properties } = eventOf(
		orderItem({ order_source: 'external', external_source: 'Recharge', cart_id: null }),
	);
	expect(properties.$sales_channel_type).toBe('subscription_contract');
});

test('an order with null wherever a value may be missing', () => {
	const nothing = { first_name: null, last_name: null, city: null, state: null, zip: null };
	const event = eventOf({
		...orderItem(),
		status: null,
		customer_id: null,
		is_tax_inclusive_pricing: null,
		discount_amount: null,
		coupon_discount: null,
		payment_method: null,
		order_source: null,
		external_source: null,
		channel_id: null,
		channel: null,
		cart_id: null,
		coupons: null,
		is_new_customer: null,
		consignments: null,
		billing_address: { ...nothing, country_iso2: null, phone: null, email: null },
		products: [
			{
				...line(),
				product_id: null,
				variant_id: null,
				sku: null,
				brand: null,
				url: null,
				image_url: null,
				applied_discounts: null,
				product_options: null,
			},
		],
	});
	expect(event).toEqual({
		event_name: 'Placed Order',
		event_id: '118',
		timestamp: '2026-06-18T12:05:04.000Z',
		properties: {
			id: '118',
			total_price: 30,
			total_tax: 5,
			total_shipping: 5,
			currency: 'USD',
			items: [{ product_id: '0', name: 'Linen shirt', price: 20, currency: 'USD', quantity: 1 }],
			$sales_channel_type: 'web',
		},
		profile_properties: {},
		aliases: ['urn:bigcommerce:order:abc123:118'],
	});
});

test.each([null, undefined])('an order with %p for its billing address', (billing_address) => {
	const event = eventOf(orderItem({ billing_address: billing_address as never }));
	expect(event.profile_properties).toEqual({});
	expect(event.aliases).toHaveLength(2);
});

test('an order written by hand, with numbers as texts and texts as numbers', () => {
	const event = eventOf({
		...orderItem(),
		id: '118',
		status_id: '11',
		customer_id: '11',
		default_currency_code: 'usd',
		is_tax_inclusive_pricing: 'true',
		total_inc_tax: 30,
		total_tax: 4.999999999,
		shipping_cost_ex_tax: ' 5.00 ',
		billing_address: { zip: 78701, phone: 5125550143, country_iso2: 'us' },
		products: [{ ...line(), product_id: '77', variant_id: '0', price_ex_tax: 20, quantity: '2' }],
	});
	expect(event).toMatchObject({
		event_id: '118',
		properties: {
			id: '118',
			total_price: 30,
			total_tax: 5,
			total_shipping: 5,
			currency: 'USD',
			$zip_code: '78701',
			$phone_number: '+15125550143',
		},
		aliases: [expect.any(String), 'urn:bigcommerce:customer:abc123:11'],
	});
	expect(event.properties.items[0]).toMatchObject({ product_id: '77', price: 20, quantity: 2 });
	expect(event.properties.items[0]).not.toHaveProperty('variant_id');
});
