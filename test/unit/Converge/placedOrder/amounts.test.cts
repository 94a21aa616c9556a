import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { line, orderItem } from '../../../support/orders.cts';

const propertiesOf = (...args: Parameters<typeof toPlacedOrder>) =>
	toPlacedOrder(...args).event.properties;

const inclusive = orderItem({ is_tax_inclusive_pricing: true });
const exclusive = orderItem();
test.each([
	['asShown in a shop without tax', exclusive, 'asShown', 20, 5],
	['asShown in a shop with tax', inclusive, 'asShown', 24, 6],
	['the default in a shop with tax', inclusive, undefined, 20, 5],
	['includingTax in a shop without tax', exclusive, 'includingTax', 24, 6],
	['excludingTax in a shop with tax', inclusive, 'excludingTax', 20, 5],
] as const)('amounts %s: price and shipping', (_name, item, amounts, price, shipping) => {
	const properties = propertiesOf(item, { amounts });
	expect(properties.items[0].price).toBe(price);
	expect(properties.total_shipping).toBe(shipping);
	expect(properties.total_price).toBe(30);
});

test('amounts are in the currency that is paid, not the one displayed', () => {
	const item = orderItem({ currency_code: 'USD', default_currency_code: 'EUR' });
	expect(propertiesOf(item).currency).toBe('EUR');
	expect(propertiesOf(item).items[0].currency).toBe('EUR');
});

describe('money is the number that BigCommerce sent', () => {
	test.each([
		['PKR', '133.6500', 133.65],
		['PKR', '3.7000', 3.7],
		['COP', '0.4000', 0.4],
		['JPY', '1980.0000', 1980],
		['JPY', '1980.5000', 1980.5],
		['HUF', '12345.6700', 12345.67],
		['KWD', '12.3456', 12.3456],
		['USD', '0.1000', 0.1],
		['USD', '62.6793', 62.6793],
		['XAU', '1.2345', 1.2345],
		['VND', '899999999999.9999', 899999999999.9999],
	])('%s %s is %p', (currency, amount, expected) => {
		const item = orderItem({
			default_currency_code: currency,
			total_inc_tax: amount,
			total_tax: amount,
			shipping_cost_ex_tax: amount,
			products: [line({ price_ex_tax: amount })],
		});
		const { total_price, total_tax, total_shipping, items } = propertiesOf(item);
		expect([total_price, total_tax, total_shipping, items[0].price]).toEqual(
			Array.from({ length: 4 }, () => expected),
		);
	});
});

