/* The parts of an event against its total and against the books of generated stores; and Converge's
   own revenue, by its published formulas, against the raw order. */
import fc from 'fast-check';
import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import type { ConvergeBody } from '../../../sandbox/converge/convergeChecks.cts';
import { revenueOf } from '../../../sandbox/converge/revenue.cts';
import { orderWithBooks, type Books } from './arbitraryStore.cts';

const runs = { numRuns: 2_000 };

type Properties = ReturnType<typeof toPlacedOrder>['event']['properties'];

/** In ten-thousandths, in which sums are exact. */
const units = (amount = 0) => Math.round(amount * 10_000);

const goodsOf = ({ items }: Properties) =>
	items.reduce((sum, { price, quantity }) => sum + units(price) * quantity, 0);

const costsOf = (properties: Properties) =>
	units(properties.total_shipping) +
	units(properties.total_handling) +
	units(properties.total_wrapping) +
	units(properties.total_fees);

/** Half a cent a line. */
const tolerance = ({ lineCount }: Books) => 50 * lineCount;

test.each(['excludingTax', 'asShown', 'includingTax'] as const)(
	'goods, costs and, where they lack it, tax less the discount are the total price of amounts %s',
	(amounts) => {
		fc.assert(
			fc.property(orderWithBooks, ({ order, books }) => {
				const { properties } = toPlacedOrder(order, { amounts }).event;
				const isWithTax =
					amounts === 'includingTax' ||
					(amounts === 'asShown' && order.is_tax_inclusive_pricing === true);
				const tax = isWithTax ? 0 : units(properties.total_tax);
				const parts = goodsOf(properties) + costsOf(properties) + tax;
				const total = parts - units(properties.total_discount);
				expect(Math.abs(total - units(properties.total_price))).toBeLessThanOrEqual(
					tolerance(books),
				);
			}),
			runs,
		);
	},
);

test.each(['excludingTax', 'includingTax'] as const)(
	'the discounts of the lines are the discount of amounts %s',
	(amounts) => {
		fc.assert(
			fc.property(orderWithBooks, ({ order, books }) => {
				const { properties } = toPlacedOrder(order, { amounts }).event;
				const ofLines = properties.items.reduce((sum, { discount }) => sum + units(discount), 0);
				// Coupons on shipping are in no line.
				if (Number(order.base_shipping_cost) > Number(order.shipping_cost_inc_tax)) return;
				const difference = ofLines - units(properties.total_discount);
				expect(Math.abs(difference)).toBeLessThanOrEqual(tolerance(books));
			}),
			runs,
		);
	},
);

test('every part is what the books say', () => {
	fc.assert(
		fc.property(orderWithBooks, ({ order, books }) => {
			const { properties } = toPlacedOrder(order).event;
			expect({
				goods: goodsOf(properties),
				shipping: units(properties.total_shipping),
				handling: units(properties.total_handling),
				wrapping: units(properties.total_wrapping),
				fees: units(properties.total_fees),
				tax: units(properties.total_tax),
				total: units(properties.total_price),
				lineCount: properties.items.length,
				currency: properties.currency,
			}).toEqual({ ...books, discount: undefined });
			const difference = units(properties.total_discount) - Math.abs(books.discount);
			expect(Math.abs(difference)).toBeLessThanOrEqual(tolerance(books));
		}),
		runs,
	);
});

test("the sandbox's Converge has the gross, total and net revenue of the raw order", () => {
	fc.assert(
		fc.property(orderWithBooks, ({ order, books }) => {
			const { event } = toPlacedOrder(order);
			const body = JSON.parse(JSON.stringify(event)) as ConvergeBody;
			const revenue = revenueOf([body]);
			const [gross, total, net] = (['gross', 'total', 'net'] as const).map((metric) =>
				units(revenue[books.currency][metric]),
			);

			const raw = (field: string) => units(Number(order[field]));
			const others = books.handling + books.wrapping + books.fees;
			expect(gross).toBe(raw('subtotal_ex_tax'));
			expect(Math.abs(total - (raw('total_inc_tax') - others))).toBeLessThanOrEqual(
				tolerance(books),
			);
			expect(
				Math.abs(net - (raw('total_ex_tax') - raw('shipping_cost_ex_tax') - others)),
			).toBeLessThanOrEqual(tolerance(books));
		}),
		runs,
	);
});

test('the tax-inclusive order of goods 119 and shipping 11.90 has gross and net revenue of 100', () => {
	const { properties } = toPlacedOrder({
		id: 1,
		status_id: 11,
		date_created: 'Thu, 18 Jun 2026 12:05:04 +0000',
		store_hash: 'abc123',
		default_currency_code: 'EUR',
		is_tax_inclusive_pricing: true,
		total_inc_tax: '130.9000',
		total_ex_tax: '110.0000',
		total_tax: '20.9000',
		subtotal_ex_tax: '100.0000',
		subtotal_inc_tax: '119.0000',
		shipping_cost_ex_tax: '10.0000',
		shipping_cost_inc_tax: '11.9000',
		products: [{ quantity: 1, price_ex_tax: '100.0000', price_inc_tax: '119.0000' }],
	}).event;
	const gross = goodsOf(properties);
	const total = gross + units(properties.total_shipping) + units(properties.total_tax);
	expect(gross).toBe(1_000_000);
	expect(total).toBe(1_309_000);
	expect(total - units(properties.total_tax) - units(properties.total_shipping)).toBe(1_000_000);
});
