/* The parts of an event against its total, for the sandbox's orders. */
import fc from 'fast-check';
import type { Amounts } from '../../../../nodes/Converge/placedOrder/amounts';
import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { sandboxChannels } from '../../../sandbox/store/channels.cts';
import { consignments } from '../../../sandbox/orders/consignments.cts';
import type { OrderPartial } from '../../../sandbox/orders/order.cts';
import { orderGenerator } from '../../../sandbox/orders/orderGenerator.cts';

const channels = sandboxChannels();
const placed = new Date('2026-06-18T12:05:04Z');

const given = fc.record<OrderPartial>(
	{
		status_id: fc.constantFrom(2, 7, 10, 11),
		default_currency_code: fc.constantFrom('USD', 'EUR', 'JPY'),
		is_tax_inclusive_pricing: fc.boolean(),
		discount_amount: fc.constantFrom('0.0000', '1.0000', '3.0000'),
	},
	{ requiredKeys: ['status_id'] },
);

/** The event of a generated order, with its lines in any of the places where they can stand. */
const events = (amounts: Amounts) =>
	fc
		.tuple(fc.nat(1_000), fc.integer({ min: 1, max: 1e6 }), given, fc.nat(2))
		.map(([seed, id, some, place]) => {
			const { lines, ...order } = orderGenerator(seed, () => channels)(id, placed, some);
			const inlined = consignments({ ...order, lines }, { base: '', withLines: true });
			const places = [{ products: lines }, { consignments: inlined }, { consignments: [inlined] }];
			return toPlacedOrder({ ...order, ...places[place], store_hash: 'abc123' }, { amounts }).event;
		});

type Properties = ReturnType<typeof toPlacedOrder>['event']['properties'];

const tenThousandths = (amount = 0) => Math.round(amount * 10_000);

const parts = (properties: Properties) =>
	properties.items.reduce(
		(sum, { price, quantity }) => sum + tenThousandths(price) * quantity,
		tenThousandths(properties.total_shipping) +
			tenThousandths(properties.total_handling) +
			tenThousandths(properties.total_wrapping) +
			tenThousandths(properties.total_fees) -
			tenThousandths(properties.total_discount),
	);

test('the parts of a sandbox order with tax are exactly its total price', () => {
	fc.assert(
		fc.property(events('includingTax'), ({ properties }) => {
			expect(parts(properties)).toBe(tenThousandths(properties.total_price));
		}),
		{ numRuns: 500 },
	);
});

test('the parts of a sandbox order without tax, and its tax, are its total price to half a cent (or yen) a line', () => {
	fc.assert(
		fc.property(events('excludingTax'), ({ properties }) => {
			const total = parts(properties) + tenThousandths(properties.total_tax);
			// The sandbox's taxes are whole yen, its prices without tax are not.
			const half = properties.currency === 'JPY' ? 5_000 : 50;
			expect(Math.abs(total - tenThousandths(properties.total_price))).toBeLessThanOrEqual(
				half * properties.items.length,
			);
		}),
		{ numRuns: 500 },
	);
});
