import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../sandbox/client.cts';
import { startTriggerWorld, type TriggerWorld } from '../integration/support/triggerWorld.cts';
import { describeWithDocuments } from './describeWithDocuments.cts';
import { checkRequest } from './openapi.cts';

describeWithDocuments("The trigger's requests and BigCommerce's documents", () => {
	let world: TriggerWorld;

	beforeEach(async () => {
		world = await startTriggerWorld();
	});

	afterEach(async () => await world.stop());

	/** The requests so far, each in BigCommerce's terms; and that all of them are by the book. */
	function made(): string[] {
		const base = `/stores/${world.sandbox.store.hash}`;
		const requests = world.sandbox.requests.log.filter(({ path }) => path.startsWith(base));
		expect(requests.flatMap((request) => checkRequest(request))).toEqual([]);
		const names = requests.map(
			({ method, path }) => `${method} ${path.slice(base.length).replace(/\d{3,}/, '{id}')}`,
		);
		return [...new Set(names)].sort();
	}

	test('its life', async () => {
		await world.trigger.activate();
		const [hook] = await world.hooks();
		await call(world.sandbox, 'PUT', `/v3/hooks/${hook.id}`, { body: { is_active: false } });
		world.sandbox.requests.clear();
		await world.trigger.activate();
		await world.use({ event: 'orderUpdated' }).activate();
		await world.trigger.deactivate();
		expect(made()).toEqual([
			'DELETE /v3/hooks/{id}',
			'GET /v2/orders',
			'GET /v3/hooks',
			'POST /v3/hooks',
			'PUT /v3/hooks/{id}',
		]);
	});

	test('an order of many lines from a new storefront, with everything asked for', async () => {
		await world.use({ options: { productPages: true } }).activate();
		world.sandbox.requests.clear();
		const lines = Array(60).fill({ product_id: 104 }) as object[];
		world.sandbox.store.createOrder({ status_id: 11, channel_id: 4000, lines });
		await world.settled();
		expect(world.emitted()).toHaveLength(1);
		expect(made()).toEqual([
			'GET /v2/orders',
			'GET /v2/orders/{id}',
			'GET /v2/orders/{id}/products',
			'GET /v3/catalog/products',
			'GET /v3/channels',
			'GET /v3/channels/{id}',
			'GET /v3/channels/{id}/site',
		]);
	});

	test.each([
		['with its ID', undefined],
		['without an ID', {}],
	])('a refund %s', async (_name, data) => {
		await world.use({ event: 'orderRefunded' }).activate();
		const { id } = world.sandbox.store.createOrder({ status_id: 11, channel_id: 1 });
		world.sandbox.requests.clear();
		if (data) {
			const { store } = world.sandbox;
			store.refunds.create(store.order(id)!, {}, new Date());
			world.sandbox.deliveries.notify('store/order/refund/created', { type: 'order', id });
		} else {
			world.sandbox.store.refund(id);
		}
		await world.settled();
		expect(world.emitted()).toEqual([id]);
		expect(made()).toEqual(
			expect.arrayContaining(['GET /v2/orders/{id}', 'GET /v3/orders/payment_actions/refunds']),
		);
	});

	test('the look at what n8n swallowed', async () => {
		await world.trigger.activate();
		for (const { id } of await world.hooks()) {
			await call(world.sandbox, 'DELETE', `/v3/hooks/${id}`);
		}
		world.sandbox.store.createOrder({ status_id: 11, channel_id: 1 });
		world.sandbox.requests.clear();
		const { emitted, close } = await world.trigger.listen('init');
		const deadline = Date.now() + 30_000;
		while (emitted.length === 0 && Date.now() < deadline) await sleep(10);
		await close();
		expect(made()).toContain('GET /v2/orders');
		expect(world.sandbox.requests.log.map(({ query }) => query.include)).toContain(
			'consignments.line_items,fees',
		);
	});

	test('the test of the credential', async () => {
		world.sandbox.requests.clear();
		const { bigCommerceApi } = world.credentials();
		await world.trigger.testCredential('bigCommerceApiTest', bigCommerceApi);
		expect(made()).toEqual(['GET /v2/orders', 'GET /v2/store', 'GET /v3/channels']);
	});
});
