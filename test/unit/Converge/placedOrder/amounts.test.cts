import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { line, orderItem } from '../../../support/orders.cts';

const propertiesOf = (...args: Parameters<typeof toPlacedOrder>) =>
	toPlacedOrder(...args).event.properties;

const inclusive = orderItem({ is_tax_inclusive_pricing: true });
const exclusive = orderItem();
test.each([
	['as shown in a shop without tax', exclusive, undefined, 20, 5],
	['as shown in a shop with tax', inclusive, undefined, 24, 6],
	['asShown is the default', inclusive, 'asShown', 24, 6],
	['including tax overrides', exclusive, 'includingTax', 24, 6],
	['excluding tax overrides', inclusive, 'excludingTax', 20, 5],
] as const)('%s', (_name, item, amounts, price, shipping) => {
	const properties = propertiesOf(item, { amounts });
	expect(properties.items[0].price).toBe(price);
	expect(properties.total_shipping).toBe(shipping);
	expect(properties.total_price).toBe(30);
});

test('are in the currency that is paid, not the one displayed', () => {
	const item = orderItem({ currency_code: 'USD', default_currency_code: 'EUR' });
	expect(propertiesOf(item).currency).toBe('EUR');
	expect(propertiesOf(item).items[0].currency).toBe('EUR');
});

test.each([
	['JPY', '1980.0000', 1980],
	['KWD', '12.3456', 12.346],
	['USD', '0.1000', 0.1],
])('have the decimals of %s', (currency, total, expected) => {
	const item = orderItem({ default_currency_code: currency, total_inc_tax: total });
	expect(propertiesOf(item).total_price).toBe(expected);
});

test('discounts are summed without float dust', () => {
	const item = orderItem({ discount_amount: '0.1000', coupon_discount: '0.2000' });
	expect(propertiesOf(item).total_discount).toBe(0.3);
});

test('no discount is no total_discount', () => {
	expect(propertiesOf(orderItem())).not.toHaveProperty('total_discount');
});

test.each(['', 'free', null, undefined, Number.NaN, '1,50'])('%p is no amount', (value) => {
	expect(() => propertiesOf(orderItem({ total_tax: value as never }))).toThrow(/total_tax/);
	expect(() =>
		propertiesOf(orderItem({ products: [line({ price_ex_tax: value as never })] })),
	).toThrow(/price_ex_tax/);
});

test('a discount may be null, and is no number otherwise told by its name', () => {
	const none = orderItem({ discount_amount: null as never, coupon_discount: '' });
	expect(propertiesOf(none)).not.toHaveProperty('total_discount');
	for (const field of ['discount_amount', 'coupon_discount']) {
		for (const value of ['free', {}, Number.NaN]) {
			expect(() => propertiesOf(orderItem({ [field]: value }))).toThrow(field);
		}
	}
});

test('a discount is positive, however it came', () => {
	const item = orderItem({ discount_amount: '-1.5000', coupon_discount: 0 });
	expect(propertiesOf(item).total_discount).toBe(1.5);
});

test('an order that does not tell of its prices shows them without tax', () => {
	const item = orderItem({ is_tax_inclusive_pricing: undefined });
	expect(propertiesOf(item).items[0].price).toBe(20);
});

test('only the amounts that are asked for must be there', () => {
	const item = orderItem({ shipping_cost_inc_tax: null as never });
	expect(propertiesOf(item).total_shipping).toBe(5);
	expect(() => propertiesOf(item, { amounts: 'includingTax' })).toThrow('shipping_cost_inc_tax');
});
