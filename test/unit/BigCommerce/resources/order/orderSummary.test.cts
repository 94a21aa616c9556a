import type { INode } from 'n8n-workflow';
import type { OrderItem } from '../../../../../nodes/shared/orderItem';
import {
	isAgentTool,
	summarizeOrder,
} from '../../../../../nodes/BigCommerce/resources/order/orderSummary';
import { line, orderItem } from '../../../../support/orders.cts';

const channel = {
	id: 1,
	name: 'Lighthouse Outfitters',
	type: 'storefront',
	platform: 'bigcommerce',
};

/** An item of Get Many. */
const listed = (given: Record<string, unknown> = {}) =>
	orderItem({ coupons: ['SAVE'], channel, products: [line()], ...given }) as unknown as OrderItem;

test('a summary has what a person asks about an order, under the names that BigCommerce uses', () => {
	const item = listed({ is_placed: true, is_new_customer: false });
	expect(summarizeOrder(item)).toEqual({
		id: 118,
		is_summary: true,
		status: 'Awaiting Fulfillment',
		is_placed: true,
		date_created: 'Thu, 18 Jun 2026 12:05:04 +0000',
		date_modified: 'Thu, 18 Jun 2026 12:06:00 +0000',
		currency: 'USD',
		total_inc_tax: '30.0000',
		total_ex_tax: '25.0000',
		total_tax: '5.0000',
		shipping_cost_inc_tax: '6.0000',
		shipping_cost_ex_tax: '5.0000',
		discount_amount: '0.0000',
		coupon_discount: '0.0000',
		coupons: ['SAVE'],
		payment_method: 'Credit Card',
		customer: {
			...{ id: 11, name: 'Ada Example', email: item.billing_address.email },
			is_new_customer: false,
		},
		channel: { id: 1, name: 'Lighthouse Outfitters' },
		lines: [{ name: 'Linen shirt', sku: 'LS-M-GREEN', quantity: 1, price_inc_tax: '24.0000' }],
	});
});

test('a summary omits what the order does not say', () => {
	const summary = summarizeOrder(
		listed({
			payment_method: null,
			billing_address: { first_name: '', last_name: null, email: '' },
			channel: { id: 7 },
			products: [line({ sku: '' })],
		}),
	);
	expect(Object.keys(summary)).not.toEqual(
		expect.arrayContaining([expect.stringMatching(/payment_method|is_placed|excluded|further/)]),
	);
	expect(Object.entries(summary.customer)).toEqual([['id', 11]]);
	expect(Object.entries(summary.channel)).toEqual([['id', 7]]);
	expect(Object.keys(summary.lines[0])).toEqual(['name', 'quantity', 'price_inc_tax']);
});

test('a summary says why an order was excluded, and has the page of a product', () => {
	const excluded = 'other storefront';
	const url = 'https://shop.example.com/linen-shirt/';
	expect(summarizeOrder({ ...listed({ products: [line({ url })] }), excluded })).toMatchObject({
		excluded,
		lines: [{ url }],
	});
});

test.each([
	[10, undefined],
	[11, 1],
	[60, 50],
])('a summary of %i lines has ten at most and counts %p more', (count, further) => {
	const products = Array.from({ length: count }, (_, index) => line({ name: `Line ${index}` }));
	const { lines, further_lines } = summarizeOrder(listed({ products }));
	expect(lines.map(({ name }) => name)).toEqual(products.slice(0, 10).map(({ name }) => name));
	expect(further_lines).toBe(further);
});

test('a summary has a bundle once, without its parts', () => {
	const products = [
		line({ name: 'Set' }),
		line({ id: 2, name: 'Part', parent_order_product_id: 1 }),
		line({ id: 3, name: 'Belt', parent_order_product_id: 0 }),
	];
	expect(summarizeOrder(listed({ products })).lines.map(({ name }) => name)).toEqual([
		'Set',
		'Belt',
	]);
});

test('summarizing leaves the order as it is', () => {
	const item = listed();
	const before = structuredClone(item);
	summarizeOrder(item);
	expect(item).toEqual(before);
});

test.each([
	['n8n-nodes-bigcommerce-converge.bigCommerceTool', true],
	['n8n-nodes-bigcommerce-converge.bigCommerce', false],
])('a node of the type %s is a tool of an agent: %p', (type, expected) => {
	expect(isAgentTool({ getNode: () => ({ type }) as INode })).toBe(expected);
});
