import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { toReceivedRefund } from '../../../../nodes/Converge/receivedRefund/toReceivedRefund';
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

const linesOf = (count: number) =>
	Array.from({ length: count }, (_, index) => line({ id: index + 1 }));

describe.each([
	['one consignment', (lines: unknown[]) => ({ shipping: [{ line_items: lines }] })],
	[
		'two consignments',
		(lines: unknown[]) => ({
			shipping: [{ line_items: lines.slice(1) }, { line_items: lines.slice(0, 1) }],
		}),
	],
	['an array', undefined],
])('50 lines in %s', (_name, inline) => {
	const item = (items_total: unknown, lines: unknown[] = linesOf(50)) =>
		orderItem({ items_total, products: inline ? null : lines, consignments: inline?.(lines) });

	test.each([50, '50', 49])('are complete when items_total is %p', (total) => {
		expect(propertiesOf(item(total)).items).toHaveLength(50);
	});

	test.each([51, 60, '60', undefined, null])('are rejected when items_total is %p', (total) => {
		expect(() => propertiesOf(item(total))).toThrow(/some of its line items are missing/);
		const refund = { id: 7, created: '2026-06-20T08:00:00Z', total_amount: 1 };
		const items = [{ item_type: 'PRODUCT', item_id: 1, quantity: 1 }];
		expect(() => toReceivedRefund({ ...item(total), refund: { ...refund, items } })).toThrow(
			/some of its line items are missing/,
		);
	});

	test('are complete when pages of them were added', () => {
		expect(propertiesOf(item(120, linesOf(120))).items).toHaveLength(120);
		expect(() => propertiesOf(item(120, linesOf(100)))).toThrow(/line items are missing/);
	});
});

test('fewer lines than a page has are not counted', () => {
	expect(propertiesOf(orderItem({ products: linesOf(3), items_total: 7 })).items).toHaveLength(3);
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

test.each([0, 49])(
	'an order that the trigger has read whole may have %p lines of 60 items',
	(count) => {
		const products = [...linesOf(count), ...linesOf(count && 2)];
		const item = orderItem({ products, items_total: 60, is_placed: true });
		expect(propertiesOf(item).items).toHaveLength(products.length);
		expect(() => propertiesOf({ ...item, is_placed: undefined })).toThrow();
	},
);

test.each([0, '0', undefined, null])('an order of %p items can have no lines', (items_total) => {
	expect(propertiesOf(orderItem({ products: [], items_total })).items).toEqual([]);
});

test.each([1, '60'])('an order of %p items without any line is rejected', (items_total) => {
	expect(() => propertiesOf(orderItem({ products: [], items_total }))).toThrow(
		/its line items are missing/,
	);
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
