import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../../../sandbox/client.cts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/index.cts';
import type { Notification } from '../../../sandbox/webhooks/notification.cts';
import { RETRY_SECONDS } from '../../../sandbox/webhooks/retrySchedule.cts';
import { startReceiver, type Receiver } from './receiver.cts';

const SCALE = 1e-6;
const DAY = 86_400_000;
let sandbox: Sandbox;
let receiver: Receiver;

beforeEach(async () => {
	receiver = await startReceiver();
	sandbox = await start({});
});
afterEach(async () => {
	await sandbox.stop();
	await receiver.stop();
});

function start(options: SandboxOptions) {
	const routes = { 'https://n8n.example.com': receiver.origin };
	return startSandbox({ retryScale: SCALE, routes, ...options });
}

async function addHook(scope: string, destination = 'https://n8n.example.com/webhook/1?a=b') {
	const body = { scope, destination, headers: { 'x-secret': 'a' } };
	const { data } = await call(sandbox, 'POST', '/v3/hooks', { body });
	return data.data.id as number;
}

const bodies = () => receiver.received.map(({ body }) => JSON.parse(body) as Notification);
const scopes = () => bodies().map(({ scope }) => scope);

it('notifies the hooks that cover an event, with their headers', async () => {
	await addHook('store/order/statusUpdated');
	await addHook('store/channel/1001/order/*');
	const { id } = sandbox.store.createOrder({ channel_id: 1001 });
	await sandbox.deliveries.idle();
	sandbox.store.setStatus(id, 11);
	await sandbox.deliveries.idle();
	expect(receiver.received[0]).toMatchObject({
		path: '/webhook/1?a=b',
		headers: { 'x-secret': 'a', host: 'n8n.example.com', 'content-type': 'application/json' },
	});
	expect(bodies()[0]).toMatchObject({
		scope: 'store/channel/1001/order/created',
		data: { order_id: id },
		store_id: sandbox.store.storeId,
		producer: 'stores/sandbox1',
		hash: expect.stringMatching(/^[0-9a-f]{40}$/),
	});
	expect(scopes().slice(1).sort()).toEqual([
		'store/channel/1001/order/statusUpdated',
		'store/channel/1001/order/updated',
		'store/order/statusUpdated',
	]);
	const updated = bodies().find(({ scope }) => scope === 'store/order/statusUpdated');
	expect(updated?.data).toEqual({
		...{ type: 'order', id },
		status: { previous_status_id: 0, new_status_id: 11 },
	});
});

it('announces a placed order as Incomplete first and as paid later', async () => {
	await addHook('store/order/*');
	const placed = sandbox.store.placeOrder({}, { payAfterMs: 20 });
	const id = await placed;
	expect(sandbox.store.order(id)?.status_id).toBe(0);
	await placed.paid;
	await sandbox.deliveries.idle();
	expect(sandbox.store.order(id)?.status_id).toBe(11);
	expect(scopes()[0]).toBe('store/order/created');
	expect(scopes().slice(1).sort()).toEqual(['store/order/statusUpdated', 'store/order/updated']);
});

it('announces a placed order all at once when told to', async () => {
	await addHook('store/order/*');
	sandbox.deliveries.simultaneous = true;
	await sandbox.store.placeOrder({}, { payAfterMs: 20 }).paid;
	await sandbox.deliveries.idle();
	expect(scopes().sort()).toEqual([
		...['store/order/created', 'store/order/statusUpdated', 'store/order/updated'],
	]);
});

it('announces a refund', async () => {
	await addHook('store/order/refund/created');
	const { id } = sandbox.store.createOrder({ status_id: 10 });
	sandbox.store.refund(id);
	await sandbox.deliveries.idle();
	expect(bodies()[0].data).toMatchObject({ id, refund: { refund_id: expect.any(Number) } });
	expect(sandbox.store.order(id)?.status).toBe('Refunded');
});

