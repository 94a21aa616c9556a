import { MappingError } from '../../../../nodes/Converge/event/mappingError';
import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { toReceivedRefund } from '../../../../nodes/Converge/receivedRefund/toReceivedRefund';
import { line, orderItem } from '../../../support/orders.cts';

const refund = {
	id: 7,
	order_id: 118,
	user_id: 1,
	created: '2026-06-20T08:00:00Z',
	reason: 'Too small',
	total_amount: 28.8,
	total_tax: 4.8,
	items: [
		{ item_type: 'PRODUCT', item_id: 2, quantity: 1, requested_amount: 24 },
		{ item_type: 'SHIPPING', item_id: 9, quantity: 1, requested_amount: 4.8 },
	],
	payments: [{ id: 1, amount: 28.8 }],
};

const refundItem = (given: object = {}, order: object = {}) =>
	orderItem({
		status_id: 14,
		products: [
			line({ quantity: 2 }),
			line({ id: 2, product_id: 78, quantity: 3, applied_discounts: [{ amount: '3.0000' }] }),
		],
		...order,
		refund: { ...refund, ...given },
	});

const eventOf = (...args: Parameters<typeof toReceivedRefund>) => toReceivedRefund(...args).event;

test('a refund becomes a complete event', () => {
	const purchase = toPlacedOrder(orderItem()).event;
	expect(eventOf(refundItem())).toEqual({
		event_name: 'Received Refund',
		event_id: 'refund-7',
		timestamp: '2026-06-20T08:00:00.000Z',
		aliases: purchase.aliases,
		profile_properties: purchase.profile_properties,
		properties: {
			id: '118',
			total_price: 28.8,
			total_tax: 4.8,
			currency: 'USD',
			reason: 'Too small',
			$sales_channel_type: 'web',
			...purchase.profile_properties,
			items: [
				{
					product_id: '78',
					variant_id: '90',
					sku: 'LS-M-GREEN',
					name: 'Linen shirt',
					variant_name: 'M / Green',
					price: 20,
					currency: 'USD',
					quantity: 1,
					vendor: 'Northwind',
				},
			],
		},
	});
});

test('two refunds of an order in the same second are two events', () => {
	expect(eventOf(refundItem()).event_id).not.toBe(eventOf(refundItem({ id: 8 })).event_id);
});

test.each([
	['of the whole order', { items: [] }, []],
	['without items', { items: null }, []],
	['of shipping', { items: [{ item_type: 'SHIPPING', item_id: 2, quantity: 1 }] }, []],
	[
		'of two lines',
		{ items: [1, 2].map((id) => ({ item_type: 'PRODUCT', item_id: id, quantity: 2 })) },
		[2, 2],
	],
	[
		'of a line in two parts',
		{ items: [1, 2].map((quantity) => ({ item_type: 'PRODUCT', item_id: 1, quantity })) },
		[3],
	],
	[
		'of a line that the order lacks',
		{ items: [{ item_type: 'PRODUCT', item_id: 99, quantity: 1 }] },
		[],
	],
])('a refund %s has the quantities refunded', (_name, given, quantities) => {
	const { items } = eventOf(refundItem(given)).properties;
	expect(items.map(({ quantity }) => quantity)).toEqual(quantities);
});

test('a refund of no product needs no lines', () => {
	const item = refundItem({ items: [] }, { products: { url: 'x', resource: 'x' } });
	expect(eventOf(item).properties.items).toEqual([]);
	expect(() => eventOf(refundItem({}, { products: { url: 'x', resource: 'x' } }))).toThrow(
		/line items are missing/,
	);
});

test.each([0, 1, 4, 5, 14, undefined])(
	'a refund of an order of status %p is a refund',
	(status_id) => {
		expect(eventOf(refundItem({}, { status_id })).event_id).toBe('refund-7');
	},
);

test.each([118, '118', undefined, null, 0])(
	'a refund of the order ID %p is a refund',
	(order_id) => {
		expect(eventOf(refundItem({ order_id })).event_id).toBe('refund-7');
	},
);

test('tax may be negative, missing or a string', () => {
	expect(eventOf(refundItem({ total_tax: -0.5 })).properties.total_tax).toBe(-0.5);
	expect(eventOf(refundItem({ total_tax: undefined })).properties.total_tax).toBe(0);
	expect(eventOf(refundItem({ total_tax: '1.2345' })).properties.total_tax).toBe(1.2345);
});

test('the prices of the items are with tax where that is chosen', () => {
	expect(eventOf(refundItem(), { amounts: 'includingTax' }).properties.items[0].price).toBe(24);
});

