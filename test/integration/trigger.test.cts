import axios from 'axios';
import { BigCommerceTrigger } from '../../nodes/BigCommerce/BigCommerceTrigger.node';
import { call } from '../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../sandbox/index.cts';
import { NodeUnderTest, WebhookHost } from './support/n8n.cts';

const PUBLIC = 'https://n8n.example.com';
const nodeType = new BigCommerceTrigger();

let sandbox: Sandbox;
let host: WebhookHost;
let trigger: NodeUnderTest;
let workflows = 0;

const credentials = (given: object = {}) => ({
	bigCommerceApi: {
		storeHash: sandbox.store.hash,
		accessToken: sandbox.store.tokens.full,
		apiUrl: sandbox.url,
		...given,
	},
});

beforeEach(async () => {
	sandbox = await startSandbox({ retryScale: 0.0005 });
	host = new WebhookHost();
	sandbox.routes[PUBLIC] = await host.start(() => trigger);
	// The memory of emitted orders is the process's, and the sandbox numbers its orders anew.
	const workflowId = `workflow${++workflows}`;
	trigger = new NodeUnderTest({ nodeType, credentials: credentials(), workflowId });
});

afterEach(async () => {
	await host.stop();
	await sandbox.stop();
});

const hooks = async (token?: string) => {
	const { data } = await call(sandbox, 'GET', '/v3/hooks', { token });
	return (data as { data: Hook[] }).data;
};

interface Hook {
	id: number;
	scope: string;
	destination: string;
	is_active: boolean;
	headers: Record<string, string>;
}

describe('life cycle', () => {
	test('activation makes one active hook of each scope, deactivation removes them', async () => {
		await trigger.activate();
		const made = await hooks();
		expect(made.map(({ scope }) => scope).sort()).toEqual([
			'store/order/created',
			'store/order/statusUpdated',
		]);
		for (const hook of made) {
			expect(hook).toMatchObject({ destination: PUBLIC + trigger.webhookPath(), is_active: true });
		}
		await trigger.deactivate();
		expect(await hooks()).toEqual([]);
	});

	test('activating again changes nothing', async () => {
		await trigger.activate();
		const made = await hooks();
		sandbox.requests.clear();
		await trigger.activate();
		expect(await hooks()).toEqual(made);
		expect(sandbox.requests.count({ method: 'POST' })).toBe(0);
	});

	test.each([
		['http', 'http://n8n.example.com'],
		['another port', 'https://n8n.example.com:5678'],
	])('%s is told with what to do', async (_name, baseUrl) => {
		trigger = new NodeUnderTest({ nodeType, credentials: credentials(), baseUrl });
		await expect(trigger.activate()).rejects.toMatchObject({
			message: expect.stringContaining('HTTPS addresses on port 443'),
			description: expect.stringContaining('WEBHOOK_URL'),
		});
		expect(await hooks()).toEqual([]);
	});

	test.each([
		['no hash', { storeHash: 'https://shop.example.com/' }, /has no store hash/, /API path/],
		['a wrong hash', { storeHash: 'other1' }, /no store with the hash other1/, /Store Hash/],
		['a wrong token', { accessToken: 'wrong' }, /does not accept the access token/, /Access Token/],
		['no answer', { apiUrl: 'http://127.0.0.1:1' }, /did not answer/, /API URL/],
	])(
		'%s is told with what to do',
		async (_name, given, message, description) => {
			trigger = new NodeUnderTest({ nodeType, credentials: credentials(given) });
			await expect(trigger.activate()).rejects.toMatchObject({
				message: expect.stringMatching(message),
				description: expect.stringMatching(description),
			});
		},
		20_000,
	);

	test('a token that may not read orders is told, and leaves no hook behind', async () => {
		const accessToken = sandbox.store.tokens.withoutOrders;
		trigger = new NodeUnderTest({ nodeType, credentials: credentials({ accessToken }) });
		await expect(trigger.activate()).rejects.toMatchObject({
			message: expect.stringContaining('lacks the Orders scope'),
			description: expect.stringContaining('Create a new one'),
		});
		expect(await hooks(accessToken)).toEqual([]);
	});
});

