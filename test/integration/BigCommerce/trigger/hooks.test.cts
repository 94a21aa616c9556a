import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import { call } from '../../../sandbox/client.cts';
import type { Hook } from '../../../sandbox/index.cts';
import { PUBLIC, startTriggerWorld, type TriggerWorld } from '../../support/triggerWorld.cts';

let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
});

afterEach(async () => await world.stop());

/** Removing the hooks is put off by some seconds, because n8n publishes a change by unpublishing first. */
async function untilHooks(count: number): Promise<Hook[]> {
	for (let waits = 0; waits < 500; waits++) {
		// Asking BigCommerce would use up the store's quota.
		if (world.sandbox.store.hooks.all.length === count) return await world.hooks();
		await sleep(20);
	}
	throw new Error(`there are still other than ${count} hooks`);
}

const scopes = (hooks: Hook[]) => hooks.map(({ scope }) => scope).sort();
const BOTH = ['store/order/created', 'store/order/statusUpdated'];
const told = (message: RegExp, description: RegExp) => ({
	message: expect.stringMatching(message) as string,
	description: expect.stringMatching(description) as string,
});

async function makeHook(scope: string, destination: string): Promise<void> {
	const body = { scope, destination, is_active: true, headers: {} };
	const { status } = await call(world.sandbox, 'POST', '/v3/hooks', { body });
	expect(status).toBe(200);
}

describe('publishing', () => {
	test('makes one active hook of each scope, unpublishing removes them', async () => {
		await world.trigger.activate();
		const made = await world.hooks();
		expect(scopes(made)).toEqual(BOTH);
		for (const hook of made) {
			const destination = PUBLIC + world.trigger.webhookPath();
			expect(hook).toMatchObject({ destination, is_active: true });
		}
		await world.trigger.deactivate();
		await untilHooks(0);
	});

	test('a changed workflow keeps its hooks and what they still retry (D4)', async () => {
		await world.trigger.activate();
		const made = await world.hooks();
		world.host.run = () => {
			throw new Error('Converge is down');
		};
		const { id } = world.sandbox.store.createOrder({ status_id: 11 });
		await sleep(200);
		await world.trigger.deactivate();
		await world.trigger.activate(false, 'update');
		world.host.run = () => undefined;
		await world.settled();
		await sleep(6_000);
		expect(await world.hooks()).toEqual(made);
		expect(world.emitted()).toContain(id);
	});

	test('keeps its hooks when n8n had unpublished it twice', async () => {
		await world.trigger.activate();
		const made = await world.hooks();
		await world.trigger.deactivate();
		await world.trigger.deactivate();
		await world.trigger.activate();
		await sleep(6_000);
		expect(await world.hooks()).toEqual(made);
	}, 20_000);

	test('again changes nothing, also when BigCommerce writes the header in another way', async () => {
		await world.trigger.activate();
		for (const hook of world.sandbox.store.hooks.all) {
			const [[name, value]] = Object.entries(hook.headers ?? {});
			hook.headers = { [name.toUpperCase()]: value };
		}
		world.sandbox.requests.clear();
		await world.trigger.activate();
		expect(world.sandbox.requests.count({ method: 'PUT' })).toBe(0);
		expect(world.sandbox.requests.count({ method: 'POST' })).toBe(0);
	});

	test('again changes nothing', async () => {
		await world.trigger.activate();
		const made = await world.hooks();
		world.sandbox.requests.clear();
		await world.trigger.activate();
		// The webhooks, and whether orders can be read.
		expect(world.sandbox.requests.count()).toBe(2);
		expect(await world.hooks()).toEqual(made);
	});

	test.each([
		['orderCreated', ['store/order/created']],
		['orderUpdated', ['store/order/updated']],
		['orderStatusUpdated', ['store/order/statusUpdated']],
		['orderRefunded', ['store/order/refund/created']],
		['orderArchived', ['store/order/archived']],
		['orderPlaced', BOTH],
	])('with the event %s changes the hooks to its own', async (event, wanted) => {
		await world.use({ event: 'orderUpdated' }).activate();
		await world.use({ event }).activate();
		expect(scopes(await world.hooks())).toEqual(wanted);
	});

	test('leaves the hooks of other addresses alone', async () => {
		await makeHook('store/order/created', 'https://other.example.com/');
		await world.trigger.activate();
		expect(await world.hooks()).toHaveLength(3);
		await world.trigger.deactivate();
		expect((await untilHooks(1)).map(({ destination }) => destination)).toEqual([
			'https://other.example.com/',
		]);
	});

	test('adopts a hook that somebody made for this address', async () => {
		await makeHook('store/order/created', PUBLIC + world.trigger.webhookPath());
		await world.trigger.activate();
		const hooks = await world.hooks();
		expect(scopes(hooks)).toEqual(BOTH);
		expect(new Set(hooks.map(({ headers }) => JSON.stringify(headers))).size).toBe(1);
	});

	test('adopts a hook that another process made at the same moment', async () => {
		await Promise.all([world.trigger.activate(), world.trigger.activate()]);
		expect(scopes(await world.hooks())).toEqual(BOTH);
	});

	test('removes what it made when it cannot finish', async () => {
		for (let made = 0; made < 10; made++) {
			await makeHook('store/order/statusUpdated', `https://other${made}.example.com/`);
		}
		await expect(world.trigger.activate()).rejects.toMatchObject(
			told(
				/10 webhooks for store\/order\/statusUpdated/,
				/other0\.example\.com.*another API account/,
			),
		);
		expect(await world.hooks()).toHaveLength(10);
	});

	test('puts right what was switched off or has another secret', async () => {
		await world.trigger.activate();
		const right = await world.hooks();
		const [first, second] = right;
		await call(world.sandbox, 'PUT', `/v3/hooks/${first.id}`, { body: { is_active: false } });
		await call(world.sandbox, 'PUT', `/v3/hooks/${second.id}`, { body: { headers: { x: 'y' } } });
		await world.trigger.activate();
		const essence = ({ id, scope, is_active, headers }: Hook) => ({
			id,
			scope,
			is_active,
			headers,
		});
		expect((await world.hooks()).map(essence)).toEqual(right.map(essence));
	});

	test('takes a new secret when the credential has another token', async () => {
		await world.trigger.activate();
		const [before] = await world.hooks();
		const accessToken = world.sandbox.store.tokens.withoutCustomers;
		await world.use({}, { store: { accessToken } }).activate();
		const [after] = await world.hooks(accessToken);
		expect(after.headers).not.toEqual(before.headers);
	});
});