test('an own event ID holds if the ID of the refund is in it', () => {
	for (const eventId of ['r7', 'abc123-refund-7', '7-118']) {
		expect(eventOf(refundItem(), { eventId }).event_id).toBe(eventId);
	}
	expect(eventOf(refundItem(), { eventId: ' ' }).event_id).toBe('refund-7');
	for (const eventId of ['118', ' 118 ', 'abc123-118', 'refund-of-118', 'refund-77']) {
		expect(() => eventOf(refundItem(), { eventId })).toThrow(
			`Refund 7 of order 118: the Event ID "${eventId.trim()}" does not identify the refund`,
		);
	}
	const ofOrder7 = refundItem({ order_id: 7 }, { id: 7 });
	expect(() => eventOf(ofOrder7, { eventId: '7' })).toThrow('does not identify the refund');
});

test('own aliases, profile properties, properties and consent are those of the options', () => {
	const options = {
		aliases: ['urn:my_shop:7', 'urn:my_shop:undefined'],
		profileProperties: { vip: true, $email: 'x@example.com' },
		properties: { channel_note: 'x', total_price: 1 },
		consent: { analytics: 'granted', marketing: 'maybe' },
		dropPhone: true,
	};
	const purchase = toPlacedOrder(orderItem(), options);
	const { event, omitted, reserved } = toReceivedRefund(refundItem(), options);
	expect(event.aliases).toEqual(purchase.event.aliases);
	expect(event.aliases).toContain('urn:my_shop:7');
	expect(event.profile_properties).toEqual(purchase.event.profile_properties);
	expect(event.profile_properties).toMatchObject({ vip: true, $consent: { analytics: 'granted' } });
	expect(event.properties).toMatchObject({ channel_note: 'x', total_price: 28.8 });
	expect(omitted).toEqual(['alias', 'consent value']);
	expect(reserved).toEqual(['$email', 'total_price']);
});

test('the sales channel is that of the order', () => {
	const { event, channel } = toReceivedRefund(refundItem({}, { order_source: 'manual' }), {
		channelRules: [{ field: 'order_source', value: 'manual', salesChannel: 'pos' }],
	});
	expect([event.properties.$sales_channel_type, channel.decidedBy]).toEqual(['pos', 'rule']);
});

test.each([
	['PKR', 133.65, 3.7],
	['COP', 0.4, 0],
	['JPY', 1200, 109.0909],
])('amounts in %s are exactly those of BigCommerce', (default_currency_code, amount, tax) => {
	const item = refundItem({ total_amount: amount, total_tax: tax }, { default_currency_code });
	const { total_price, total_tax, currency } = eventOf(item).properties;
	expect([total_price, total_tax, currency]).toEqual([amount, tax, default_currency_code]);
});

test.each([
	[[], 'ORDER', '0.01'],
	[[2], 'PRODUCT', null],
])(
	'a refund of a bundle counts %p of the bundle, not its parts',
	(quantities, item_type, requested_amount) => {
		const products = [line(), line({ id: 2 }), line({ id: 3, parent_order_product_id: 2 })];
		const items = [2, 3].map((item_id) => ({ item_type, item_id, quantity: 2, requested_amount }));
		const { items: refunded } = eventOf(refundItem({ items }, { products })).properties;
		expect(refunded.map(({ quantity }) => quantity)).toEqual(quantities);
	},
);

test.each([
	['an order', orderItem(), 'Order 118: this item has no refund'],
	['an order with an empty refund', refundItem({ id: undefined }), 'this item has no refund'],
	[
		'a refund without a date',
		refundItem({ created: '' }),
		'"created" of refund 7 is not a valid date',
	],
	[
		'a refund without an amount',
		refundItem({ total_amount: null }),
		'Invalid total_amount in refund 7 of order 118',
	],
	[
		'a refund of a test order',
		refundItem({}, { payment_method: 'Test Payment Gateway' }),
		'Order 118 is a test order',
	],
	[
		'a refund of another order',
		refundItem({ order_id: 119 }),
		'Order 118: refund 7 is of another order (119)',
	],
	[
		'a refund without a currency',
		refundItem({}, { default_currency_code: '' }),
		'Order 118: "default_currency_code"',
	],
	['nothing', null, 'Not a BigCommerce order'],
])('toReceivedRefund rejects %s', (_name, item, message) => {
	expect(() => toReceivedRefund(item)).toThrow(MappingError);
	expect(() => toReceivedRefund(item)).toThrow(message);
});
