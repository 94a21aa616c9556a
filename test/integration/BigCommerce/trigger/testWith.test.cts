import { setTimeout as sleep } from 'node:timers/promises';
import type { IHookFunctions, INodeParameters } from 'n8n-workflow';
import type { BigCommerceApi } from '../../../../nodes/BigCommerce/api/client';
import { sendTestNotification } from '../../../../nodes/BigCommerce/trigger/testNotification';
import { startTriggerWorld, type TriggerWorld } from '../../support/triggerWorld.cts';

jest.setTimeout(30_000);

/** Public in form, and nobody listens there: a network without a way back in. */
const UNREACHABLE = 'https://127.0.0.1';
let world: TriggerWorld;
let local: string;

beforeEach(async () => {
	world = await startTriggerWorld();
	[local] = Object.values(world.sandbox.routes);
	world.sandbox.routes[UNREACHABLE] = local;
});

afterEach(async () => await world.stop());

const create = (given: object = {}) =>
	world.sandbox.store.createOrder({ status_id: 11, ...given }).id;

/** Clicks Execute Step in an n8n that only reaches itself at the editor's address. */
async function executeStep(parameters: INodeParameters = {}, instanceUrl = local): Promise<void> {
	world.use(parameters, { baseUrl: UNREACHABLE, instanceUrl });
	await world.trigger.activate(true);
}

async function untilEmitted(count: number): Promise<number[]> {
	for (let waits = 0; waits < 500 && world.emitted().length < count; waits++) await sleep(20);
	return world.emitted();
}

/** Longer than the notification takes that must not be there. */
async function noMore(): Promise<number[]> {
	await sleep(3_000);
	return world.emitted();
}

test('the latest placed order appears, read like any other, found by one request', async () => {
	create();
	const id = create({ channel_id: 1 });
	create({ status_id: 0 });
	create({ status_id: 5 });
	create({ payment_method: 'Test Payment Gateway' });
	create({ external_source: 'M-MIG' });
	create({ channel_id: 1001 });
	await executeStep({ storefronts: [1] });
	expect(await untilEmitted(1)).toEqual([id]);
	const [item] = world.host.executions;
	expect(item).toMatchObject({ id, is_placed: true, channel: { id: 1 } });
	expect(item).not.toHaveProperty('webhook');
	const searches = world.sandbox.requests.log.filter(({ query }) => query.limit === '50');
	expect(searches).toHaveLength(1);
});

test.each([
	{ startDate: '2099-01-01T00:00:00Z' },
	{ options: { placedStatuses: [11] } },
	{ options: { acknowledge: 'whenReceived' } },
])('the parameters %j do not hide the latest order', async (parameters) => {
	const id = create();
	await executeStep(parameters);
	expect(await untilEmitted(1)).toEqual([id]);
});

test('an order of before the first publish appears in a test of the published workflow', async () => {
	const id = create({ date_created: new Date(Date.now() - 86_400_000) });
	await world.trigger.activate();
	const saved = JSON.stringify(world.trigger.savedData());
	const published = world.trigger;
	await executeStep();
	Object.assign(world.trigger.workflow, { staticData: published.workflow.staticData });
	expect(await untilEmitted(1)).toEqual([id]);
	expect(JSON.stringify(published.savedData())).toBe(saved);
});

test('a test leaves the order to the published workflow', async () => {
	const id = create();
	const startDate = '2000-01-01T00:00:00Z';
	const published = world.use({ startDate });
	await published.activate();
	await executeStep({ startDate });
	expect(await untilEmitted(1)).toEqual([id]);
	await world.trigger.deactivate(true);

	world.trigger = published;
	world.sandbox.store.setStatus(id, 2);
	await world.settled();
	expect(world.emitted()).toEqual([id, id]);
});

