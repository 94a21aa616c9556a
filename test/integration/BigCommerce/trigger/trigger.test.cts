import axios from 'axios';
import { notification, signed } from '../../../support/forgeries.cts';
import { PUBLIC, startTriggerWorld, type TriggerWorld } from '../../support/triggerWorld.cts';

let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
	await world.trigger.activate();
});

afterEach(async () => await world.stop());

const statuses = () => world.sandbox.deliveries.log.map(({ status }) => status);

describe('a placed order', () => {
	test('starts one execution with the whole order', async () => {
		const { store } = world.sandbox;
		const placing = store.placeOrder({}, { payAfterMs: 20 });
		const id = await placing;
		await placing.paid;
		await world.settled();
		expect(world.emitted()).toEqual([id]);
		const order = store.order(id)!;
		const [item] = world.host.executions;
		expect(item).toMatchObject({
			id,
			status_id: 11,
			total_inc_tax: order.total_inc_tax,
			store_hash: store.hash,
			channel: { id: order.channel_id },
		});
		expect((item.products as unknown[]).length).toBe(order.lines.length);
		expect(item.consignments).not.toHaveProperty('shipping.0.line_items');
	});

	test('is emitted once when both notifications come at the same moment', async () => {
		world.sandbox.deliveries.simultaneous = true;
		await world.sandbox.store.placeOrder({}, { payAfterMs: 10 }).paid;
		await world.settled();
		expect(statuses()).toEqual([200, 200]);
		expect(world.emitted()).toHaveLength(1);
	});

	test('is emitted once however often its notifications come', async () => {
		world.sandbox.deliveries.duplicate = 1;
		await world.sandbox.store.placeOrder({}, { payAfterMs: 10 }).paid;
		await world.settled();
		expect(statuses()).toEqual([200, 200, 200, 200]);
		expect(world.emitted()).toHaveLength(1);
	});

	test('that never is paid is not emitted', async () => {
		world.sandbox.store.createOrder();
		await world.settled();
		expect(statuses()).toEqual([200]);
		expect(world.emitted()).toEqual([]);
	});

	test('of more than 50 lines is completed', async () => {
		const lines = Array.from({ length: 60 }, () => ({}));
		world.sandbox.store.createOrder({ status_id: 11, lines });
		await world.settled();
		expect((world.host.executions[0].products as unknown[]).length).toBe(60);
	});

	test('that cannot be read yet is retried once, then ignored', async () => {
		world.sandbox.deliveries.notify('store/order/created', { type: 'order', id: 999 });
		await world.settled();
		expect(statuses()).toEqual([503, 200]);
		expect(world.emitted()).toEqual([]);
	});
});

