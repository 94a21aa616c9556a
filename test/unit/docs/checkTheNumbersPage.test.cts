/* The day on the page "Check the numbers", against the events of its orders and Converge's revenue. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { toPlacedOrder } from '../../../nodes/Converge/placedOrder/toPlacedOrder';
import type { ConvergeBody } from '../../sandbox/converge/convergeChecks.cts';
import { revenueOf } from '../../sandbox/converge/revenue.cts';

const page = readFileSync(path.join(__dirname, '../../../docs/check-the-numbers.md'), 'utf8');

/** An order of the shop, from what its parts cost without tax. */
function order(
	id: number,
	ex: { goods: number; coupon?: number; wrapping?: number; shipping: number },
) {
	const { goods, coupon = 0, wrapping = 0, shipping } = ex;
	const withTax = (amount: number) => (amount * 1.19).toFixed(4);
	const total = goods - coupon + wrapping + shipping;
	return {
		id,
		status_id: 11,
		date_created: 'Thu, 18 Jun 2026 12:05:04 +0000',
		store_hash: 'abc123',
		default_currency_code: 'EUR',
		is_tax_inclusive_pricing: true,
		subtotal_ex_tax: goods.toFixed(4),
		subtotal_inc_tax: withTax(goods),
		coupon_discount: withTax(coupon),
		wrapping_cost_ex_tax: wrapping.toFixed(4),
		wrapping_cost_inc_tax: withTax(wrapping),
		shipping_cost_ex_tax: shipping.toFixed(4),
		shipping_cost_inc_tax: withTax(shipping),
		total_ex_tax: total.toFixed(4),
		total_inc_tax: withTax(total),
		total_tax: (total * 0.19).toFixed(4),
		products: [{ quantity: 1, price_ex_tax: goods.toFixed(4), price_inc_tax: withTax(goods) }],
	};
}

const orders = [
	order(101, { goods: 100, shipping: 10 }),
	order(102, { goods: 200, coupon: 20, shipping: 0 }),
	order(103, { goods: 50, wrapping: 5, shipping: 10 }),
];

/** The amounts in the row of the page's table that begins so. */
function amountsOf(row: string): number[] {
	const line = page.split('\n').find((one) => one.startsWith(`| ${row}`)) ?? '';
	const cells = line.split('|').slice(2, 6);
	return cells.map((cell) => Number(cell.replaceAll('*', '')));
}

function expectedOf(some: typeof orders): number[] {
	const bodies = some.map(
		(one) => JSON.parse(JSON.stringify(toPlacedOrder(one).event)) as ConvergeBody,
	);
	const { gross, total, net } = revenueOf(bodies).EUR;
	const inStore = some.reduce((sum, { total_inc_tax }) => sum + Number(total_inc_tax), 0);
	return [inStore, gross, total, net].map((amount) => Number(amount.toFixed(2)));
}

test.each(orders.map((one) => [one.id, one] as const))(
	'order %p of the example has the amounts that its row says',
	(id, one) => {
		expect(amountsOf(`${id},`)).toEqual(expectedOf([one]));
	},
);

test('the day of the example has the sums of its orders', () => {
	expect(amountsOf('**The day')).toEqual(expectedOf(orders));
});
