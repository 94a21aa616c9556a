import { sandboxChannels } from '../../../sandbox/store/channels.cts';
import { fromWire } from '../../../sandbox/orders/money.cts';
import type { OrderPartial, SandboxOrder } from '../../../sandbox/orders/order.cts';
import { orderGenerator } from '../../../sandbox/orders/orderGenerator.cts';

const created = new Date('2026-06-18T12:05:04Z');
const channels = sandboxChannels();
const orders = [1, 2].flatMap((seed) => {
	const generate = orderGenerator(seed, () => channels);
	return Array.from({ length: 150 }, (_, id) => generate(id + 1, created));
});

function make(given: OrderPartial, seed = 1): SandboxOrder {
	return orderGenerator(seed, () => channels)(7, created, given);
}

function sum(amounts: string[]): number {
	return amounts.reduce((total, amount) => total + fromWire(amount), 0);
}

describe('generated orders', () => {
	it('have totals that add up', () => {
		for (const order of orders) {
			const costs = [
				order.shipping_cost_inc_tax,
				order.handling_cost_inc_tax,
				order.wrapping_cost_inc_tax,
			];
			const reductions = [order.discount_amount, order.coupon_discount];
			expect(fromWire(order.total_inc_tax)).toBe(
				fromWire(order.subtotal_inc_tax) + sum(costs) - sum(reductions),
			);
			expect(fromWire(order.total_inc_tax)).toBe(sum([order.total_ex_tax, order.total_tax]));
		}
	});

	it('have lines that add up to the subtotal and to the number of items', () => {
		for (const order of orders) {
			expect(sum(order.lines.map((line) => line.total_inc_tax))).toBe(
				fromWire(order.subtotal_inc_tax),
			);
			expect(order.lines.reduce((total, line) => total + line.quantity, 0)).toBe(order.items_total);
		}
	});

	it('spread every discount over the lines without a remainder', () => {
		const reduced = orders.filter((order) => order.lines.some((l) => l.applied_discounts.length));
		expect(reduced.length).toBeGreaterThan(20);
		for (const order of reduced) {
			const parts = order.lines.flatMap((line) => line.applied_discounts);
			const byHand = parts.filter((part) => part.code === null);
			const byCoupon = parts.filter((part) => part.code !== null);
			expect(sum(byHand.map((part) => part.amount))).toBe(fromWire(order.discount_amount));
			expect(sum(byCoupon.map((part) => part.amount))).toBe(fromWire(order.coupon_discount));
			for (const line of order.lines) {
				expect(fromWire(line.discounted_total_inc_tax)).toBe(
					fromWire(line.total_inc_tax) - sum(line.applied_discounts.map((part) => part.amount)),
				);
			}
		}
	});

	it('have four decimals wherever there is money', () => {
		for (const order of orders) {
			expect(JSON.stringify(order)).not.toMatch(/"(total|price|subtotal)_\w+":"(?!-?\d+\.\d{4}")/);
		}
	});

	it.each<[string, (order: SandboxOrder) => boolean]>([
		['guests', (order) => order.customer_id === 0],
		['shoppers at a till without an address', (order) => order.billing_address.email === ''],
		['prices with tax', (order) => order.is_tax_inclusive_pricing],
		['prices without tax', (order) => !order.is_tax_inclusive_pricing],
		['two shipping addresses', (order) => order.addresses.length === 2],
		['collection', (order) => order.lines.some((line) => line.order_pickup_method_id > 0)],
		['downloads only', (order) => order.order_is_digital],
		['a pick list', (order) => order.lines.some((line) => line.is_bundled_product)],
		['a custom product', (order) => order.lines.some((line) => line.product_id === 0)],
		['a gift certificate', (order) => order.lines.some((l) => l.type === 'giftcertificate')],
		['options', (order) => order.lines.some((line) => line.product_options.length === 2)],
		['another display currency', (order) => order.currency_code !== order.default_currency_code],
		['another currency', (order) => order.default_currency_code === 'EUR'],
		['a marketplace', (order) => order.order_source === 'amazon'],
	])('include some with %s', (_, has) => {
		expect(orders.filter(has).length).toBeGreaterThan(0);
	});

	it('come out the same for the same seed, and differ for another', () => {
		expect(make({})).toEqual(make({}));
		expect(make({}, 2)).not.toEqual(make({}));
	});

	it('take what a test gives and reckon the rest from it', () => {
		const order = make({
			is_tax_inclusive_pricing: true,
			shipping_cost_inc_tax: '5.00',
			discount_amount: '1.50',
			coupons: [
				{ code: 'A', discount: 2 },
				{ code: 'B', discount: 0.5 },
			],
			lines: [
				{ product_id: 0, name: 'Given', price_inc_tax: '10.00', quantity: 3 },
				{ type: 'digital', price_inc_tax: '4.00', quantity: 1 },
			],
			billing_address: { email: 'given@example.com' },
		});
		expect(order).toMatchObject({
			subtotal_inc_tax: '34.0000',
			coupon_discount: '2.5000',
			total_inc_tax: '35.0000',
			items_total: 4,
			billing_address: { email: 'given@example.com', country: expect.any(String) },
		});
		expect(order.lines[0]).toMatchObject({ name: 'Given', total_inc_tax: '30.0000' });
		const codes = order.lines[0].applied_discounts.map((discount) => discount.code);
		expect(codes).toEqual(['A', 'B', null]);
	});

	it('fit the source to the channel that a test gives', () => {
		expect(make({ channel_id: 1002 })).toMatchObject({
			order_source: 'external',
			external_source: 'pos-square',
		});
		expect(make({ order_source: 'www' }).external_source).toBeNull();
	});
});