describe('BigCommerce retries an order', () => {
	test('when the workflow did not end well, and then once', async () => {
		let runs = 0;
		world.host.run = () => {
			if (++runs < 3) throw new Error('Converge is down');
		};
		world.sandbox.store.createOrder({ status_id: 11 });
		await world.settled();
		expect(statuses()).toEqual([500, 500, 200]);
		expect(world.emitted()).toHaveLength(3);
	});

	test('when no worker has run it, although n8n says 200', async () => {
		world.host.passOver = 1;
		const { id } = world.sandbox.store.createOrder({ status_id: 11 });
		await world.settled();
		expect(statuses()).toEqual([503, 200]);
		expect(world.emitted()).toEqual([id]);
	});

	test.each([
		['500', 5],
		['429bare', 5],
		['html', 5],
		['half', 5],
		['cut', 5],
		['slow', 2],
	] as const)(
		'when BigCommerce only gave %s, without an execution for it',
		async (kind, times) => {
			world.sandbox.faults.slowMs = 60_000;
			world.sandbox.faults.next(kind, { times, path: /orders/ });
			world.sandbox.store.createOrder({ status_id: 11 });
			await world.sandbox.deliveries.idle(45_000);
			// While the first reading goes on, each retry waits for it.
			expect([...new Set(statuses())]).toEqual([503, 200]);
			expect(world.emitted()).toHaveLength(1);
		},
		60_000,
	);

	test('when the quota was used up for longer than there is time', async () => {
		world.sandbox.rateLimit.quota = 0;
		world.sandbox.store.createOrder({ status_id: 11 });
		while (statuses().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
		expect(statuses()[0]).toBe(503);
		world.sandbox.rateLimit.quota = 150;
		await world.sandbox.deliveries.idle(45_000);
		expect(world.emitted()).toHaveLength(1);
	}, 60_000);

	test('when it was not paid yet at first', async () => {
		const { id } = world.sandbox.store.createOrder();
		await world.settled();
		world.sandbox.store.setStatus(id, 7);
		await world.settled();
		world.sandbox.store.setStatus(id, 11);
		await world.settled();
		expect(world.emitted()).toEqual([id]);
	});
});

test('the first order of a registered customer costs 3 requests, the next one 2', async () => {
	const { store, requests } = world.sandbox;
	// Channels are read for the first order of all.
	store.createOrder({ status_id: 11, channel_id: 1, customer_id: 0 });
	await world.settled();
	const costs = [];
	for (let placed = 0; placed < 2; placed++) {
		requests.clear();
		store.createOrder({ status_id: 11, channel_id: 1, customer_id: 501, lines: [{}, {}] });
		await world.settled();
		costs.push(requests.count());
	}
	expect(costs).toEqual([3, 2]);
	expect(world.emitted()).toHaveLength(3);
});

test.each([
	[1, { detectNewCustomer: false }],
	[2, {}],
	[3, { productPages: true }],
])('an order costs %i requests with the options %j, a duplicate none', async (cost, options) => {
	const { store, requests } = world.sandbox;
	world.use({ options });
	// Channels and sites are read for the first order.
	store.createOrder({ status_id: 11, channel_id: 1, customer_id: 0 });
	await world.settled();
	requests.clear();
	for (let placed = 0; placed < 3; placed++) {
		store.createOrder({ status_id: 11, channel_id: 1, customer_id: 0, lines: [{}, {}] });
		await world.settled();
	}
	expect(world.emitted()).toHaveLength(4);
	expect(requests.count()).toBe(3 * cost);

	requests.clear();
	for (const id of world.emitted()) store.setStatus(id, 2);
	await world.settled();
	expect(requests.count()).toBe(0);
	expect(world.emitted()).toHaveLength(4);
});

describe('what is not believed', () => {
	let headers: Record<string, string>;
	const post = async (body: unknown, own: Record<string, string>) => {
		const url = `${world.sandbox.routes[PUBLIC]}${world.trigger.webhookPath()}`;
		const json = { 'content-type': 'application/json', ...own };
		return (await axios.post(url, body, { headers: json, validateStatus: () => true })).status;
	};
	const genuine = () => ({
		header: ['', ''] as [string, string],
		clientSecret: world.sandbox.store.clientSecret,
		storeHash: world.sandbox.store.hash,
		orderId: 101,
		now: Math.floor(Date.now() / 1000),
	});

	beforeEach(async () => {
		headers = (await world.hooks())[0].headers!;
		world.sandbox.store.createOrder({ status_id: 11 });
		await world.settled();
		world.host.executions.length = 0;
		world.sandbox.requests.clear();
	});

	afterEach(() => {
		expect(world.sandbox.requests.count()).toBe(0);
		expect(world.emitted()).toEqual([]);
	});

	test('no secret, or another', async () => {
		const body = notification(genuine());
		const [[name, value]] = Object.entries(headers);
		expect(await post(body, {})).toBe(401);
		expect(await post(body, { [name]: '' })).toBe(401);
		expect(await post(body, { [name]: value.slice(1) })).toBe(401);
		expect(await post(body, { [name]: `${value.slice(1)}0` })).toBe(401);
	});

	test('a wrong signature, where the client secret is known', async () => {
		const { clientSecret } = world.sandbox.store;
		world.use({}, { store: { clientSecret } });
		const body = notification(genuine());
		const timestamp = genuine().now;
		expect(await post(body, { ...headers, ...signed(clientSecret, body, { timestamp }) })).toBe(
			200,
		);
		expect(await post(body, { ...headers, ...signed('wrong', body, { timestamp }) })).toBe(401);
	});

	test.each([
		{ producer: 'stores/other1' },
		{ data: { type: 'order', id: '101x' } },
		{ data: { type: 'order', id: -1 } },
		{ data: { type: 'order', id: 1e21 } },
		{ data: null },
	])('the content %j', async (given) => {
		expect(await post(notification(genuine(), given), headers)).toBe(400);
	});

	test('a body that is no object', async () => {
		for (const body of ['"text"', '1', 'null', '[]']) expect(await post(body, headers)).toBe(400);
	});
});