describe('the discount', () => {
	test('is summed without float dust', () => {
		const item = orderItem({
			discount_amount: '0.1000',
			coupon_discount: '0.2000',
			total_ex_tax: '24.7000',
		});
		expect(propertiesOf(item).total_discount).toBe(0.3);
	});

	test('is omitted when it is 0', () => {
		expect(propertiesOf(orderItem())).not.toHaveProperty('total_discount');
	});

	test('is without tax where prices are: what the parts exceed the total by', () => {
		const item = orderItem({
			subtotal_ex_tax: '62.6793',
			subtotal_inc_tax: '67.8400',
			shipping_cost_ex_tax: '11.0900',
			shipping_cost_inc_tax: '12.0000',
			total_ex_tax: '64.5300',
			total_inc_tax: '69.8400',
			discount_amount: '5.0000',
			coupon_discount: '5.0000',
			products: [line({ price_ex_tax: '62.6793', price_inc_tax: '67.8400' })],
		});
		expect(propertiesOf(item).total_discount).toBe(9.2393);
		expect(propertiesOf(item, { amounts: 'includingTax' }).total_discount).toBe(10);
	});

	test('counts handling, wrapping and fees among the parts', () => {
		const item = orderItem({
			handling_cost_ex_tax: '2.0000',
			wrapping_cost_ex_tax: '3.0000',
			fees: [{ cost_ex_tax: '1.5000', cost_inc_tax: '1.8000' }],
			subtotal_inc_tax: undefined,
			total_ex_tax: '27.5000',
			discount_amount: '4.8000',
		});
		expect(propertiesOf(item).total_discount).toBe(4);
	});

	test.each([
		['exceeds the total with tax', '10.0000'],
		['is negative', '40.0000'],
		['is unknown', null],
	])('is as BigCommerce has it where the difference %s', (_name, total_ex_tax) => {
		const item = orderItem({ total_ex_tax, discount_amount: '1.0000', coupon_discount: '2.5000' });
		expect(propertiesOf(item).total_discount).toBe(3.5);
	});

	test('sums the lines where the order has no subtotal', () => {
		const item = orderItem({
			subtotal_ex_tax: undefined,
			products: [line({ quantity: 2 })],
			total_ex_tax: '41.0000',
			discount_amount: '4.8000',
		});
		expect(propertiesOf(item).total_discount).toBe(4);
	});

	test('may be null, and is named when it is not a number', () => {
		const none = orderItem({ discount_amount: null, coupon_discount: '' });
		expect(propertiesOf(none)).not.toHaveProperty('total_discount');
		for (const field of ['discount_amount', 'coupon_discount']) {
			for (const value of ['free', {}, Number.NaN]) {
				expect(() => propertiesOf(orderItem({ [field]: value }))).toThrow(
					`Invalid ${field} in order 118`,
				);
			}
		}
	});

	test.each([
		['is positive where a negative one lowers the total', '-5.0000', '20.0000', '24.0000', 5, 6],
		['is negative where it raises the total', '-5.0000', '30.0000', '36.0000', -5, -6],
		['with tax is negative where it raises the total', '-6.0000', '30.0000', '36.0000', -5, -6],
	])('%s', (_name, discount_amount, total_ex_tax, total_inc_tax, withoutTax, withTax) => {
		const item = orderItem({ discount_amount, total_ex_tax, total_inc_tax });
		expect(propertiesOf(item).total_discount).toBe(withoutTax);
		expect(propertiesOf(item, { amounts: 'includingTax' }).total_discount).toBe(withTax);
	});

	test('of returned goods is negative', () => {
		const item = orderItem({
			products: [line({ quantity: -3 })],
			subtotal_ex_tax: '-60.0000',
			subtotal_inc_tax: '-72.0000',
			shipping_cost_ex_tax: '0.0000',
			discount_amount: '-6.0000',
			total_ex_tax: '-54.0000',
			total_inc_tax: '-64.8000',
		});
		expect(propertiesOf(item).total_discount).toBe(-6);
	});

	test('is as BigCommerce signs it where no total says which sign is meant', () => {
		const unknown = { total_ex_tax: null, subtotal_ex_tax: null, subtotal_inc_tax: null };
		const item = orderItem({ ...unknown, discount_amount: '-1.5000' });
		expect(propertiesOf(item).total_discount).toBe(-1.5);
	});

	test.each(['excludingTax', 'includingTax'] as const)(
		'is omitted where the coupon only made the shipping free, of amounts %s',
		(amounts) => {
			const item = orderItem({
				base_shipping_cost: '6.0000',
				shipping_cost_ex_tax: '0.0000',
				shipping_cost_inc_tax: '0.0000',
				coupon_discount: '6.0000',
				total_ex_tax: '20.0000',
				total_inc_tax: '24.0000',
			});
			expect(propertiesOf(item, { amounts })).not.toHaveProperty('total_discount');
		},
	);
});

