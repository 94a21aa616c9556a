import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';
import { call } from '../../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { bigCommerceNode, run } from '../support/bigCommerce.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ rateLimit: { quota: 1000, windowMs: 500 } });
});

afterEach(async () => await sandbox.stop());

const DESTINATION = 'https://n8n.example.com/webhook/1';

async function makeHook(scope = 'store/order/created', destination = DESTINATION) {
	const body = { scope, destination, is_active: true, headers: { 'x-secret': 'not-to-be-seen' } };
	const { data } = await call(sandbox, 'POST', '/v3/hooks', { body });
	return (data as { data: { id: number } }).data.id;
}

/** Every operation, and the scope that it needs. */
const OPERATIONS = [
	['order.get', 'Orders'],
	['order.getAll', 'Orders'],
	['webhook.getAll', undefined],
	['webhook.getStatus', undefined],
	['webhook.delete', undefined],
	['channel.getAll', 'Channel Settings'],
] as const;

async function parametersOf(operation: string): Promise<INodeParameters> {
	if (operation === 'order.get') return { orderId: String(sandbox.store.createOrder().id) };
	if (operation === 'webhook.delete') return { webhookId: String(await makeHook()) };
	return {};
}

describe.each(OPERATIONS)('%s', (operation, scope) => {
	const start = async () => {
		const parameters = await parametersOf(operation);
		sandbox.requests.clear();
		return run(sandbox, operation, parameters);
	};

	test('waits out a used up quota', async () => {
		const parameters = await parametersOf(operation);
		sandbox.requests.clear();
		sandbox.rateLimit.quota = 0;
		const running = run(sandbox, operation, parameters);
		while (sandbox.requests.log.at(-1)?.status !== 429) {
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		sandbox.rateLimit.quota = 1000;
		await running;
		expect(sandbox.requests.log[0].status).toBe(429);
		expect(sandbox.requests.log.at(-1)!.status).toBeLessThan(300);
	});

	if (operation !== 'webhook.delete') {
		test.each(['500', '502', '503', 'cut', 'html', 'half', '429bare'] as const)(
			'tries again after %s',
			async (fault) => {
				sandbox.faults.next(fault);
				await start();
				expect(sandbox.requests.log.at(-1)!.status).toBeLessThan(300);
			},
		);
	}

	test('says what to do when BigCommerce cannot answer', async () => {
		sandbox.faults.set({ rate: 1, kinds: ['503'] });
		const parameters = operation === 'webhook.delete' ? { webhookId: '1' } : { orderId: '1' };
		await expect(run(sandbox, operation, parameters)).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringContaining('BigCommerce is temporarily unavailable (HTTP 503)'),
			description: expect.stringContaining('try again in a few minutes'),
			httpCode: '503',
			context: { itemIndex: 0 },
		});
	}, 20_000);

	test('says what to do with a token that is not right', async () => {
		const [resource, name] = operation.split('.');
		const parameters = { resource, operation: name, orderId: '1', webhookId: '1' };
		const { withoutOrders, withoutChannels } = sandbox.store.tokens;
		const refused = async (accessToken: string) =>
			await bigCommerceNode(sandbox, parameters, { accessToken }).execute([{}]);
		await expect(refused('no-token-of-this-shop')).rejects.toMatchObject({
			message: expect.stringContaining('does not accept the access token'),
			description: expect.not.stringContaining('no-token-of-this-shop'),
		});
		if (!scope) return;
		await expect(
			refused(scope === 'Orders' ? withoutOrders : withoutChannels),
		).rejects.toMatchObject({ message: expect.stringContaining(`missing the "${scope}" scope`) });
	});
});

