import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { line, orderItem } from '../../../support/orders.cts';

const propertiesOf = (...args: Parameters<typeof toPlacedOrder>) =>
	toPlacedOrder(...args).event.properties;

test('pick-list children have no item of their own', () => {
	const products = [line(), line({ id: 2, parent_order_product_id: 1, price_ex_tax: '0.0000' })];
	expect(propertiesOf(orderItem({ products })).items).toHaveLength(1);
});

test('custom products and gift certificates are items', () => {
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

test('options that the shopper filled in are not part of the variant name', () => {
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
])('lines are read from consignments inlined %s', (_shape, consignments) => {
	const item = orderItem({ products: { url: 'x', resource: 'x' }, consignments });
	const ids = propertiesOf(item).items.map(({ product_id }) => product_id);
	expect(ids).toEqual(['1', '2', '3', '4', '5']);
});

test('an order without its lines is rejected', () => {
	const link = { url: 'x', resource: 'x' };
	const item = orderItem({ products: link, consignments: link });
	expect(() => propertiesOf(item)).toThrow(/its line items are missing/);
	const links = { shipping: [{ line_items: [link] }] };
	expect(() => propertiesOf({ ...item, consignments: links })).toThrow(
		/its line items are missing/,
	);
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

	test('are complete when the quantities add up', () => {
		expect(propertiesOf(item(50)).items).toHaveLength(50);
	});

	test.each([60, undefined])('are rejected when items_total is %p', (total) => {
		expect(() => propertiesOf(item(total))).toThrow(/some of its line items are missing/);
	});
});

test.each([
	['a list of links', [{ url: 'x', resource: 'x' }], null],
	['a list of nothing', [null], null],
	['consignments without lines', undefined, { shipping: [{ line_items: [] }] }],
	['an empty list of consignments', undefined, []],
	['nothing', undefined, null],
])('an order with %s for its lines is rejected', (_name, products, consignments) => {
	const item = orderItem({ products: products as never, consignments });
	expect(() => propertiesOf(item)).toThrow(/its line items are missing/);
});

test('an order can have no lines at all', () => {
	expect(propertiesOf(orderItem({ products: [] })).items).toEqual([]);
});

test('a line without a name is named by its SKU', () => {
	const products = [line({ name: '' }), line({ name: null as never, sku: null })];
	const { items } = propertiesOf(orderItem({ products }));
	expect(items.map(({ name }) => name)).toEqual(['LS-M-GREEN', 'Unnamed product']);
});

test('items have the pages and images of their products', () => {
	const pages = {
		url: 'https://shop.example.com/shirt/',
		image_url: 'https://cdn.example.com/shirt.jpg',
	};
	expect(propertiesOf(orderItem({ products: [line(pages)] })).items[0]).toMatchObject(pages);
});

test.each([null, '', 'two', 1.5, undefined, Number.NaN])(
	'%p is rejected as a quantity',
	(quantity) => {
		const products = [line(), line({ quantity: quantity as never })];
		expect(() => propertiesOf(orderItem({ products }))).toThrow(
			'Invalid quantity in line item 2 of order 118: expected a whole number, got',
		);
	},
);
