import { sandboxChannels } from '../../../sandbox/store/channels.cts';
import { fromWire } from '../../../sandbox/orders/money.cts';
import type { OrderPartial, SandboxOrder } from '../../../sandbox/orders/order.cts';
import { orderGenerator } from '../../../sandbox/orders/orderGenerator.cts';

const created = new Date('2026-06-18T12:05:04Z');
const channels = sandboxChannels();
const orders = [1, 2].flatMap((seed) => {
	const generate = orderGenerator(seed, () => channels);
	return Array.from({ length: 400 }, (_, id) => generate(id + 1, created));
});

function taxRate({ total_ex_tax, total_tax }: SandboxOrder['lines'][number]): number {
	return Math.round((100 * fromWire(total_tax)) / (fromWire(total_ex_tax) || 1));
}

function hasPhoneAtShippingOnly({ billing_address, addresses }: SandboxOrder): boolean {
	return billing_address.phone === '' && addresses.some(({ phone }) => phone !== '');
}

function make(given: OrderPartial, seed = 1): SandboxOrder {
	return orderGenerator(seed, () => channels)(7, created, given);
}

function sum(amounts: string[]): number {
	return amounts.reduce((total, amount) => total + fromWire(amount), 0);
}

describe('generated orders', () => {
	it('generated orders have totals that add up', () => {
		for (const order of orders) {
			const costs = [
				order.shipping_cost_inc_tax,
				order.handling_cost_inc_tax,
				order.wrapping_cost_inc_tax,
				...order.fees.map((fee) => fee.cost_inc_tax),
			];
			const reductions = [order.discount_amount, order.coupon_discount];
			expect(fromWire(order.total_inc_tax)).toBe(
				fromWire(order.subtotal_inc_tax) + sum(costs) - sum(reductions),
			);
			expect(fromWire(order.total_inc_tax)).toBe(sum([order.total_ex_tax, order.total_tax]));
		}
	});

	it('generated orders have lines that add up to the subtotal and to the number of items', () => {
		for (const order of orders) {
			expect(sum(order.lines.map((line) => line.total_inc_tax))).toBe(
				fromWire(order.subtotal_inc_tax),
			);
			expect(order.lines.reduce((total, line) => total + line.quantity, 0)).toBe(order.items_total);
		}
	});

	it('generated orders spread every discount over the lines without a remainder', () => {
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

	it('generated orders have four decimals wherever there is money', () => {
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
		['a fee', (order) => order.fees.length === 1],
		['handling', (order) => order.handling_cost_ex_tax !== '0.0000'],
		['wrapping', (order) => order.wrapping_cost_ex_tax !== '0.0000'],
		['a returned line', (order) => order.lines.some((line) => line.quantity < 0)],
		['two tax rates', (order) => new Set(order.lines.map(taxRate)).size > 1],
		['a coupon on shipping', (order) => order.coupons.some(({ type }) => type >= 3)],
		['a placeholder for a phone', (order) => /^0+$/.test(order.billing_address.phone)],
		['a placeholder for a state', (order) => /choisir/.test(order.billing_address.state)],
		['a country code outside ISO 3166-1', (o) => o.billing_address.country_iso2 === 'XK'],
		['a country without a code', (order) => order.billing_address.country_iso2 === ''],
		['a phone at the shipping address only', hasPhoneAtShippingOnly],
		['an app ID as external source', (order) => order.external_source === '17550'],
		['cash on delivery', (order) => order.payment_method === 'Cash on Delivery'],
	])('generated orders include some with %s', (_, has) => {
		expect(orders.filter(has).length).toBeGreaterThan(0);
	});

	it('generated orders are the same for the same seed and differ for another', () => {
		expect(make({})).toEqual(make({}));
		expect(make({}, 2)).not.toEqual(make({}));
	});

	it('generated orders take what a test gives and compute the rest from it', () => {
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

	it('generated orders fit the source to the channel that a test gives', () => {
		expect(make({ channel_id: 1002 })).toMatchObject({
			order_source: 'external',
			external_source: expect.stringMatching(/^POS( \(Square\))?$/),
		});
		expect(make({ order_source: 'www' }).external_source).toBeNull();
	});
});

describe('the totals of an order', () => {
	const amounts = (order: SandboxOrder) =>
		[order.subtotal_ex_tax, order.total_ex_tax, order.total_tax, order.total_inc_tax].join(' ');
	const line = { name: 'Goods', quantity: 1 };

	// Shape of BigCommerce's example order 218: the discounts are with tax, and lower the tax.
	it('discounts by hand and by coupon take their share of the tax with them', () => {
		const order = make({
			...{ is_tax_inclusive_pricing: false, discount_amount: '5.0000', fees: [] },
			coupons: [{ code: 'FIVE', discount: 5 }],
			shipping_cost_ex_tax: '10.0000',
			shipping_cost_inc_tax: '10.8200',
			lines: [{ ...line, price_ex_tax: '50.0000', price_inc_tax: '54.0000' }],
		});
		expect(order).toMatchObject({
			...{ discount_amount: '5.0000', coupon_discount: '5.0000' },
			...{ subtotal_ex_tax: '50.0000', subtotal_inc_tax: '54.0000', subtotal_tax: '3.2600' },
			...{ total_inc_tax: '54.8200', total_tax: '4.0800', total_ex_tax: '50.7400' },
		});
	});

	it('lines of two tax rates keep their own share of a discount', () => {
		const order = make({
			...{ discount_amount: '20', shipping_cost_inc_tax: '0', is_tax_inclusive_pricing: true },
			lines: [
				{ ...line, price_ex_tax: '100.0000', price_inc_tax: '119.0000' },
				{ ...line, price_ex_tax: '100.0000', price_inc_tax: '107.0000' },
			],
		});
		const [first, second] = order.lines.map((one) => fromWire(one.discounted_total_inc_tax));
		const tax = (first * 19) / 119 + (second * 7) / 107;
		expect(Math.abs(fromWire(order.total_tax) - tax)).toBeLessThanOrEqual(50);
	});

	it.each<[type: number, shipping: string, base: string]>([
		[4, '0.0000', '5.9500'],
		[3, '3.9500', '5.9500'],
	])('a coupon of type %s lowers the shipping cost only', (type, shipping, base) => {
		const order = make({
			...{ is_tax_inclusive_pricing: true, coupons: [{ code: 'SHIP', type }] },
			lines: [{ ...line, price_inc_tax: '20.0000' }],
		});
		expect(order).toMatchObject({
			...{ shipping_cost_inc_tax: shipping, base_shipping_cost: base },
			...{ coupon_discount: '0.0000', coupons: [{ code: 'SHIP', type }] },
		});
		expect(order.lines[0].applied_discounts).toEqual([]);
	});

	it('a coupon on shipping counts as a coupon discount when a test says so', () => {
		const order = make({
			...{ is_tax_inclusive_pricing: true, shipping_cost_inc_tax: '5.9500' },
			...{ coupons: [{ code: 'SHIP', type: 4 }], coupon_discount: '5.9500' },
			lines: [{ ...line, price_inc_tax: '20.0000' }],
		});
		expect(order).toMatchObject({
			...{ shipping_cost_inc_tax: '5.9500', coupon_discount: '5.9500', total_inc_tax: '20.0000' },
		});
		expect(order.lines[0].applied_discounts).toEqual([]);
	});

	it('a returned line is negative, and takes no part in discounts', () => {
		const order = make({
			...{ shipping_cost_ex_tax: '0', discount_amount: '1' },
			lines: [
				{ ...line, quantity: 5, price_ex_tax: '2.0000', price_inc_tax: '2.0000' },
				{ ...line, quantity: -3, price_ex_tax: '2.0000', price_inc_tax: '2.0000' },
			],
		});
		expect(order.lines[1]).toMatchObject({
			...{ quantity: -3, total_ex_tax: '-6.0000', applied_discounts: [] },
		});
		expect(order.items_total).toBe(2);
		expect(amounts(order)).toBe('4.0000 3.0000 0.0000 3.0000');
	});

	it('fees are in the total, with their tax', () => {
		const fee = { cost_ex_tax: '1.0000', cost_inc_tax: '1.1900', cost_tax: '0.1900' };
		const [whole] = orders.find(({ fees }) => fees.length)!.fees;
		const order = make({
			...{ shipping_cost_ex_tax: '0', fees: [{ ...whole, ...fee }] },
			lines: [{ ...line, price_ex_tax: '10.0000', price_inc_tax: '11.9000' }],
		});
		expect(amounts(order)).toBe('10.0000 11.0000 2.0900 13.0900');
	});

	it.each(['PKR', 'KWD', 'HUF', 'COP', 'JPY'])('%s has four decimals on the wire', (currency) => {
		const order = make({ default_currency_code: currency, lines: [line] });
		const money = [order.total_inc_tax, order.lines[0].price_ex_tax, order.base_shipping_cost];
		for (const amount of money) expect(amount).toMatch(/^\d+\.\d{4}$/);
		expect(order.default_currency_code).toBe(currency);
	});
});
