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

/** The examples hold no order with its lines, so the lines of the products example are put in. */
const withLines = (order: Example) => ({
	...order,
	products: read(PRODUCTS),
	store_hash: 'abc123',
});

const suite = isThere ? describe : describe.skip;
const why = isThere ? '' : ' (skipped: BIGCOMMERCE_EXAMPLES leads to no examples)';

suite(`BigCommerce's example orders${why}`, () => {
	const isAccepted = new Ajv({ strict: false }).compile(convergeEventSchema);
	// A table of tests may not be empty, not even in a suite that is skipped.
	const orders = isThere ? placedOrders() : [['no order', {}] as [string, Example]];

	test('are there', () => {
		expect(orders.length).toBeGreaterThanOrEqual(4);
	});

	test.each(orders)('%s becomes an event with its totals', (_name, order) => {
		const { event, leftOut } = toPlacedOrder(withLines(order));
		isAccepted(event);
		expect(isAccepted.errors ?? []).toEqual([]);
		expect(leftOut).toEqual([]);
		expect(event.properties).toMatchObject({
			id: String(order.id),
			currency: order.default_currency_code,
			total_price: Number(order.total_inc_tax),
			total_tax: Number(order.total_tax),
			total_shipping: Number(
				order.is_tax_inclusive_pricing ? order.shipping_cost_inc_tax : order.shipping_cost_ex_tax,
			),
		});
		const discount = Number(order.discount_amount) + Number(order.coupon_discount);
		expect(event.properties.total_discount ?? 0).toBe(discount);
	});

	test('lines as in the products example, without the child of the pick list', () => {
		const [, order] = orders[0];
		const lines = read(PRODUCTS) as Example[];
		const { items } = toPlacedOrder(withLines(order)).event.properties;
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
		const { event } = toPlacedOrder({ ...order, products: null, consignments: whole });
		expect(event.properties.items).toMatchObject([{ product_id: String(line.product_id) }]);
	});
});
