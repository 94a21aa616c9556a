import { randomUUID } from 'node:crypto';
import { withCredentials } from '../../scripts/exampleWorkflow.cts';
import type { ConvergeBody } from '../sandbox/index.cts';
import { ended, execute } from './support/manual.cts';
import { startWorld, type World } from './support/world.cts';

const minutes = 60_000;
const OWN = 'n8n-nodes-bigcommerce-converge.';
let world: World;

const node = (name: string, type: string, typeVersion: number, parameters: object = {}) => ({
	...{ id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters },
});
const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

/** Orders and refunds as they happen, each with its trigger. */
const LIVE = {
	name: 'Orders and refunds',
	nodes: [
		node('Orders', `${OWN}bigCommerceTrigger`, 2),
		node('Placed Order', `${OWN}converge`, 1),
		node('Refunds', `${OWN}bigCommerceTrigger`, 2, { event: 'orderRefunded' }),
		node('Received Refund', `${OWN}converge`, 1, { event: 'receivedRefund' }),
	],
	connections: { Orders: to('Placed Order'), Refunds: to('Received Refund') },
	settings: { executionOrder: 'v1' },
};

/** Past refunds. */
const HISTORY = {
	name: 'Past refunds',
	nodes: [
		node('Start', 'n8n-nodes-base.manualTrigger', 1),
		node('Get refunds', `${OWN}bigCommerce`, 1, {
			...{ resource: 'refund', operation: 'getAll', returnAll: true },
		}),
		node('Received Refund', `${OWN}converge`, 1, { event: 'receivedRefund' }),
	],
	connections: { Start: to('Get refunds'), 'Get refunds': to('Received Refund') },
	settings: { executionOrder: 'v1' },
};

beforeAll(async () => {
	world = await startWorld({ workflow: LIVE });
}, 20 * minutes);

afterAll(async () => await world?.stop(), minutes);

const events = () => world.sandbox.converge.events.map(({ body }) => body);
const byId = (all: ConvergeBody[]) =>
	[...all].sort((a, b) => a.event_id.localeCompare(b.event_id, 'en', { numeric: true }));

test('publishing the workflow creates a webhook for refunds beside those for orders', () => {
	expect(world.sandbox.store.hooks.all.map(({ scope }) => scope).sort()).toEqual([
		'store/order/created',
		'store/order/refund/created',
		'store/order/statusUpdated',
	]);
});

test(
	'an order that is refunded twice within a second becomes one Placed Order and two Received Refunds',
	async () => {
		const { store, deliveries } = world.sandbox;
		deliveries.duplicate = 1;
		const placing = store.placeOrder({
			...{ customer_id: 42, cart_id: '4f9d2c2e-6e6a-4c9f-8d0b-0b1a2c3d4e5f', order_source: 'www' },
			...{ default_currency_code: 'EUR', is_tax_inclusive_pricing: true, external_source: null },
			...{ discount_amount: '10.0000', shipping_cost_inc_tax: '5.9500', fees: [] },
			...{ handling_cost_inc_tax: '0', wrapping_cost_inc_tax: '0' },
			billing_address: { email: 'mira@example.com', first_name: 'Mira' },
			lines: [
				{
					...{ product_id: 0, name: 'Shirt', sku: 'SHIRT', brand: '', quantity: 4 },
					...{ price_ex_tax: '20.0000', price_inc_tax: '25.0000' },
				},
				{
					...{ product_id: 0, name: 'Belt', sku: 'BELT', brand: '', quantity: 1 },
					...{ price_ex_tax: '80.0000', price_inc_tax: '100.0000' },
				},
			],
		});
		const id = await placing;
		await placing.paid;
		await deliveries.idle(minutes);

		store.refund(id, { items: [{ quantity: 1 }], reason: 'Too small' });
		store.refund(id, { items: [{ quantity: 2 }, { index: 1 }] });
		await deliveries.idle(minutes);

		const [order, ...refunds] = byId(events());
		expect(order).toMatchObject({ event_name: 'Placed Order', event_id: String(id) });
		const created = store.refunds.all.map((refund) => Date.parse(refund.created));
		expect(Math.abs(created[0] - created[1])).toBeLessThanOrEqual(1000);
		const { aliases, profile_properties } = order;
		expect(aliases).toEqual([
			'urn:bigcommerce:cart:4f9d2c2e-6e6a-4c9f-8d0b-0b1a2c3d4e5f',
			`urn:bigcommerce:customer:${store.hash}:42`,
			'urn:email:mira@example.com',
		]);
		const item = { product_id: '0', currency: 'EUR' };
		const expected = (index: number, properties: object) => ({
			event_name: 'Received Refund',
			event_id: `refund-${index + 1}`,
			timestamp: new Date(created[index]).toISOString(),
			...{ aliases, profile_properties },
			properties: {
				...{ id: String(id), currency: 'EUR', $sales_channel_type: 'web' },
				...(profile_properties as object),
				...properties,
			},
		});
		expect(refunds).toEqual([
			expected(0, {
				// A shirt of 25.00 with its share of the discount of 10.00, of which a fifth is tax.
				...{ total_price: 23.75, total_tax: 4.75, reason: 'Too small' },
				items: [{ ...item, sku: 'SHIRT', name: 'Shirt', price: 20, quantity: 1 }],
			}),
			expected(1, {
				...{ total_price: 142.5, total_tax: 28.5 },
				items: [
					{ ...item, sku: 'SHIRT', name: 'Shirt', price: 20, quantity: 2 },
					{ ...item, sku: 'BELT', name: 'Belt', price: 80, quantity: 1 },
				],
			}),
		]);
		const executions = await world.api.executions(world.workflowId);
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
	},
	2 * minutes,
);

test(
	'Refund › Get Many sends the same refunds with the same event IDs and values',
	async () => {
		const live = byId(events()).slice(1);
		world.sandbox.converge.events.length = 0;
		const id = await world.api.createWorkflow(withCredentials(HISTORY));
		expect(await ended(world, await execute(world, id, 'Start'))).toBe('success');
		expect(byId(events())).toEqual(live);
	},
	2 * minutes,
);
