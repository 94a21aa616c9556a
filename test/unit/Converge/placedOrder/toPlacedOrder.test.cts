import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { Unmappable } from '../../../../nodes/Converge/placedOrder/mappingError';
import { line, orderItem } from '../../../support/orders.cts';

const eventOf = (...args: Parameters<typeof toPlacedOrder>) => toPlacedOrder(...args).event;

test('a placed order becomes the whole event', () => {
	const item = orderItem({
		products: [
			line({ quantity: 2 }),
			line({
				id: 2,
				product_id: 78,
				variant_id: 0,
				name: 'Engraving',
				sku: '',
				product_options: [],
			}),
		],
		discount_amount: '1.0000',
		coupon_discount: '2.5000',
		coupons: ['SUMMER'],
		is_new_customer: true,
		external_source: 'kiosk',
	});
	const person = {
		$email: 'ada@example.com',
		$first_name: 'Ada',
		$last_name: 'Example',
		$phone_number: '+15125550143',
		$city: 'Austin',
		$state: 'Texas',
		$zip_code: '78701',
		$country_code: 'US',
	};
	expect(eventOf(item)).toEqual({
		event_name: 'Placed Order',
		event_id: '118',
		timestamp: '2026-06-18T12:05:04.000Z',
		properties: {
			id: '118',
			total_price: 30,
			total_tax: 5,
			total_shipping: 5,
			total_discount: 3.5,
			coupon: 'SUMMER',
			currency: 'USD',
			items: [
				{
					product_id: '77',
					variant_id: '90',
					sku: 'LS-M-GREEN',
					name: 'Linen shirt',
					variant_name: 'M / Green',
					price: 20,
					currency: 'USD',
					quantity: 2,
					vendor: 'Northwind',
				},
				{
					product_id: '78',
					name: 'Engraving',
					price: 20,
					currency: 'USD',
					quantity: 1,
					vendor: 'Northwind',
				},
			],
			...person,
			$is_new_customer: true,
			$sales_channel_type: 'web',
			order_source: 'www',
			external_source: 'kiosk',
			order_status: 'Awaiting Fulfillment',
			payment_method: 'Credit Card',
			storefront: 'Main shop',
		},
		profile_properties: person,
		aliases: [
			'urn:bigcommerce:cart:0b6e7a7c-52f5-4a53-8a52-0f4f4b2f3c11',
			'urn:bigcommerce:customer:abc123:11',
			'urn:email:ada@example.com',
		],
	});
});

test.each([
	[null, /no BigCommerce order/],
	[[], /no BigCommerce order/],
	[{}, /no id/],
	[{ ...orderItem(), id: 'abc' }, /no id/],
	[{ ...orderItem(), id: 0 }, /no id/],
	[{ ...orderItem(), id: 1.5 }, /no id/],
	['order', /no id/],
	[{ ...orderItem(), status_id: undefined }, /no status_id/],
	[{ ...orderItem(), status_id: 'Shipped' }, /no status_id/],
	[{ ...orderItem(), status_id: '0' }, /not placed.*Incomplete/],
	[{ ...orderItem(), default_currency_code: null, currency_code: 'USD' }, /default_currency_code/],
	[{ ...orderItem(), date_created: '' }, /date_created/],
	[{ ...orderItem(), default_currency_code: '' }, /default_currency_code/],
	[orderItem({ status_id: 0 }), /not placed.*Incomplete/],
	[orderItem({ status_id: 1 }), /not placed.*Pending/],
	[orderItem({ status_id: 5 }), /not placed.*Cancelled/],
	[orderItem({ status_id: 6 }), /not placed.*Declined/],
])('what is no placed order is refused (%#)', (item, message) => {
	expect(() => toPlacedOrder(item)).toThrow(Unmappable);
	expect(() => toPlacedOrder(item)).toThrow(message);
});

test('own properties are added, and the event id can be another', () => {
	const event = eventOf(orderItem(), {
		eventId: 'shop-118',
		properties: { campaign: 'spring', payment_method: 'Card', empty: '', nothing: null },
	});
	expect(event.event_id).toBe('shop-118');
	expect(event.properties).toMatchObject({ id: '118', campaign: 'spring', payment_method: 'Card' });
	expect(event.properties).not.toHaveProperty('empty');
	expect(event.properties).not.toHaveProperty('nothing');
});

test.each(['', '  ', null, undefined])('the event id %p is the order id', (eventId) => {
	expect(eventOf(orderItem(), { eventId: eventId as never }).event_id).toBe('118');
});

test('an event id that an expression gave as a number is a text', () => {
	expect(eventOf(orderItem(), { eventId: 7 as never }).event_id).toBe('7');
});

test('an unknown status counts as placed', () => {
	expect(eventOf(orderItem({ status_id: 77, status: 'New one' })).properties.order_status).toBe(
		'New one',
	);
});

test.each([
	[{ scope: 'store/order/created', data: { id: 118 } }, 'these members instead: scope, data.'],
	[{}, 'an empty item'],
	[[orderItem()], 'a list'],
	[orderItem({ date_created: 'yesterday' }), 'Its date_created is "yesterday".'],
	[orderItem({ status_id: undefined }), 'Its status_id is missing.'],
	[orderItem({ total_tax: 'n/a' }), 'it is "n/a"'],
])('tells what came (%#)', (item, expected) => {
	let description = '';
	try {
		toPlacedOrder(item);
	} catch (error) {
		({ description } = error as Unmappable);
	}
	expect(description).toContain(expected);
});

test.each(['yes', 1, null, undefined])('is_new_customer %p says nothing', (is_new_customer) => {
	const { properties } = eventOf(orderItem({ is_new_customer: is_new_customer as never }));
	expect(properties).not.toHaveProperty('$is_new_customer');
});