describe('a placed order', () => {
	beforeEach(async () => await trigger.activate());

	test('starts one execution with the whole order', async () => {
		const placing = sandbox.store.placeOrder({}, { payAfterMs: 20 });
		const id = await placing;
		await placing.paid;
		await sandbox.deliveries.idle(5000);
		expect(host.executions).toHaveLength(1);
		const order = sandbox.store.order(id)!;
		const [item] = host.executions;
		expect(item).toMatchObject({
			id,
			status_id: 11,
			total_inc_tax: order.total_inc_tax,
			store_hash: sandbox.store.hash,
			channel: { id: order.channel_id },
		});
		expect((item.products as unknown[]).length).toBe(order.lines.length);
	});

	test.each([
		[1, { detectNewCustomer: false }],
		[2, {}],
		[3, { productPages: true }],
	])(
		'costs %i requests with the options %j, beside those once in ten minutes',
		async (cost, options) => {
			trigger = new NodeUnderTest({
				nodeType,
				credentials: credentials(),
				workflowId: trigger.workflow.id,
				parameters: { options },
			});
			// Channels and sites are read for the first order.
			sandbox.store.createOrder({ status_id: 11, channel_id: 1 });
			await sandbox.deliveries.idle(5000);
			sandbox.requests.clear();
			for (let placed = 0; placed < 3; placed++) {
				sandbox.store.createOrder({ status_id: 11, channel_id: 1, lines: [{}, {}] });
			}
			await sandbox.deliveries.idle(5000);
			expect(host.executions).toHaveLength(4);
			expect(sandbox.requests.count()).toBe(3 * cost);

			sandbox.requests.clear();
			for (const { id } of host.executions) sandbox.store.setStatus(id as number, 2);
			await sandbox.deliveries.idle(5000);
			expect(sandbox.requests.count()).toBe(0);
			expect(host.executions).toHaveLength(4);
		},
	);

	test('is emitted once when both notifications come at the same moment', async () => {
		sandbox.deliveries.simultaneous = true;
		await sandbox.store.placeOrder({}, { payAfterMs: 10 }).paid;
		await sandbox.deliveries.idle(5000);
		expect(sandbox.deliveries.log.map(({ status }) => status)).toEqual([200, 200]);
		expect(host.executions).toHaveLength(1);
	});

	test('that never is paid is not emitted', async () => {
		sandbox.store.createOrder();
		await sandbox.deliveries.idle(5000);
		expect(sandbox.deliveries.log.map(({ status }) => status)).toEqual([200]);
		expect(host.executions).toEqual([]);
	});

	test('of a migration is history, not a purchase', async () => {
		sandbox.store.createOrder({ status_id: 11, external_source: 'M-MIG' });
		await sandbox.deliveries.idle(5000);
		expect(host.executions).toEqual([]);
	});

	test('of more than 50 lines is completed', async () => {
		const lines = Array.from({ length: 60 }, () => ({}));
		const { id } = sandbox.store.createOrder({ status_id: 11, lines });
		await sandbox.deliveries.idle(5000);
		const [item] = host.executions;
		expect(item.id).toBe(id);
		expect((item.products as unknown[]).length).toBe(60);
	});

	test('comes again when the workflow did not end well, and then once', async () => {
		let runs = 0;
		host.run = () => {
			if (++runs < 3) throw new Error('Converge is down');
		};
		sandbox.store.createOrder({ status_id: 11 });
		await sandbox.deliveries.idle(5000);
		expect(sandbox.deliveries.log.map(({ status }) => status)).toEqual([500, 500, 200]);
		expect(host.executions).toHaveLength(3);
	});

	test('comes again when BigCommerce could not be read, without an execution for it', async () => {
		sandbox.faults.next('500', { times: 5 });
		sandbox.store.createOrder({ status_id: 11 });
		await sandbox.deliveries.idle(15_000);
		expect(sandbox.deliveries.log.map(({ status }) => status)).toEqual([503, 200]);
		expect(host.executions).toHaveLength(1);
	}, 20_000);
});