test('the start date counts for a notification that the trigger has not sent itself', async () => {
	const id = create();
	await executeStep({ startDate: '2099-01-01T00:00:00Z' });
	const [hook] = await world.hooks();
	expect(await untilEmitted(1)).toEqual([id]);
	const headers = { ...hook.headers, 'content-type': 'application/json' };
	const post = async (sent: Record<string, string>) => {
		const { pathname } = new URL(hook.destination);
		const body = {
			scope: 'store/order/created',
			producer: `stores/${world.sandbox.store.hash}`,
			hash: 'a'.repeat(40),
			created_at: Math.floor(Date.now() / 1000),
			data: { type: 'order', id },
		};
		const response = await fetch(local + pathname, {
			method: 'POST',
			headers: sent,
			body: JSON.stringify(body),
		});
		return [response.status, await response.json()];
	};
	expect(await post(headers)).toEqual([
		200,
		{ message: 'Order ignored: placed before the start date' },
	]);
	expect(await post({ 'content-type': 'application/json' })).toEqual([
		401,
		{ message: 'Missing or invalid webhook secret' },
	]);
	expect(world.emitted()).toEqual([id]);
});

test('the next order appears when the store has no placed order, or Next Order was chosen', async () => {
	create({ status_id: 0 });
	await executeStep();
	expect(await noMore()).toEqual([]);
	const first = create();
	expect(await untilEmitted(1)).toEqual([first]);
	await world.trigger.deactivate(true);

	await executeStep({ options: { testWith: 'nextOrder' } });
	expect(await noMore()).toEqual([first]);
	const second = create();
	expect(await untilEmitted(2)).toEqual([first, second]);
});

test('the next order appears when n8n does not reach itself', async () => {
	create();
	await executeStep({}, UNREACHABLE);
	expect(await noMore()).toEqual([]);
	const id = create();
	expect(await untilEmitted(1)).toEqual([id]);
});

test('a log line says when n8n does not reach itself', async () => {
	const warnings: string[] = [];
	const context = {
		getInstanceBaseUrl: () => UNREACHABLE,
		getWorkflow: () => ({ id: '1' }),
		getNode: () => ({ name: 'BigCommerce Trigger' }),
		logger: { warn: (message: string) => warnings.push(message) },
		helpers: { httpRequest: async () => await Promise.reject(new Error('ECONNREFUSED')) },
	} as unknown as IHookFunctions;
	const { hash, url } = { ...world.sandbox.store, url: world.sandbox.url };
	const destination = `${UNREACHABLE}/webhook-test/hook1/bigcommerce`;
	const wanted = { destination, scopes: ['store/order/created'], secret: 's', testSecret: 's' };
	const api = { store: { hash, url } } as unknown as BigCommerceApi;
	await sendTestNotification(context, api, { wanted, data: { type: 'order', id: 118 } });
	expect(warnings).toEqual([
		'Could not show the latest order: this n8n cannot reach its own address https://127.0.0.1. The test waits for the next order.',
	]);
});

describe('of another event, a test shows', () => {
	test('the order created last, placed or not', async () => {
		create();
		const id = create({ status_id: 0 });
		await executeStep({ event: 'orderCreated' });
		expect(await untilEmitted(1)).toEqual([id]);
	});

	test.each(['orderUpdated', 'orderStatusUpdated', 'orderArchived'])(
		'the order changed last for %s',
		async (event) => {
			const id = create({ date_modified: new Date(Date.now() + 60_000) });
			create();
			await executeStep({ event });
			expect(await untilEmitted(1)).toEqual([id]);
			const [{ webhook }] = world.host.executions;
			expect(webhook).toMatchObject({ data: { type: 'order', id } });
		},
	);

	test('the latest refund of the order refunded last', async () => {
		const id = create({ lines: [{ product_id: 104, quantity: 4 }] });
		world.sandbox.store.refund(id, { items: [{ quantity: 1 }] });
		world.sandbox.store.refund(id, { items: [{ quantity: 2 }] });
		create();
		await executeStep({ event: 'orderRefunded' });
		expect(await untilEmitted(1)).toEqual([id]);
		expect(world.host.executions[0].refund).toEqual(world.sandbox.store.refunds.all[1]);
	});

	test('the notification alone where only that was asked for', async () => {
		const id = create();
		await executeStep({ options: { notificationOnly: true } });
		for (let waits = 0; waits < 500 && world.host.executions.length < 1; waits++) await sleep(20);
		expect(world.host.executions).toEqual([
			{
				scope: 'store/order/created',
				producer: `stores/${world.sandbox.store.hash}`,
				hash: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
				created_at: expect.any(Number) as number,
				data: { type: 'order', id },
			},
		]);
	});
});
