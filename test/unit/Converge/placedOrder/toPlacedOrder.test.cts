import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { MappingError } from '../../../../nodes/Converge/event/mappingError';
import { line, orderItem } from '../../../support/orders.cts';

const eventOf = (...args: Parameters<typeof toPlacedOrder>) => toPlacedOrder(...args).event;

test('a placed order becomes a complete event', () => {
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
		subtotal_ex_tax: '40.0000',
		subtotal_inc_tax: '48.0000',
		total_ex_tax: '41.5000',
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
	['null', null, /^Not a BigCommerce order: "id" is missing$/],
	['an array', [], /^Not a BigCommerce order/],
	['an empty object', {}, /"id" is missing/],
	['a string', 'order', /"id" is missing/],
	['an order with the ID abc', { ...orderItem(), id: 'abc' }, /"id" is missing/],
	['an order with the ID 0', { ...orderItem(), id: 0 }, /"id" is missing/],
	['an order with the ID 1.5', { ...orderItem(), id: 1.5 }, /"id" is missing/],
	['an order without status', { ...orderItem(), status_id: undefined }, /^Order 118: "status_id"/],
	['an order whose status is a name', { ...orderItem(), status_id: 'Shipped' }, /"status_id"/],
	['an order with the status "0"', { ...orderItem(), status_id: '0' }, /not placed.*Incomplete/],
	[
		'an order with only a display currency',
		{ ...orderItem(), default_currency_code: null, currency_code: 'USD' },
		/^Order 118: "default_currency_code" is not a valid currency code$/,
	],
	['an order with a blank currency', orderItem({ default_currency_code: '' }), /currency_code/],
	[
		'an order with a blank date',
		orderItem({ date_created: '' }),
		/^Order 118: "date_created" is not a valid date$/,
	],
	['an incomplete order', orderItem({ status_id: 0 }), /not placed.*Incomplete/],
	['a pending order', orderItem({ status_id: 1 }), /not placed.*Pending/],
	['a cancelled order', orderItem({ status_id: 5 }), /not placed.*Cancelled/],
	['a declined order', orderItem({ status_id: 6 }), /not placed.*Declined/],
])('toPlacedOrder rejects %s', (_name, item, message) => {
	expect(() => toPlacedOrder(item)).toThrow(MappingError);
	expect(() => toPlacedOrder(item)).toThrow(message);
});

test('own properties are added, and the event ID can be set', () => {
	const event = eventOf(orderItem(), {
		eventId: 'shop-118',
		properties: { campaign: 'spring', payment_method: 'Card', empty: '', nothing: null },
	});
	expect(event.event_id).toBe('shop-118');
	expect(event.properties).toMatchObject({ id: '118', campaign: 'spring', payment_method: 'Card' });
	expect(event.properties).not.toHaveProperty('empty');
	expect(event.properties).not.toHaveProperty('nothing');
});

test.each([
	...['id', 'total_price', 'total_tax', 'total_shipping', 'total_discount', 'total_handling'],
	...['total_wrapping', 'total_fees', 'currency', 'coupon', 'items', '$email', '$phone_number'],
	...['$country_code', '$is_new_customer', '$sales_channel_type', ' total_price '],
])('an own property cannot replace %p', (name) => {
	const item = orderItem({ is_new_customer: true });
	const { event, reserved } = toPlacedOrder(item, { properties: { [name]: '1', note: 'x' } });
	expect(event.properties).toEqual({ ...eventOf(item).properties, note: 'x' });
	expect(reserved).toEqual([name]);
});

test('an own property named like a member of every object is a property like any other', () => {
	const properties = JSON.parse('{"constructor": "a", "__proto__": "b"}') as object;
	const { event } = toPlacedOrder(orderItem(), { properties: { ...properties } });
	expect(JSON.stringify(event.properties)).toContain('"constructor":"a"');
});

test.each(['', '  ', null, undefined])('the event ID %p defaults to the order ID', (eventId) => {
	expect(eventOf(orderItem(), { eventId: eventId as never }).event_id).toBe('118');
});

test('an event ID that an expression returned as a number becomes a string', () => {
	expect(eventOf(orderItem(), { eventId: 7 as never }).event_id).toBe('7');
});

test('an order with an unknown status counts as placed', () => {
	expect(eventOf(orderItem({ status_id: 77, status: 'New one' })).properties.order_status).toBe(
		'New one',
	);
});

test.each([
	[
		'a webhook',
		{ scope: 'store/order/created', data: {} },
		'an object with the fields scope, data.',
	],
	['an empty item', {}, 'an empty item'],
	['an array', [orderItem()], 'an array'],
	[
		'a wrong date',
		orderItem({ date_created: 'yesterday' }),
		'a date with a time, got "yesterday".',
	],
	['no status', orderItem({ status_id: undefined }), 'the number of a status, got nothing.'],
])('the error about %s describes what was given', (_name, item, expected) => {
	let description = '';
	try {
		toPlacedOrder(item);
	} catch (error) {
		({ description } = error as MappingError);
	}
	expect(description).toContain(expected);
});

test('the event has everything else before its items', () => {
	const json = JSON.stringify(eventOf(orderItem(), { properties: { note: 'x' } }));
	const items = json.indexOf('"items"');
	for (const member of ['total_price', 'note', 'aliases', 'profile_properties', 'storefront']) {
		expect(json.lastIndexOf(`"${member}"`)).toBeLessThan(items);
	}
});

test.each(['yes', 1, null, undefined])('is_new_customer %p is omitted', (is_new_customer) => {
	const { properties } = eventOf(orderItem({ is_new_customer: is_new_customer as never }));
	expect(properties).not.toHaveProperty('$is_new_customer');
});
