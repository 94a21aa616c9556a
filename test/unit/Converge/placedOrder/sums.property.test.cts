/* The parts of an event against its total, for the sandbox's orders, whose parts add up exactly. */
import fc from 'fast-check';
import { toPlacedOrder, type Amounts } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { sandboxChannels } from '../../../sandbox/store/channels.cts';
import { consignments } from '../../../sandbox/orders/consignments.cts';
import type { OrderPartial } from '../../../sandbox/orders/order.cts';
import { orderGenerator } from '../../../sandbox/orders/orderGenerator.cts';

const channels = sandboxChannels();
const placed = new Date('2026-06-18T12:05:04Z');

/** Handling and wrapping have no property of their own, so these orders have none. */
const given = fc.record<OrderPartial>({
	status_id: fc.constantFrom(2, 7, 10, 11),
	default_currency_code: fc.constantFrom('USD', 'EUR', 'JPY'),
	is_tax_inclusive_pricing: fc.boolean(),
	handling_cost_inc_tax: fc.constant('0.0000'),
	handling_cost_ex_tax: fc.constant('0.0000'),
	wrapping_cost_inc_tax: fc.constant('0.0000'),
	wrapping_cost_ex_tax: fc.constant('0.0000'),
});
const discounted = fc.record<OrderPartial>({
	discount_amount: fc.constantFrom('0.0000', '1.0000', '3.0000'),
});

/** The event of a generated order, with its lines in any of the places where they can stand. */
const events = (more: fc.Arbitrary<OrderPartial>, amounts: Amounts) =>
	fc
		.tuple(fc.nat(1_000), fc.integer({ min: 1, max: 1e6 }), given, more, fc.nat(2))
		.map(([seed, id, some, others, place]) => {
			const { lines, ...order } = orderGenerator(seed, () => channels)(id, placed, {
				...some,
				...others,
			});
			const inlined = consignments({ ...order, lines }, { base: '', withLines: true });
			const places = [{ products: lines }, { consignments: inlined }, { consignments: [inlined] }];
			return toPlacedOrder({ ...order, ...places[place], store_hash: 'abc123' }, { amounts }).event;
		});

type Properties = ReturnType<typeof toPlacedOrder>['event']['properties'];

const tenThousandths = (amount: number) => Math.round(amount * 10_000);

const goodsAndShipping = ({ items, total_shipping }: Properties) =>
	items.reduce(
		(sum, { price, quantity }) => sum + tenThousandths(price) * quantity,
		tenThousandths(total_shipping),
	);

test('items and shipping with tax, less discounts, are the total price', () => {
	fc.assert(
		fc.property(events(discounted, 'includingTax'), ({ properties }) => {
			const { total_discount = 0, total_price } = properties;
			expect(goodsAndShipping(properties) - tenThousandths(total_discount)).toBe(
				tenThousandths(total_price),
			);
		}),
		{ numRuns: 300 },
	);
});

/* Where prices with tax are the exact ones, those without are rounded; and a discount lowers the tax. */
test('items and shipping of a shop without tax, and the tax, are the total price', () => {
	const undiscounted = fc.constant<OrderPartial>({
		is_tax_inclusive_pricing: false,
		discount_amount: '0.0000',
		coupons: [],
	});
	fc.assert(
		fc.property(events(undiscounted, 'asShown'), ({ properties }) => {
			expect(properties).not.toHaveProperty('total_discount');
			expect(goodsAndShipping(properties) + tenThousandths(properties.total_tax)).toBe(
				tenThousandths(properties.total_price),
			);
		}),
		{ numRuns: 300 },
	);
});