test('unpublishing does not mind hooks that are gone already', async () => {
	await world.trigger.activate();
	const [hook] = await world.hooks();
	await call(world.sandbox, 'DELETE', `/v3/hooks/${hook.id}`);
	world.sandbox.faults.clear();
	await world.trigger.deactivate();
	await untilHooks(0);
	await world.trigger.deactivate();
});

describe('side by side', () => {
	test('a test in the editor and production do not disturb each other', async () => {
		await world.trigger.activate();
		const production = await world.hooks();
		await world.trigger.activate(true);
		expect(await world.hooks()).toHaveLength(4);
		await world.trigger.activate();
		expect(await world.hooks()).toHaveLength(4);
		await world.trigger.deactivate(true);
		expect(await world.hooks()).toEqual(production);
	});

	test('nor do two workflows on the same store', async () => {
		const one = world.trigger;
		const two = world.use({}, { workflowId: 'another', webhookId: 'hook2' });
		await one.activate();
		await two.activate();
		const hooks = await world.hooks();
		expect(hooks).toHaveLength(4);
		expect(new Set(hooks.map(({ headers }) => JSON.stringify(headers))).size).toBe(2);
		await two.deactivate();
		expect(scopes(await untilHooks(2))).toEqual(BOTH);
	});
});

describe('publishing fails with a message that holds the cure for', () => {
	test.each([
		['http', 'http://n8n.example.com'],
		['another port', 'https://n8n.example.com:5678'],
	])('%s', async (_name, baseUrl) => {
		await expect(world.use({}, { baseUrl }).activate()).rejects.toMatchObject(
			told(/HTTPS addresses on port 443/, /WEBHOOK_URL/),
		);
		expect(await world.hooks()).toEqual([]);
	});

	test.each([
		[
			'no hash',
			{ storeHash: 'https://shop.example.com/' },
			/Invalid API Path or Store Hash/,
			/API path/,
		],
		['a wrong hash', { storeHash: 'other1' }, /Store "other1" not found/, /store hash/],
		['a wrong token', { accessToken: 'wrong' }, /does not accept the access token/, /Access Token/],
		[
			'no answer',
			{ apiUrl: 'http://127.0.0.1:1' },
			/did not respond/,
			/API URL.*ECONNREFUSED|refused/,
		],
	])(
		'%s',
		async (_name, store, message, description) => {
			await expect(world.use({}, { store }).activate()).rejects.toMatchObject(
				told(message, description),
			);
		},
		20_000,
	);

	test('a token that may not read orders, and no hook is left behind', async () => {
		const accessToken = world.sandbox.store.tokens.withoutOrders;
		await expect(world.use({}, { store: { accessToken } }).activate()).rejects.toMatchObject(
			told(/missing the "Orders" scope/, /Create a new account/),
		);
		expect(await world.hooks(accessToken)).toEqual([]);
	});

	test('a token that was revoked', async () => {
		world.sandbox.store.revokeToken(world.sandbox.store.tokens.full);
		await expect(world.trigger.activate()).rejects.toMatchObject(
			told(/does not accept the access token/, /create a new one/),
		);
	});

	test('a storefront that the store does not have', async () => {
		await expect(world.use({ storefronts: ['Old shop'] }).activate()).rejects.toMatchObject(
			told(/Storefront "Old shop" not found/, /The store has: Lighthouse Outfitters/),
		);
		expect(await world.hooks()).toEqual([]);
	});
});

