import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { line, orderItem } from '../../../support/orders.cts';

const propertiesOf = (...args: Parameters<typeof toPlacedOrder>) =>
	toPlacedOrder(...args).event.properties;

test('leave out pick-list children', () => {
	const products = [line(), line({ id: 2, parent_order_product_id: 1, price_ex_tax: '0.0000' })];
	expect(propertiesOf(orderItem({ products })).items).toHaveLength(1);
});

test('keep custom products and gift certificates', () => {
	const products = [
		line({ product_id: 0, variant_id: null, name: 'Custom' }),
		line({ type: 'giftcertificate', name: 'Gift certificate' }),
	];
	const { items } = propertiesOf(orderItem({ products }));
	expect(items.map(({ product_id, name }) => [product_id, name])).toEqual([
		['0', 'Custom'],
		['77', 'Gift certificate'],
	]);
});

test('options that the shopper filled in name no variant', () => {
	const product_options = [
		{ display_value: 'M', type: 'Multiple choice' },
		{ display_value: 'For Ada with love', type: 'Text field' },
		{ display_value: 'Yes', type: 'Checkbox' },
	];
	const item = orderItem({ products: [line({ product_options })] });
	expect(propertiesOf(item).items[0].variant_name).toBe('M');
});

const inlined = {
	pickups: [{ line_items: [line({ product_id: 1 })] }],
	shipping: [{ line_items: [line({ product_id: 2 })] }, { line_items: [line({ product_id: 3 })] }],
	downloads: [{ line_items: [line({ product_id: 4 })] }],
	email: { gift_certificates: [{ line_items: [line({ product_id: 5 })] }] },
};
test.each([
	['as an object', inlined],
	['as an array', [inlined]],
])('are read from consignments inlined %s', (_shape, consignments) => {
	const item = orderItem({ products: { url: 'x', resource: 'x' } as never, consignments });
	const ids = propertiesOf(item).items.map(({ product_id }) => product_id);
	expect(ids).toEqual(['1', '2', '3', '4', '5']);
});

test('an order without its lines is refused', () => {
	const link = { url: 'x', resource: 'x' };
	const item = orderItem({ products: link as never, consignments: link });
	expect(() => propertiesOf(item)).toThrow(/without its lines/);
	const links = { shipping: [{ line_items: [link] }] };
	expect(() => propertiesOf({ ...item, consignments: links })).toThrow(/without its lines/);
});

test('one line inlined by itself, as in an example of BigCommerce, is a line', () => {
	const downloads = [{ recipient_email: 'x@example.com', line_items: line({ product_id: 4 }) }];
	const item = orderItem({ products: null as never, consignments: { downloads } });
	expect(propertiesOf(item).items).toMatchObject([{ product_id: '4' }]);
});

describe('consignments of 50 lines', () => {
	const line_items = Array.from({ length: 50 }, (_, index) => line({ id: index + 1 }));
	const item = (items_total: unknown) =>
		orderItem({
			products: null as never,
			consignments: { shipping: [{ line_items }] },
			items_total: items_total as never,
		});

	test('are whole when the quantities add up', () => {
		expect(propertiesOf(item(50)).items).toHaveLength(50);
	});

	test.each([60, undefined])('are refused when they were cut, of %p', (total) => {
		expect(() => propertiesOf(item(total))).toThrow(/a part of its lines/);
	});
});

test.each([
	['a list of links', [{ url: 'x', resource: 'x' }], null],
	['a list of nothing', [null], null],
	['consignments without lines', undefined, { shipping: [{ line_items: [] }] }],
	['an empty list of consignments', undefined, []],
	['nothing', undefined, null],
])('%s is no lines', (_name, products, consignments) => {
	const item = orderItem({ products: products as never, consignments });
	expect(() => propertiesOf(item)).toThrow(/without its lines/);
});

test('an order can have no lines at all', () => {
	expect(propertiesOf(orderItem({ products: [] })).items).toEqual([]);
});

test('a line without a name has its SKU for one', () => {
	const products = [line({ name: '' }), line({ name: null as never, sku: null })];
	const { items } = propertiesOf(orderItem({ products }));
	expect(items.map(({ name }) => name)).toEqual(['LS-M-GREEN', 'Unnamed product']);
});

test('pages and images of the products are passed on', () => {
	const pages = {
		url: 'https://shop.example.com/shirt/',
		image_url: 'https://cdn.example.com/shirt.jpg',
	};
	expect(propertiesOf(orderItem({ products: [line(pages)] })).items[0]).toMatchObject(pages);
});

test.each([null, '', 'two', 1.5, -1, undefined, Number.NaN])('%p is no quantity', (quantity) => {
	const products = [line(), line({ quantity: quantity as never })];
	expect(() => propertiesOf(orderItem({ products }))).toThrow('quantity in line 2 is no number');
});
