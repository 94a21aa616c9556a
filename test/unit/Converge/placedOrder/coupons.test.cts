import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { line, orderItem } from '../../../support/orders.cts';

const propertiesOf = (...args: Parameters<typeof toPlacedOrder>) =>
	toPlacedOrder(...args).event.properties;

test.each([
	['codes', ['A', 'B'], ['A', 'B']],
	['the same code twice', ['A', 'A'], 'A'],
	["BigCommerce's coupon objects", [{ code: 'A', discount: '1.0000' }, { code: null }], 'A'],
	['none', [], undefined],
])('the coupon property comes from %s', (_name, coupons, expected) => {
	expect(propertiesOf(orderItem({ coupons: coupons })).coupon).toEqual(expected);
});

test('the coupon property comes from the discounts of the lines when coupons is a link', () => {
	const products = [line({ applied_discounts: [{ code: 'A' }, { code: null }] })];
	const item = orderItem({ products, coupons: { url: 'x', resource: 'x' } });
	expect(propertiesOf(item).coupon).toBe('A');
});

test('the coupon property comes from the discounts of the lines when coupons is empty', () => {
	const products = [
		line({ applied_discounts: [{ code: 'B' }] }),
		line({ applied_discounts: [{ code: 'A' }, { code: 'B' }] }),
	];
	expect(propertiesOf(orderItem({ products })).coupon).toEqual(['B', 'A']);
});

test.each([null, undefined, [null, '', ' ', {}, { code: '' }], 'X'])(
	'the coupon property is omitted when coupons is %j',
	(coupons) => {
		expect(propertiesOf(orderItem({ coupons: coupons as never }))).not.toHaveProperty('coupon');
	},
);

test('a coupon code that is a number becomes a string', () => {
	expect(propertiesOf(orderItem({ coupons: [2026] as never })).coupon).toBe('2026');
});