describe('a notification that is not believed', () => {
	const post = async (body: unknown, headers: Record<string, string> = {}) => {
		const url = `${sandbox.routes[PUBLIC]}${trigger.webhookPath()}`;
		const response = await axios.post(url, body, { headers, validateStatus: () => true });
		return response.status;
	};
	const secret = async () => {
		const [hook] = await hooks();
		return hook.headers;
	};
	const notification = (given: object = {}) => ({
		scope: 'store/order/created',
		store_id: '1',
		producer: `stores/${sandbox.store.hash}`,
		data: { type: 'order', id: 101 },
		...given,
	});

	let headers: Record<string, string>;

	beforeEach(async () => {
		await trigger.activate();
		sandbox.store.createOrder({ status_id: 11 });
		await sandbox.deliveries.idle(5000);
		host.executions.length = 0;
		headers = await secret();
		sandbox.requests.clear();
	});

	test('without the secret, or with another', async () => {
		const [[name, value]] = Object.entries(headers);
		expect(await post(notification())).toBe(401);
		expect(await post(notification(), { [name]: '' })).toBe(401);
		expect(await post(notification(), { [name]: value.slice(1) })).toBe(401);
		expect(await post(notification(), { [name]: `${value.slice(1)}0` })).toBe(401);
		expect(sandbox.requests.count()).toBe(0);
		expect(host.executions).toEqual([]);
	});

	test.each([
		[{ producer: 'stores/other1' }],
		[{ data: { type: 'order', id: '101' } }],
		[{ data: { type: 'order', id: 0 } }],
		[{ data: { type: 'order', id: -1 } }],
		[{ data: { type: 'order', id: 1.5 } }],
		[{ data: { type: 'order', id: 1e21 } }],
		[{ data: null }],
		[{ data: [101] }],
	])('with %j', async (given) => {
		expect(await post(notification(given), headers)).toBe(400);
		expect(sandbox.requests.count()).toBe(0);
		expect(host.executions).toEqual([]);
	});

	test('with a body that is no object', async () => {
		for (const body of ['"text"', '1', 'null', '[]']) {
			const json = { ...headers, 'content-type': 'application/json' };
			expect(await post(body, json)).toBe(400);
		}
		expect(host.executions).toEqual([]);
	});
});

describe('the credential test', () => {
	const run = async (given: object = {}) =>
		await trigger.testCredential('bigCommerceApiTest', credentials(given).bigCommerceApi);

	test.each(['', '/', '/v2', '/v2/', '/v3', '/v3/'])(
		'passes with the API path and %p',
		async (end) => {
			const storeHash = `https://api.bigcommerce.com/stores/${sandbox.store.hash}${end}`;
			expect(await run({ storeHash })).toMatchObject({ status: 'OK' });
		},
	);

	test.each([
		['no hash', { storeHash: '-' }, /no store hash/],
		['a wrong hash', { storeHash: 'other1' }, /no store with the hash other1/],
		['a wrong token', { accessToken: 'wrong' }, /does not accept the access token/],
		['no answer', { apiUrl: 'http://127.0.0.1:1' }, /did not answer/],
	])('tells %s', async (_name, given, message) => {
		expect(await run(given)).toEqual({
			status: 'Error',
			message: expect.stringMatching(message) as unknown,
		});
	});

	test('tells a missing scope', async () => {
		const { withoutOrders, withoutInformation } = sandbox.store.tokens;
		expect(await run({ accessToken: withoutOrders })).toMatchObject({
			message: expect.stringContaining('lacks the Orders scope'),
		});
		expect(await run({ accessToken: withoutInformation })).toMatchObject({
			message: expect.stringContaining('lacks the Information & Settings scope'),
		});
	});

	test('says nothing of the token itself', async () => {
		const { message } = await run({ accessToken: 'token-of-a-shop' });
		expect(message).not.toContain('token-of-a-shop');
	});
});