it('tries for 48 hours, then switches the hook off', async () => {
	expect(RETRY_SECONDS.reduce((sum, seconds) => sum + seconds, 0)).toBe(173_040);
	const id = await addHook('store/order/created');
	receiver.status = 503;
	const order = sandbox.store.createOrder();
	await sandbox.deliveries.idle();
	const { log } = sandbox.deliveries;
	expect(log.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
	expect(log[0]).toMatchObject({ hookId: id, orderId: order.id, status: 503 });
	const lastWait = log[11].at.getTime() - log[10].at.getTime();
	expect(lastWait).toBeGreaterThanOrEqual(85);
	expect(new Set(bodies().map(({ hash }) => hash)).size).toBe(1);
	const { data } = await call(sandbox, 'GET', '/v3/hooks/admin', { query: { is_active: false } });
	expect(data.data.hooks_list).toMatchObject([{ id, is_active: false, status: 'deactivated' }]);
	await call(sandbox, 'PUT', `/v3/hooks/${id}`, { body: { is_active: true } });
	receiver.status = 200;
	sandbox.store.createOrder();
	await sandbox.deliveries.idle();
	expect(log[12]).toMatchObject({ attempt: 1, status: 200 });
});

it('stops retrying once the receiver answers 2xx', async () => {
	await addHook('store/order/created');
	receiver.status = 500;
	sandbox.store.createOrder();
	while (receiver.received.length < 3) await new Promise((resolve) => setTimeout(resolve, 1));
	receiver.status = 204;
	await sandbox.deliveries.idle();
	const { log } = sandbox.deliveries;
	expect(log[log.length - 1].status).toBe(204);
	expect(log.length).toBeLessThan(12);
});

it('shows when a failed notification will be retried, until the hook is deleted', async () => {
	await sandbox.stop();
	sandbox = await start({ retryScale: 1 });
	const hookId = await addHook('store/order/created');
	receiver.status = 503;
	const { id } = sandbox.store.createOrder();
	while (sandbox.deliveries.log.length < 1) await new Promise((resolve) => setTimeout(resolve, 1));
	const [{ at, ms }] = sandbox.deliveries.log;
	await new Promise((resolve) => setTimeout(resolve, 1));
	const [planned, ...others] = sandbox.deliveries.planned;
	expect(planned).toMatchObject({ hookId, orderId: id, scope: 'store/order/created', attempt: 2 });
	const wait = planned.at.getTime() - at.getTime() - ms;
	expect(Math.round(wait / 1000)).toBe(RETRY_SECONDS[0]);
	expect(others).toEqual([]);
	await call(sandbox, 'DELETE', `/v3/hooks/${hookId}`);
	expect([...sandbox.deliveries.planned]).toEqual([]);
});

it('notes no answer as timeout, no connection and no route as refused', async () => {
	await sandbox.stop();
	sandbox = await start({ deliveryTimeoutMs: 50 });
	const silent = await addHook('store/order/created');
	const unrouted = await addHook('store/order/created', 'https://elsewhere.example.com/');
	sandbox.routes['https://closed.example.com'] = 'http://127.0.0.1:1';
	const closed = await addHook('store/order/created', 'https://closed.example.com/');
	receiver.status = 0;
	sandbox.store.createOrder();
	await sandbox.deliveries.idle();
	const statusOf = (id: number) => sandbox.deliveries.log.find((e) => e.hookId === id)?.status;
	expect([silent, unrouted, closed].map(statusOf)).toEqual(['timeout', 'refused', 'refused']);
});

it('delivers twice with the given probability', async () => {
	await addHook('store/order/created');
	sandbox.deliveries.duplicate = 0.5;
	sandbox.deliveries.duplicateAfterMs = 5;
	for (let i = 0; i < 40; i++) sandbox.store.createOrder();
	await sandbox.deliveries.idle();
	const twice = receiver.received.length - 40;
	expect(twice).toBeGreaterThan(8);
	expect(twice).toBeLessThan(32);
	expect(new Set(bodies().map(({ hash }) => hash)).size).toBe(40);
});

it('mixes up the order of notifications', async () => {
	await addHook('store/order/created');
	sandbox.deliveries.reorderMs = 60;
	const orders = Array.from({ length: 20 }, () => sandbox.store.createOrder().id);
	await sandbox.deliveries.idle();
	const arrived = bodies().map(({ data }) => data.id as number);
	expect(arrived).not.toEqual(orders);
	expect(arrived.sort((a, b) => a - b)).toEqual(orders);
});

function signatureOf({ headers, body }: Receiver['received'][number], key: string): string {
	const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
	return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

it('signs each attempt with the client secret, for the hash and the time of sending', async () => {
	await addHook('store/order/created');
	receiver.status = 503;
	sandbox.store.createOrder();
	await sandbox.deliveries.idle();
	expect(receiver.received).toHaveLength(12);
	for (const one of receiver.received) {
		const { hash } = JSON.parse(one.body) as Notification;
		expect(one.headers['webhook-id']).toBe(hash);
		expect(one.headers['webhook-signature']).toBe(signatureOf(one, sandbox.store.clientSecret));
		expect(Math.abs(Number(one.headers['webhook-timestamp']) * 1000 - Date.now())).toBeLessThan(
			10_000,
		);
	}
});

it('signs with the secret of the hook’s account, with another key, or not at all', async () => {
	const account = sandbox.store.accounts.create();
	const body = { scope: 'store/order/created', destination: 'https://n8n.example.com/' };
	await call(sandbox, 'POST', '/v3/hooks', { token: account.token, body });
	const receivedNext = async () => {
		receiver.received.length = 0;
		sandbox.store.createOrder();
		await sandbox.deliveries.idle();
		return receiver.received[0];
	};
	const own = await receivedNext();
	expect(own.headers['webhook-signature']).toBe(signatureOf(own, account.clientSecret));
	sandbox.deliveries.signingKey = 'another key';
	const other = await receivedNext();
	expect(other.headers['webhook-signature']).toBe(signatureOf(other, 'another key'));
	sandbox.deliveries.sign = false;
	expect((await receivedNext()).headers).not.toHaveProperty('webhook-signature');
});

it('sends a duplicate with the same hash a moment after the first', async () => {
	await addHook('store/order/created');
	sandbox.deliveries.duplicate = 1;
	const created = Date.now();
	sandbox.store.createOrder();
	await sandbox.deliveries.idle();
	const [first, second] = sandbox.deliveries.log;
	expect(second.at.getTime() - created).toBeGreaterThanOrEqual(455);
	expect(bodies()[0].hash).toBe(bodies()[1].hash);
	expect([first.attempt, second.attempt]).toEqual([1, 1]);
});

describe('a receiver that answers too late', () => {
	const late = async (cutsConnection: boolean) => {
		await sandbox.stop();
		sandbox = await start({ deliveryTimeoutMs: 60, retryScale: 1 });
		sandbox.deliveries.cutsConnection = cutsConnection;
		receiver.delayMs = 150;
		const id = await addHook('store/order/created');
		sandbox.store.createOrder();
		while (!sandbox.deliveries.log.length) await sleep(5);
		await sleep(200);
		await call(sandbox, 'DELETE', `/v3/hooks/${id}`);
		return sandbox.deliveries.log[0];
	};

	it('has failed, and its connection is cut', async () => {
		const entry = await late(true);
		expect(entry).toMatchObject({ status: 'timeout', attempt: 1 });
		expect(entry.ms).toBeGreaterThanOrEqual(55);
		expect(entry.ms).toBeLessThan(150);
		expect(entry.lateStatus).toBeUndefined();
		expect(receiver.cut).toBe(1);
	});

	it('has failed all the same where the connection stays open', async () => {
		expect(await late(false)).toMatchObject({ status: 'timeout', attempt: 1, lateStatus: 200 });
		expect(receiver.cut).toBe(0);
	});
});

it('waits 10 seconds for an answer by default', () => {
	expect(sandbox.deliveries.timeoutMs).toBe(10_000);
});

it('never delivers to a new hook what happened in its blind minute', async () => {
	await sandbox.stop();
	sandbox = await start({ hookBlindMs: 60_000 });
	await addHook('store/order/created');
	sandbox.store.createOrder();
	await sandbox.clock.advance(60_000);
	expect(receiver.received).toEqual([]);
	sandbox.store.createOrder();
	await sandbox.deliveries.idle();
	expect(receiver.received).toHaveLength(1);
});

it.each([
	['deleted', 'DELETE', undefined],
	['switched off', 'PUT', { is_active: false }],
] as const)('a hook that is %s loses its due retries', async (_, method, body) => {
	await sandbox.stop();
	sandbox = await start({ retryScale: 1 });
	const id = await addHook('store/order/created');
	receiver.status = 503;
	sandbox.store.createOrder();
	while (!sandbox.deliveries.log.length) await sleep(5);
	expect(sandbox.deliveries.pending).toBe(1);
	await call(sandbox, method, `/v3/hooks/${id}`, { body });
	expect(sandbox.deliveries.pending).toBe(0);
	if (method === 'PUT') {
		await call(sandbox, 'PUT', `/v3/hooks/${id}`, { body: { is_active: true } });
	}
	await sandbox.clock.advance(3 * DAY);
	expect(receiver.received).toHaveLength(1);
});

it('created_at shows the age of a notification, however much retries are scaled', async () => {
	await addHook('store/order/created');
	receiver.status = 503;
	sandbox.store.createOrder();
	await sandbox.deliveries.idle();
	const ages = receiver.received.map(
		({ headers, body }) =>
			Number(headers['webhook-timestamp']) - (JSON.parse(body) as Notification).created_at,
	);
	let age = 0;
	[0, ...RETRY_SECONDS].forEach((seconds, index) => {
		age += seconds;
		expect(Math.abs(ages[index] - age)).toBeLessThanOrEqual(2);
	});
});

it('created_at stays the same while time is advanced, and ages by the date of answers', async () => {
	await sandbox.stop();
	sandbox = await start({ retryScale: 1 });
	const id = await addHook('store/order/created');
	receiver.status = 503;
	sandbox.store.createOrder();
	await sandbox.clock.advance(3 * DAY);
	expect(receiver.received).toHaveLength(12);
	expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
	const last = receiver.received[11];
	const age = Number(last.headers['webhook-timestamp']) - bodies()[0].created_at;
	expect(Math.abs(age - 173_040)).toBeLessThanOrEqual(2);
	expect((await call(sandbox, 'GET', `/v3/hooks/${id}`)).data.data.is_active).toBe(false);
});

it('a hook without events for 90 days is switched off', async () => {
	const [quiet, used] = [
		await addHook('store/order/archived'),
		await addHook('store/order/created'),
	];
	await sandbox.clock.advance(60 * DAY);
	sandbox.store.createOrder();
	await sandbox.clock.advance(31 * DAY);
	const isActive = (id: number) =>
		sandbox.store.hooks.all.find((hook) => hook.id === id)?.is_active;
	expect([isActive(quiet), isActive(used)]).toEqual([false, true]);
});

it('delivers what a test has made by hand', async () => {
	await addHook('store/order/created');
	const headers = { 'x-secret': undefined, 'x-other': 'b' };
	const count = sandbox.deliveries.notify('store/order/created', { id: 1 }, { headers, body: '{' });
	await sandbox.deliveries.idle();
	expect(count).toBe(1);
	expect(receiver.received[0].body).toBe('{');
	expect(receiver.received[0].headers).toMatchObject({ 'x-other': 'b' });
	expect(receiver.received[0].headers).not.toHaveProperty('x-secret');
});
