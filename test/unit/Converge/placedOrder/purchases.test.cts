/* Which orders are purchases, beside those of the wrong status. */
import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { toReceivedRefund } from '../../../../nodes/Converge/receivedRefund/toReceivedRefund';
import { line, orderItem } from '../../../support/orders.cts';

test.each(['Test Payment Gateway', ' test payment gateway ', 'TEST PAYMENT GATEWAY'])(
	'an order paid through %p is rejected as a test order',
	(payment_method) => {
		expect(() => toPlacedOrder(orderItem({ payment_method }))).toThrow(
			'Order 118 is a test order: it was paid through the Test Payment Gateway',
		);
	},
);

test('a test order that the user chose to include becomes an event', () => {
	const item = orderItem({ payment_method: 'Test Payment Gateway', is_placed: true });
	expect(toPlacedOrder(item).event.event_id).toBe('118');
});

const refund = { id: 7, order_id: 118, created: '2026-06-20T08:00:00Z', total_amount: 12 };

test.each(['M-MIG', ' m-mig ', 'M-MIG (Shopify POS)', 'm-mig: Magento', 'M-Mig_3'])(
	'an order of the external source %p, and its refund, are rejected as migrated',
	(external_source) => {
		const message = 'Order 118 was migrated from another platform';
		for (const is_placed of [undefined, false, 'true']) {
			const item = orderItem({ external_source, is_placed });
			expect(() => toPlacedOrder(item)).toThrow(message);
			expect(() => toPlacedOrder(item, { event: 'recurringOrder' })).toThrow(message);
			expect(() => toReceivedRefund({ ...item, refund })).toThrow(message);
		}
	},
);

test('a migrated order that the BigCommerce nodes found placed becomes an event, as does its refund', () => {
	const item = orderItem({ external_source: 'M-MIG', is_placed: true });
	expect(toPlacedOrder(item).event.event_id).toBe('118');
	expect(toReceivedRefund({ ...item, refund }).event.event_id).toBe('refund-7');
});

test.each(['M-MIGHTY', 'POS M-MIG', 'MMIG', 'm-mig2', null, {}])(
	'an order of the external source %p was not migrated',
	(external_source) => {
		expect(toPlacedOrder(orderItem({ external_source })).event.event_id).toBe('118');
	},
);

test.each([
	[0, 'Incomplete'],
	[1, 'Pending'],
	[5, 'Cancelled'],
	[6, 'Declined'],
])(
	'an order of status %p becomes an event when the user counts it as placed',
	(status_id, status) => {
		const item = orderItem({ status_id, status, is_placed: true });
		expect(toPlacedOrder(item).event.properties.order_status).toBe(status);
	},
);

test.each([false, 'true', 1, null, undefined])('is_placed %p vouches for nothing', (is_placed) => {
	expect(() => toPlacedOrder(orderItem({ status_id: 1, is_placed }))).toThrow('is not placed');
});

test('a refund is rejected, with the event to choose', () => {
	const item = orderItem({ status_id: 4, is_placed: true, refund: { id: 7, order_id: 118 } });
	expect(() => toPlacedOrder(item)).toThrow('Order 118: this item is a refund, not a purchase');
});

test('an order that Get Many returned only to explain its exclusion is rejected', () => {
	const item = orderItem({ excluded: 'other storefront' });
	expect(() => toPlacedOrder(item)).toThrow(
		'Order 118 was excluded by the BigCommerce node: other storefront',
	);
	expect(toPlacedOrder(orderItem({ excluded: null })).event.event_id).toBe('118');
});

test('a summary of an order is rejected under every event, with the way to the whole order', () => {
	const message = 'Order 118 is only a summary: get the whole order by its ID';
	const item = orderItem({ is_summary: true, is_placed: true });
	expect(() => toPlacedOrder(item)).toThrow(message);
	expect(() => toReceivedRefund({ ...item, refund: { id: 7, order_id: 118 } })).toThrow(message);
	expect(toPlacedOrder(orderItem({ is_summary: false })).event.event_id).toBe('118');
});

test('an order that was refunded later is a purchase', () => {
	const item = orderItem({ status_id: 4, status: 'Refunded', refund: null });
	expect(toPlacedOrder(item).event.properties.total_price).toBe(30);
});

test('returned lines have a negative quantity', () => {
	const products = [
		line({ quantity: 2 }),
		line({ id: 2, quantity: -3, price_ex_tax: '2.0000', total_ex_tax: '-6.0000' }),
		line({ id: 3, quantity: '-1' }),
	];
	const { items } = toPlacedOrder(orderItem({ products })).event.properties;
	expect(items.map(({ quantity, price }) => [quantity, price])).toEqual([
		[2, 20],
		[-3, 2],
		[-1, 20],
	]);
});

test('an order of returns only has a negative total', () => {
	const item = orderItem({
		total_inc_tax: '-7.2000',
		total_ex_tax: '-6.0000',
		total_tax: '-1.2000',
		shipping_cost_ex_tax: '0.0000',
		products: [line({ quantity: -3, price_ex_tax: '2.0000' })],
	});
	expect(toPlacedOrder(item).event.properties).toMatchObject({
		total_price: -7.2,
		total_tax: -1.2,
	});
});

test.each([17550, 0, {}, [], true, null])(
	'an external source of %j throws nothing',
	(external_source) => {
		const { properties } = toPlacedOrder(orderItem({ external_source })).event;
		const isNumber = typeof external_source === 'number';
		expect(properties.external_source).toBe(isNumber ? String(external_source) : undefined);
	},
);

test('payment_status is a property of its own', () => {
	const item = orderItem({ payment_status: 'pending', status_id: 7 });
	expect(toPlacedOrder(item).event.properties.payment_status).toBe('pending');
	expect(toPlacedOrder(orderItem({ payment_status: '' })).event.properties).not.toHaveProperty(
		'payment_status',
	);
});
