import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeType } from 'n8n-workflow';
import type * as triggerModule from '../../../../nodes/BigCommerce/BigCommerceTrigger.node';
import { call } from '../../../sandbox/client.cts';
import { NodeUnderTest } from '../../support/n8n.cts';
import {
	PUBLIC,
	startTriggerWorld,
	until,
	type TriggerWorld,
} from '../../support/triggerWorld.cts';

const DAY_MS = 24 * 60 * 60_000;
let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
	await world.trigger.activate();
});

afterEach(async () => {
	jest.useRealTimers();
	await world.stop();
});

const place = (given: object = {}) => world.place(given);
function triggerOfAnotherProcess(): INodeType {
	let nodeType: INodeType | undefined;
	jest.isolateModules(() => {
		const { BigCommerceTrigger } = jest.requireActual<typeof triggerModule>(
			'../../../../nodes/BigCommerce/BigCommerceTrigger.node',
		);
		nodeType = new BigCommerceTrigger();
	});
	return nodeType!;
}
function useFakeDate(): void {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'] });
}
/** Starts the trigger with n8n, and waits for its catch-up; a minute passes with each order. */
async function catchUpInMinutes(trigger: NodeUnderTest, count: number) {
	useFakeDate();
	const listening = await trigger.listen('init', () => jest.setSystemTime(Date.now() + 61_000));
	await until(() => listening.emitted.length === count);
	return listening;
}
function isSavedAsDelivered(ids: number[]): boolean {
	const { state } = world.trigger.savedData() as { state?: { delivered: string } };
	return state?.delivered === `${ids[0]}-${ids.at(-1)}`;
}
async function removeHooks(): Promise<void> {
	for (const { id } of await world.hooks()) {
		await call(world.sandbox, 'DELETE', `/v3/hooks/${id}`);
	}
}

test('an order placed while the webhooks were gone arrives when they are repaired (D3)', async () => {
	const { emitted, tick, close } = await world.trigger.listen();
	const before = place();
	await world.settled();
	await removeHooks();
	const missed = place();
	const { id: paidLater } = world.sandbox.store.createOrder({ status_id: 0 });
	await tick();
	await until(() => emitted.length > 0);
	await sleep(300);
	expect(emitted.map(({ id }) => id)).toEqual([missed]);
	expect(world.emitted()).toEqual([before]);

	// The repaired webhooks deliver again.
	world.sandbox.store.setStatus(paidLater, 11);
	await world.settled();
	expect(world.emitted()).toEqual([before, paidLater]);
	await close();
});

test('orders of five days in which n8n was down arrive, each once', async () => {
	await (await world.trigger.listen()).close();
	const before = place();
	await world.settled();
	await removeHooks();
	const missed: number[] = [];
	for (let day = 0; day < 5; day++) {
		missed.push(place(), place());
		world.sandbox.store.createOrder({ status_id: 0 });
		await world.sandbox.clock.advance(DAY_MS);
	}
	await world.trigger.activate(false, 'init');
	const { emitted, close } = await world.trigger.listen('init');
	await until(() => emitted.length === missed.length);
	await sleep(300);
	expect(emitted.map(({ id }) => id).sort()).toEqual(missed);
	expect(world.emitted()).toEqual([before]);
	await close();
}, 60_000);

test('what a catch-up delivers is saved, although n8n has received no request since its start', async () => {
	const { sandbox } = world;
	await removeHooks();
	const missed = [place(), place()];
	world.use({}, { baseUrl: sandbox.routes[PUBLIC] });
	await world.trigger.activate(false, 'init');
	const { close } = await catchUpInMinutes(world.trigger, missed.length);
	await until(() => isSavedAsDelivered(missed));
	expect(world.emitted()).toEqual([]);
	await close();
});

test('in queue mode a webhook processor saves what the main process has delivered', async () => {
	await removeHooks();
	const missed = [place(), place()];
	const main = new NodeUnderTest({
		nodeType: triggerOfAnotherProcess(),
		credentials: world.credentials(),
		workflowId: world.trigger.workflow.id,
		baseUrl: world.sandbox.routes[PUBLIC],
	});
	// n8n loads it from its database.
	Object.assign(main.savedData(), JSON.parse(JSON.stringify(world.trigger.savedData())));
	await main.activate(false, 'init');
	const { close } = await catchUpInMinutes(main, missed.length);
	await until(() => isSavedAsDelivered(missed));
	expect(world.emitted()).toEqual([]);
	await close();
});

test('where n8n cannot reach its public address, that is saved with the next order', async () => {
	await removeHooks();
	const missed = [place(), place()];
	await world.trigger.activate();
	world.use({}, { baseUrl: 'http://127.0.0.1:1' });
	await world.trigger.activate(false, 'init');
	const { close } = await catchUpInMinutes(world.trigger, missed.length);
	await sleep(1_500);
	expect(isSavedAsDelivered(missed)).toBe(false);

	jest.setSystemTime(Date.now() + 61_000);
	let end: () => void = () => undefined;
	world.host.run = async () => await new Promise<void>((resolve) => (end = resolve));
	const next = place();
	// While the order is in flight.
	await until(() => isSavedAsDelivered(missed));
	expect(world.emitted()).toEqual([next]);
	end();
	await world.settled();
	await close();
});