/* Of a shop whose prices and discounts are without tax: 10 off 100, of which the tax is 8.25 %. */
describe('a discount without tax', () => {
	const discounted = (given: object = {}) =>
		orderItem({
			subtotal_ex_tax: '100.0000',
			subtotal_inc_tax: '108.2500',
			shipping_cost_ex_tax: '0.0000',
			shipping_cost_inc_tax: '0.0000',
			discount_amount: '10.0000',
			total_ex_tax: '90.0000',
			total_inc_tax: '97.4250',
			total_tax: '7.4250',
			products: [
				line({
					price_ex_tax: '100.0000',
					price_inc_tax: '108.2500',
					applied_discounts: [{ amount: '10.0000' }],
				}),
			],
			...given,
		});

	test.each([
		['excludingTax', 10],
		['asShown', 10],
		['includingTax', 10.825],
	] as const)('of amounts %s is %p, of the order and of its line', (amounts, expected) => {
		const { total_discount, items } = propertiesOf(discounted(), { amounts });
		expect([total_discount, items[0].discount]).toEqual([expected, expected]);
	});

	test("of a line stays as it is, also where BigCommerce's own tax of the line is that of the rest", () => {
		const shirt = line({
			price_ex_tax: '89.0000',
			price_inc_tax: '95.2350',
			total_ex_tax: '89.0000',
			total_inc_tax: '95.2350',
			total_tax: '3.7200',
			applied_discounts: [{ amount: '35.9000' }],
			discounted_total_inc_tax: '56.8200',
		});
		const rest = line({ id: 2, price_ex_tax: '252.0000', price_inc_tax: '267.9450' });
		const item = orderItem({
			subtotal_ex_tax: '341.0000',
			subtotal_inc_tax: '363.1800',
			shipping_cost_ex_tax: '9.0000',
			shipping_cost_inc_tax: '9.7400',
			discount_amount: '0.0000',
			coupon_discount: '50.0000',
			total_ex_tax: '300.0000',
			total_inc_tax: '325.5200',
			total_tax: '25.5200',
			products: [shirt, rest],
		});
		const { items, total_discount } = propertiesOf(item);
		expect([items[0].discount, total_discount]).toEqual([35.9, 50]);
		expect(propertiesOf(item, { amounts: 'includingTax' })).toMatchObject({
			total_discount: 47.4,
			items: [{ discount: 38.415 }, {}],
		});
		for (const cost of ['1.0000', '2.0000', '3.0000', '4.0000']) {
			const fees = [{ cost_ex_tax: cost, cost_inc_tax: cost }];
			expect(propertiesOf({ ...item, fees })).not.toHaveProperty('total_fees');
		}
	});

	test.each([
		['not in the total', {}],
		['in the total', { total_ex_tax: '90.8250', total_inc_tax: '98.2500' }],
	])('and a fee as high as its tax, %s, make the sum right', (_name, totals) => {
		const fees = [{ cost_ex_tax: '0.8250', cost_inc_tax: '0.8250' }];
		const properties = propertiesOf(discounted({ ...totals, fees }));
		const { total_price, total_tax, total_fees = 0, total_discount = 0 } = properties;
		expect(100 + total_fees + total_tax - total_discount).toBeCloseTo(total_price, 4);
	});

	test('is known by the totals without tax alone, where they are right to a cent', () => {
		const item = discounted({ subtotal_inc_tax: null });
		expect(propertiesOf(item).items[0].discount).toBe(10);
		const withTax = discounted({ subtotal_inc_tax: null, total_ex_tax: '90.7621' });
		expect(propertiesOf(withTax).items[0].discount).toBe(9.2379);
	});
});

