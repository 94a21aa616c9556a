import Ajv from 'ajv';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlacedStatus } from '../../nodes/shared/orderStatus';
import { toPlacedOrder } from '../../nodes/Converge/placedOrder/toPlacedOrder';
import { convergeEventSchema } from '../support/convergeEvent.schema.cts';

/* BigCommerce's own example payloads. They carry no licence, so the project has no copy of them. */
const FOLDER =
	process.env.BIGCOMMERCE_EXAMPLES ?? join(__dirname, '../../../shared/bigcommerce-examples');
const PRODUCTS = 'orders-v2__get_orders-order-id-products__200__response.json';
const isThere = existsSync(join(FOLDER, PRODUCTS));

type Example = Record<string, unknown>;

const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as unknown;
const readOne = (file: string) => [read(file)].flat()[0] as Example;

/** The placed orders among the examples, by file. An order is known by what no other payload has. */
function placedOrders(): Array<[name: string, order: Example]> {
	return readdirSync(FOLDER)
		.filter((file) => file.endsWith('.json'))
		.flatMap((file) =>
			[read(file)]
				.flat()
				.filter((one): one is Example => typeof one === 'object' && one !== null)
				.filter((one) => 'status_id' in one && 'total_inc_tax' in one)
				.filter(({ status_id }) => isPlacedStatus(Number(status_id)))
				.map((one): [string, Example] => [`order ${String(one.id)} of ${file}`, one]),
		);
}

const isTestOrder = ({ payment_method }: Example) => payment_method === 'Test Payment Gateway';

/** The examples hold no order with its lines, so the lines of the products example are put in. */
const withLines = (order: Example) => ({
	...order,
	products: read(PRODUCTS),
	store_hash: 'abc123',
});

const suite = isThere ? describe : describe.skip;
const why = isThere ? '' : ' (skipped: no examples found, see BIGCOMMERCE_EXAMPLES)';

suite(`BigCommerce's example orders${why}`, () => {
	const isAccepted = new Ajv({ strict: false }).compile(convergeEventSchema);
	// A table of tests may not be empty, not even in a suite that is skipped.
	const orders = isThere ? placedOrders() : [['no order', {}] as [string, Example]];

	test('are there', () => {
		expect(orders.length).toBeGreaterThanOrEqual(4);
	});

	test.each(orders.filter(([, order]) => !isTestOrder(order)))(
		'%s becomes an event with its totals',
		(_name, order) => {
			const { event, omitted } = toPlacedOrder(withLines(order));
			isAccepted(event);
			expect(isAccepted.errors ?? []).toEqual([]);
			// Their phone numbers are placeholders: 1234567890, 555-123-4567.
			const { phone } = order.billing_address as { phone: string };
			expect(omitted).toEqual(phone ? ['phone number'] : []);
			expect(event.properties).toMatchObject({
				id: String(order.id),
				currency: order.default_currency_code,
				total_price: Number(order.total_inc_tax),
				total_tax: Number(order.total_tax),
				total_shipping: Number(order.shipping_cost_ex_tax),
			});
			expect(event.properties).not.toHaveProperty('total_fees');
		},
	);

	test.each(orders.filter(([, order]) => isTestOrder(order)))(
		'%s is a test order, and rejected',
		(_name, order) => {
			expect(() => toPlacedOrder(withLines(order))).toThrow('is a test order');
			expect(
				toPlacedOrder(withLines({ ...order, is_placed: true })).event.properties,
			).toMatchObject({
				total_price: Number(order.total_inc_tax),
			});
		},
	);

	const example = (id: number) => orders.find(([, order]) => order.id === id)?.[1] ?? {};
	const linesOf = (order: Example) => [
		{ quantity: 1, price_ex_tax: order.subtotal_ex_tax, price_inc_tax: order.subtotal_inc_tax },
	];
	const placed = (order: Example, options = {}) =>
		toPlacedOrder(
			{ ...order, is_placed: true, store_hash: 'abc123', products: linesOf(order) },
			options,
		).event.properties;

	test.each([
		[218, 9.2393],
		[113, 5],
		[247, undefined],
		[100, undefined],
	])('the discount of order %p without tax is %p', (id, discount) => {
		expect(placed(example(id)).total_discount).toBe(discount);
	});

	test('the discount of order 218 with tax is 10', () => {
		expect(placed(example(218), { amounts: 'includingTax' }).total_discount).toBe(10);
	});

	// Order 100 contradicts itself: its total without tax is that with tax, its goods are not.
	test.each([218, 113, 247])('the parts of order %p are its total', (id) => {
		const order = example(id);
		for (const [amounts, hasTax] of [
			['excludingTax', false],
			['includingTax', true],
		] as const) {
			const {
				items,
				total_shipping,
				total_tax,
				total_discount = 0,
				total_price,
			} = placed(order, {
				amounts,
			});
			const parts = items[0].price + total_shipping + (hasTax ? 0 : total_tax) - total_discount;
			expect(parts).toBeCloseTo(total_price, 2);
		}
	});

	test("order 100's till is the sales channel", () => {
		expect(placed(example(100)).$sales_channel_type).toBe('pos');
	});

	test("the products example's line has its discount", () => {
		const [, order] = orders[0];
		const discountOf = (amounts?: 'includingTax') =>
			toPlacedOrder({ ...withLines(order), is_placed: true }, { amounts }).event.properties.items[0]
				.discount;
		expect(discountOf('includingTax')).toBe(1.59);
		expect(discountOf()).toBe(1.3648);
	});

	test('lines as in the products example, without the child of the pick list', () => {
		const [, order] = orders[0];
		const lines = read(PRODUCTS) as Example[];
		const { items } = toPlacedOrder({ ...withLines(order), is_placed: true }).event.properties;
		const own = lines.filter(({ parent_order_product_id: parent }) => !parent);
		expect(own.length).toBeLessThan(lines.length);
		expect(items.map(({ product_id, quantity }) => [product_id, quantity])).toEqual(
			own.map(({ product_id, quantity }) => [String(product_id), quantity]),
		);
	});

	const inlined = ['digital', 'gift-certificate', 'pickup', 'shipping'];
	test.each(inlined)('an order with the example of %s consignments', (kind) => {
		const [, order] = orders[0];
		const file = `orders-v2__schema-orderConsignment_Get__order-with-${kind}-consignments.json`;
		const example = readOne(file);
		const { consignments = example } = example;
		const [line] = read(PRODUCTS) as Example[];
		// The examples have links in place of the lines.
		const whole = JSON.parse(
			JSON.stringify(consignments, (key, value: unknown) =>
				key === 'line_items' ? (Array.isArray(value) ? [line] : line) : value,
			),
		) as unknown;
		const { event } = toPlacedOrder({
			...order,
			is_placed: true,
			products: null,
			consignments: whole,
		});
		expect(event.properties.items).toMatchObject([{ product_id: String(line.product_id) }]);
	});
});