describe('webhook', () => {
	test('getAll lists all hooks and hides what their headers hold', async () => {
		const ids = [];
		for (const scope of ['created', 'updated', 'archived']) {
			ids.push(await makeHook(`store/order/${scope}`));
		}
		const { items } = await run(sandbox, 'webhook.getAll');
		expect(items.map(({ json }) => json.id)).toEqual(ids);
		expect(items[0].json).toMatchObject({
			scope: 'store/order/created',
			destination: DESTINATION,
			is_active: true,
			headers: { 'x-secret': '(hidden)' },
		});
		expect(JSON.stringify(items)).not.toContain('not-to-be-seen');
	});

	test('getAll of none is no item', async () => {
		expect((await run(sandbox, 'webhook.getAll')).items).toEqual([]);
	});

	test('delete removes one hook', async () => {
		const id = await makeHook();
		const other = await makeHook('store/order/updated');
		const { items } = await run(sandbox, 'webhook.delete', { webhookId: id });
		expect(items).toEqual([{ json: { deleted: true }, pairedItem: { item: 0 } }]);
		expect(sandbox.store.hooks.all.map((hook) => hook.id)).toEqual([other]);
	});

	test.each([
		['1', /Not found in BigCommerce/],
		['', /Invalid Webhook ID/],
		['../channels/1', /Invalid Webhook ID/],
	])('delete of %j is rejected with what to do', async (webhookId, message) => {
		await expect(run(sandbox, 'webhook.delete', { webhookId })).rejects.toMatchObject({
			message: expect.stringMatching(message),
			description: expect.any(String),
		});
	});

	test('getStatus of a store where all is well', async () => {
		await makeHook();
		const { items } = await run(sandbox, 'webhook.getStatus');
		expect(items).toEqual([
			{
				json: {
					healthy: true,
					summary: expect.any(String) as unknown,
					active_hooks: 1,
					inactive_hooks: [],
					blocked_domains: [],
					test_hooks: [],
					other_hooks: [],
					store_hash: 'sandbox1',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('getStatus of a store without a hook of this n8n', async () => {
		const elsewhere = await makeHook(undefined, 'https://other.example.com/webhook/1');
		const test = await makeHook(undefined, 'https://n8n.example.com/webhook-test/1');
		const [{ json }] = (await run(sandbox, 'webhook.getStatus')).items;
		expect(json).toMatchObject({
			healthy: false,
			active_hooks: 0,
			other_hooks: [{ id: elsewhere }],
			test_hooks: [{ id: test }],
		});
	});

	test('getAll obeys a limit', async () => {
		const first = await makeHook();
		await makeHook('store/order/updated');
		const { items } = await run(sandbox, 'webhook.getAll', { limit: 1 });
		expect(items.map(({ json }) => json.id)).toEqual([first]);
	});

	test('getStatus reports inactive webhooks, and blocked domains with the reason', async () => {
		await makeHook();
		const off = await makeHook('store/order/updated');
		await call(sandbox, 'PUT', `/v3/hooks/${off}`, { body: { is_active: false } });
		const given_up = await makeHook('store/order/archived');
		await call(sandbox, 'PUT', `/v3/hooks/${given_up}`, { body: { is_active: false } });
		sandbox.store.hooks.deactivated.add(given_up);
		for (let attempt = 0; attempt < 100; attempt++) {
			const clientId = sandbox.store.tokens.full.replace('token', 'client');
			sandbox.deliveries.domains.record(clientId, DESTINATION, 'connection refused');
		}

		const [{ json }] = (await run(sandbox, 'webhook.getStatus')).items;
		expect(json).toMatchObject({
			healthy: false,
			active_hooks: 1,
			inactive_hooks: [
				{ id: off, scope: 'store/order/updated', destination: DESTINATION, status: 'inactive' },
				{ id: given_up, status: 'deactivated' },
			],
			blocked_domains: [
				{
					destination: 'https://n8n.example.com',
					time_left: expect.any(Number) as unknown,
					reasons: [{ failure_description: 'connection refused', count: 100 }],
				},
			],
		});
		expect(json.summary).toMatch(/store\/order\/updated.*deactivated.*blocked.*refused \(100×\)/);
		expect(JSON.stringify(json)).not.toContain('not-to-be-seen');
	});
});

test('channel: getAll lists all channels', async () => {
	const { items } = await run(sandbox, 'channel.getAll');
	expect(items.map(({ json }) => json.id)).toEqual(sandbox.store.channels.map(({ id }) => id));
	expect(items[0].json).toMatchObject({ type: 'storefront', name: expect.any(String) as unknown });
});

test('the storefronts to choose from are the channels', async () => {
	const options = await bigCommerceNode(sandbox).loadOptions('getStorefronts');
	expect(options).toHaveLength(sandbox.store.channels.length);
});

describe('lists to choose from', () => {
	const list = async (method: string, filter?: string, accessToken?: string) =>
		await bigCommerceNode(sandbox, {}, { accessToken }).listSearch(method, filter);

	test('orders are listed by number, total, person and status, the newest first', async () => {
		const orders = sandbox.store.generateOrders(60, { given: { status_id: 2 } });
		const results = await list('searchOrders');
		expect(results).toHaveLength(50);
		const { id, total_inc_tax: total, default_currency_code: code } = orders[59];
		expect(results[0].value).toBe(String(id));
		expect(results[0].name).toMatch(new RegExp(`^#${id} · ${total} ${code} · .* · Shipped$`));
	});

	test('an order is found by its number, also an old one, and by email address', async () => {
		const [first] = sandbox.store.generateOrders(60);
		expect((await list('searchOrders', `#${first.id}`)).map(({ value }) => value)).toEqual([
			String(first.id),
		]);
		const { email } = first.billing_address;
		const found = await list('searchOrders', ` ${email} `);
		expect(found.map(({ value }) => value)).toContain(String(first.id));
		expect(await list('searchOrders', 'nobody@example.com')).toEqual([]);
	});

	test('webhooks are listed by scope and address', async () => {
		const id = await makeHook();
		await makeHook('store/order/updated');
		expect(await list('searchWebhooks', 'created')).toEqual([
			{ name: `store/order/created → ${DESTINATION}`, value: String(id) },
		]);
	});

	test('an order that was chosen from the list is fetched', async () => {
		const { id } = sandbox.store.createOrder({ status_id: 11 });
		const orderId = { __rl: true, mode: 'list', value: String(id) };
		const { items } = await run(sandbox, 'order.get', { orderId });
		expect(items[0].json.id).toBe(id);
	});

	test('the message of a list that cannot be loaded holds the cure', async () => {
		const { withoutOrders, withoutChannels } = sandbox.store.tokens;
		await expect(list('searchOrders', '', withoutOrders)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringMatching(/missing the "Orders" scope.*Create a new account/),
		});
		const node = bigCommerceNode(sandbox, {}, { accessToken: withoutChannels });
		await expect(node.loadOptions('getStorefronts')).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringMatching(/missing the "Channel Settings" scope.*Create a new account/),
		});
	});
});

describe('the quota', () => {
	test("is left to the store's other apps: one that asks once a second never sees 429", async () => {
		// Ten seconds of BigCommerce's Standard plan (150 in 30 s) pass as one.
		sandbox.rateLimit.quota = 50;
		sandbox.rateLimit.windowMs = 1000;
		const [{ id }] = sandbox.store.generateOrders(1);
		const statuses: number[] = [];
		const otherApp = setInterval(() => {
			void axios
				.get(`${sandbox.url}/stores/${sandbox.store.hash}/v2/time`, {
					headers: { 'x-auth-token': sandbox.store.tokens.full },
					proxy: false,
					validateStatus: () => true,
				})
				.then(({ status }) => statuses.push(status));
		}, 100);

		const node = bigCommerceNode(sandbox, { resource: 'order', operation: 'get', orderId: id });
		const items = Array.from({ length: 150 }, () => ({}));
		const { hints } = await node.execute(items).finally(() => clearInterval(otherApp));
		expect(sandbox.requests.count({ path: /orders\/\d+$/ })).toBe(150);
		expect(statuses.length).toBeGreaterThan(10);
		expect(new Set(statuses)).toEqual(new Set([200]));
		expect(sandbox.requests.log.filter(({ status }) => status === 429)).toEqual([]);
		expect(hints).toMatchObject([
			{ message: expect.stringMatching(/^Throttled for \d+ s to keep/) },
		]);
	}, 30_000);

	test('that is not short makes nothing wait', async () => {
		sandbox.store.generateOrders(30);
		const { hints } = await run(sandbox, 'order.getAll', { filters: { placedOnly: false } });
		expect(hints).toEqual([]);
	});
});