test('an order that failed, and whose retries ended with the webhooks, arrives when they are repaired', async () => {
	const { emitted, tick, close } = await world.trigger.listen();
	world.host.run = () => {
		throw new Error('Converge is down');
	};
	const id = place();
	await until(() => world.sandbox.deliveries.log.length > 0);
	await removeHooks();
	await world.settled();
	await tick();
	await until(() => emitted.length > 0);
	expect(emitted.map((order) => order.id)).toEqual([id]);
	await close();
});

test('after a silence, the first notification has the others fetched that never arrived', async () => {
	const { emitted, close } = await world.trigger.listen();
	const first = place();
	await world.settled();
	// One that has failed is left to whoever retries it.
	world.host.run = () => {
		throw new Error('Converge is down');
	};
	const failed = place();
	await until(() => world.sandbox.deliveries.log.some(({ orderId }) => orderId === failed));
	world.host.run = () => undefined;
	const hooks = await world.hooks();
	await removeHooks();
	const lost = place();
	for (const { scope, destination, headers } of hooks) {
		const body = { scope, destination, headers, is_active: true };
		await call(world.sandbox, 'POST', '/v3/hooks', { body });
	}
	const soon = place();
	await world.settled();
	await sleep(300);
	expect(emitted).toEqual([]);

	useFakeDate();
	jest.setSystemTime(Date.now() + 61 * 60_000);
	const second = place();
	await until(() => emitted.length > 0);
	await world.settled();
	await sleep(200);
	expect(emitted.map(({ id }) => id)).toEqual([lost]);
	expect(world.emitted().filter((id) => id !== failed)).toEqual([first, soon, second]);
	await close();
});

test('a state that cannot be saved is not sent more than once a minute', async () => {
	const requests: string[] = [];
	const elsewhere = createServer((request, response) => {
		requests.push(request.url!);
		response.end();
	});
	await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
	await removeHooks();
	const missed = [place(), place(), place()];
	world.use({}, { baseUrl: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}` });
	await world.trigger.activate(false, 'init');
	const { emitted, close } = await world.trigger.listen('init', async ({ id }) => {
		await sleep(1_200 * (missed.indexOf(id as number) + 1));
		throw new Error('Converge is down');
	});
	await until(() => emitted.length === missed.length);
	await sleep(6_000);
	expect(requests).toHaveLength(1);
	await close();
	elsewhere.close();
});

test('an order whose execution fails during the catch-up is not accepted from BigCommerce either (D13)', async () => {
	await removeHooks();
	const id = place();
	await world.trigger.activate(false, 'init');
	let fail: () => void = () => undefined;
	const { emitted, close } = await world.trigger.listen(
		'init',
		async () => await new Promise<void>((_, reject) => (fail = () => reject(new Error('x')))),
	);
	await until(() => emitted.length === 1);
	world.sandbox.store.setStatus(id, 2);
	await sleep(200);
	fail();
	await world.settled();
	expect(world.sandbox.deliveries.log.map(({ status }) => status)).toEqual([503, 200]);
	expect(world.emitted()).toEqual([id]);
	await close();
});

test('nothing is emitted once the workflow is unpublished', async () => {
	await removeHooks();
	place();
	const { emitted, close } = await world.trigger.listen('init');
	await close();
	await sleep(500);
	expect(emitted).toEqual([]);
});

test('a changed token: the former secret is accepted, and the webhooks are repaired at once (D5)', async () => {
	const { emitted, close } = await world.trigger.listen();
	const accessToken = world.sandbox.store.tokens.withoutCustomers;
	const { bigCommerceApi } = world.credentials({ accessToken });
	const first = place();
	await world.settled();
	useFakeDate();
	jest.setSystemTime(Date.now() + 61_000);
	world.trigger.changeCredential('bigCommerceApi', bigCommerceApi);
	const second = place({ date_created: new Date(Date.now() + 1000).toUTCString() });
	await world.settled();
	jest.useRealTimers();
	expect(world.emitted()).toEqual([first, second]);
	await until(() => world.sandbox.store.hooks.all.length === 4);
	expect(emitted).toEqual([]);
	await close();
});

test('static data is saved at most once a minute, and when orders begin to fail', async () => {
	world.sandbox.rateLimit.quota = 100_000;
	await (await world.trigger.listen()).close();
	world.trigger.saves = 0;
	const start = Date.now();
	for (let count = 0; count < 30; count++) place();
	await world.settled();
	await sleep(1_500);
	expect(world.trigger.saves).toBeLessThanOrEqual(1);

	let isDown = true;
	world.host.run = () => {
		if (isDown) throw new Error('Converge is down');
	};
	const id = place();
	await until(() => JSON.stringify(world.trigger.savedData()).includes(`"failed":{"${id}"`));
	for (let count = 0; count < 10; count++) place();
	await sleep(1_500);
	isDown = false;
	await world.settled();
	expect(Date.now() - start).toBeLessThan(55_000);
	expect(world.trigger.saves).toBeLessThanOrEqual(3);
	const text = JSON.stringify(world.trigger.savedData());
	expect(text.length).toBeLessThan(2_000);
	expect(text).not.toContain('@');
	expect(text).not.toContain(world.sandbox.store.tokens.full);
}, 60_000);