describe('handling, wrapping and fees', () => {
	const item = orderItem({
		handling_cost_ex_tax: '2.0000',
		handling_cost_inc_tax: '2.4000',
		wrapping_cost_ex_tax: '3.0000',
		wrapping_cost_inc_tax: '3.6000',
		fees: [
			{ cost_ex_tax: '1.0000', cost_inc_tax: '1.2000' },
			{ cost_exc_tax: '0.5000', cost_inc_tax: '0.6000' },
		],
		total_ex_tax: '31.5000',
		total_inc_tax: '37.8000',
	});

	test('are properties of their own', () => {
		expect(propertiesOf(item)).toMatchObject({
			total_handling: 2,
			total_wrapping: 3,
			total_fees: 1.5,
		});
		expect(propertiesOf(item, { amounts: 'includingTax' })).toMatchObject({
			total_handling: 2.4,
			total_wrapping: 3.6,
			total_fees: 1.8,
		});
	});

	test.each([
		['0', '0.0000', []],
		['missing', undefined, undefined],
		['null', null, null],
		['links', '', { url: 'https://api.bigcommerce.com/stores/a/v2/orders/1/fees', resource: 'x' }],
	])('are omitted when they are %s', (_name, cost, fees) => {
		const without = orderItem({ handling_cost_ex_tax: cost, wrapping_cost_ex_tax: cost, fees });
		const names = Object.keys(propertiesOf(without));
		expect(names).not.toContain('total_handling');
		expect(names).not.toContain('total_wrapping');
		expect(names).not.toContain('total_fees');
	});

	test('fees that the total does not include are omitted', () => {
		const fees = [{ cost_ex_tax: '12.3000', cost_inc_tax: '12.3000' }];
		expect(propertiesOf(orderItem({ fees }))).not.toHaveProperty('total_fees');
	});

	test('an invalid one is named', () => {
		expect(() => propertiesOf(orderItem({ handling_cost_ex_tax: 'free' }))).toThrow(
			'Invalid handling_cost_ex_tax in order 118: expected a decimal such as "109.0000", got "free"',
		);
		expect(() => propertiesOf(orderItem({ fees: [{ cost_inc_tax: 'free' }] }))).toThrow(
			'Invalid cost_inc_tax of a fee in order 118',
		);
	});
});

describe("a line's discount", () => {
	const discountOf = (given: object, amounts?: 'includingTax') =>
		propertiesOf(orderItem({ products: [line({ ...given })] }), { amounts }).items[0].discount;
	const totals = { quantity: 2, total_ex_tax: '40.0000', total_inc_tax: '48.0000' };

	test('is the sum of what was applied, without tax where prices are', () => {
		const applied_discounts = [{ amount: '1.2000' }, { amount: '2.4000', code: 'A' }];
		expect(discountOf({ ...totals, applied_discounts })).toBe(3);
		expect(discountOf({ ...totals, applied_discounts }, 'includingTax')).toBe(3.6);
		expect(discountOf({ applied_discounts })).toBe(3);
	});

	test('is what the discounted total lacks, where nothing says what was applied', () => {
		const given = { ...totals, applied_discounts: undefined, discounted_total_inc_tax: '44.4000' };
		expect(discountOf(given)).toBe(3);
		expect(discountOf({ ...given, discounted_total_inc_tax: '48.0000' })).toBeUndefined();
		expect(discountOf({ ...given, discounted_total_inc_tax: null })).toBeUndefined();
	});

	test.each([[[]], [[{ amount: '0.0000' }]], [[null]], [null], ['x']])(
		'is omitted when %j was applied',
		(applied_discounts) => {
			expect(discountOf({ applied_discounts })).toBeUndefined();
		},
	);
});

test.each(['', 'free', null, undefined, Number.NaN, '1,50'])(
	'%p is rejected as an amount',
	(value) => {
		expect(() => propertiesOf(orderItem({ total_tax: value }))).toThrow(
			'Invalid total_tax in order 118: expected a decimal such as "109.0000", got ',
		);
		expect(() => propertiesOf(orderItem({ products: [line({ price_ex_tax: value })] }))).toThrow(
			'Invalid price_ex_tax in line item 1 of order 118',
		);
	},
);

test('amounts asShown are without tax where the order does not say', () => {
	const item = orderItem({ is_tax_inclusive_pricing: undefined });
	expect(propertiesOf(item, { amounts: 'asShown' }).items[0].price).toBe(20);
});

test('only the amounts that are asked for must be there', () => {
	const item = orderItem({ shipping_cost_inc_tax: null });
	expect(propertiesOf(item).total_shipping).toBe(5);
	expect(() => propertiesOf(item, { amounts: 'includingTax' })).toThrow('shipping_cost_inc_tax');
});