describe('publishing a change while the webhooks are right fails as well for', () => {
	const publishChange = async (parameters: object) =>
		await world.use(parameters as INodeParameters).activate(false, 'update');

	beforeEach(async () => await world.trigger.activate());

	test('a storefront that the store does not have, but does not keep n8n from starting', async () => {
		const unknown = { storefronts: ['Old shop'] };
		await expect(publishChange(unknown)).rejects.toMatchObject(
			told(/Storefront "Old shop" not found/, /The store has: Lighthouse Outfitters/),
		);
		await world.trigger.activate(false, 'init');
		expect(await world.hooks()).toHaveLength(2);
	});

	test('orders that cannot be read', async () => {
		world.sandbox.faults.set({ rate: 1, kinds: ['503'], only: /\/v2\/orders$/ });
		await expect(publishChange({})).rejects.toMatchObject(
			told(/temporarily unavailable/, /few minutes/),
		);
	}, 30_000);
});

test('publishing reads once whether orders can be read', async () => {
	await world.use({ storefronts: ['Lighthouse Outfitters'] }).activate();
	expect(world.sandbox.requests.count({ path: /\/v2\/orders$/ })).toBe(1);
	expect(world.sandbox.requests.count({ path: /\/v3\/channels$/ })).toBe(1);
});

describe('when n8n starts', () => {
	test('a failing check does not unregister the webhook', async () => {
		await world.trigger.activate();
		const hooks = await world.hooks();
		world.sandbox.faults.set({ rate: 1, kinds: ['503'] });
		await world.trigger.activate(false, 'init');
		await expect(world.trigger.activate(false, 'update')).rejects.toMatchObject(
			told(/temporarily unavailable/, /few minutes/),
		);
		world.sandbox.faults.clear();
		expect(await world.hooks()).toEqual(hooks);
	}, 30_000);

	test('the hooks are looked at, and again each hour', async () => {
		await world.trigger.activate();
		const right = await world.hooks();
		const ticks = await world.trigger.listen();
		for (const { id } of await world.hooks()) {
			await call(world.sandbox, 'DELETE', `/v3/hooks/${id}`);
		}
		await ticks.tick();
		expect(scopes(await world.hooks())).toEqual(scopes(right));
		world.sandbox.requests.clear();
		await ticks.tick();
		expect(world.sandbox.requests.count()).toBe(1);
	});
});
