import fc from 'fast-check';
import { toReceivedRefund } from '../../../../nodes/Converge/receivedRefund/toReceivedRefund';
import type { MappingOptions } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { MappingError } from '../../../../nodes/Converge/event/mappingError';
import { orderItem } from '../../../support/orders.cts';
import { anyOptions, anyPlacedOrder } from '../placedOrder/arbitraryOrder.cts';

const anyRefund = fc.record({
	id: fc.integer({ min: 1, max: 1e6 }),
	created: fc
		.date({ min: new Date('2009-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
		.map((date) => date.toISOString()),
	reason: fc.oneof(fc.string(), fc.constantFrom(null, undefined, ' ')),
	total_amount: fc.integer({ max: 1e8 }).map((amount) => amount / 10_000),
	total_tax: fc.constantFrom(0, 1.25, -0.5, null),
	items: fc.array(
		fc.record({
			item_type: fc.constantFrom('PRODUCT', 'SHIPPING', 'ORDER', 'FEE'),
			item_id: fc.nat(5),
			quantity: fc.nat(3),
		}),
	),
});

const anyRefundItem = fc
	.tuple(anyPlacedOrder, anyRefund)
	.map(([order, refund]) => ({ ...order, refund }));

function* leaves(value: unknown): Generator<unknown> {
	if (typeof value !== 'object' || value === null) yield value;
	else for (const member of Object.values(value)) yield* leaves(member);
}

test('no refund event contains null, undefined, a blank string or NaN, and the item stays as it is', () => {
	fc.assert(
		fc.property(anyRefundItem, anyOptions, (item, options) => {
			const before = structuredClone(item);
			// Any other ID of the event's own is refused.
			const eventId = options.eventId && ` refund-${item.refund.id} `;
			const { event } = toReceivedRefund(item, { ...options, eventId } as MappingOptions);
			for (const leaf of leaves(event)) {
				expect(['string', 'number', 'boolean']).toContain(typeof leaf);
				if (typeof leaf === 'string') expect(leaf.trim()).not.toBe('');
				if (typeof leaf === 'number') expect(leaf).not.toBeNaN();
			}
			expect(item).toEqual(before);
			expect(event.aliases.length).toBeGreaterThanOrEqual(1);
			expect(event.aliases.length).toBeLessThanOrEqual(10);
		}),
		{ numRuns: 300 },
	);
});

test('whatever is given as a refund becomes an event or is rejected with a MappingError', () => {
	fc.assert(
		fc.property(fc.jsonValue(), (refund) => {
			try {
				toReceivedRefund(orderItem({ refund }));
			} catch (error) {
				expect(error).toBeInstanceOf(MappingError);
			}
		}),
	);
});
