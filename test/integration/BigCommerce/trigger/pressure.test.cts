import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { flashSale } from '../../../sandbox/faults/flashSale.cts';
import { startTriggerWorld, type TriggerWorld } from '../../support/triggerWorld.cts';

let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
	await world.trigger.activate();
});

afterEach(async () => await world.stop());

const statuses = () => world.sandbox.deliveries.log.map(({ status }) => status);
const orderRequests = () => world.sandbox.requests.count({ path: /\/v2\/orders/ });

/** Without what differs between two sandboxes or two moments. */
const comparable = (item: IDataObject): unknown =>
	JSON.parse(JSON.stringify(item).replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, ''));

test('notifications that arrive together are read together, with the same items as one by one', async () => {
	const { store, requests } = world.sandbox;
	const given = (index: number) => ({
		...{ status_id: 11, channel_id: 1, customer_id: 0 },
		lines: Array.from({ length: 1 + (index % 3) * 26 }, () => ({})),
	});
	const ids = store.generateOrders(40, { given }).map(({ id }) => id);
	world.use({ startDate: '2020-01-01', options: { detectNewCustomer: false } });
	const notify = (id: number) =>
		world.sandbox.deliveries.notify('store/order/created', { type: 'order', id });
	const endSlowness = world.sandbox.faults.slowAnswers(200, { only: /\/v2\/orders/ });
	for (const id of ids) notify(id);
	await world.settled();
	endSlowness();
	const together = [...world.host.executions];

	expect(requests.count({ path: /\/v2\/orders(\/\d+)?$/ })).toBeLessThanOrEqual(ids.length / 2);

	world.host.executions.length = 0;
	world.use(
		{ startDate: '2020-01-01', options: { detectNewCustomer: false } },
		{ workflowId: 'o' },
	);
	await world.trigger.activate();
	for (const id of ids) {
		notify(id);
		await world.settled();
	}
	const oneByOne = new Map(world.host.executions.map((item) => [item.id, comparable(item)]));
	expect(together).toHaveLength(40);
	for (const item of together) expect(comparable(item)).toEqual(oneByOne.get(item.id));
});

test('a status in which an order is not placed takes no request', async () => {
	const { id } = world.sandbox.store.createOrder();
	await world.settled();
	world.sandbox.requests.clear();
	world.sandbox.store.setStatus(id, 1);
	world.sandbox.store.setStatus(id, 5);
	await world.settled();
	expect(world.sandbox.requests.count()).toBe(0);
	world.sandbox.store.setStatus(id, 11);
	await world.settled();
	expect(world.emitted()).toEqual([id]);
});

describe('a shopper who pays', () => {
	const buy = async (payAfterMs: number) => {
		const placing = world.sandbox.store.placeOrder(
			{ channel_id: 1, customer_id: 0 },
			{ payAfterMs },
		);
		await placing.paid;
		await world.settled();
		return await placing;
	};

	test('costs two requests, once orders were seen to be Incomplete at first', async () => {
		const listening = await world.trigger.listen();
		world.sandbox.store.createOrder();
		await world.settled();
		await buy(100);
		world.sandbox.requests.clear();
		world.host.executions.length = 0;
		const others = [await buy(100), await buy(300), await buy(10)];
		expect(orderRequests()).toBe(6);
		expect(world.emitted()).toEqual(others);
		expect(new Set(statuses())).toEqual(new Set([200]));
		await listening.close();
	});

	test('after longer than the first notification may wait is read twice', async () => {
		const listening = await world.trigger.listen();
		world.sandbox.store.createOrder();
		await world.settled();
		await buy(100);
		world.sandbox.requests.clear();
		world.host.executions.length = 0;
		const id = await buy(3_500);
		expect(orderRequests()).toBe(3);
		expect(world.emitted()).toEqual([id]);
		await listening.close();
	}, 20_000);

	test('is not waited for in a process that does not run the trigger', async () => {
		await buy(100);
		world.sandbox.store.createOrder();
		// Less than an order may wait for the news that it is paid.
		await sleep(1_500);
		expect(statuses()).toEqual([200, 200, 200]);
	});
});

test('orders from a till wait once at most for the news that they are paid', async () => {
	const listening = await world.trigger.listen();
	world.sandbox.store.createOrder();
	await world.settled();
	const sell = async () => {
		const start = Date.now();
		world.sandbox.store.createOrder({ status_id: 11 });
		await world.settled();
		return Date.now() - start;
	};
	expect(await sell()).toBeGreaterThanOrEqual(2_900);
	expect(await sell()).toBeLessThan(2_900);
	expect(world.emitted()).toHaveLength(2);
	await listening.close();
}, 20_000);

test('a flash sale leaves other apps their part of the quota, and every order arrives', async () => {
	const { sandbox } = world;
	sandbox.store.generateOrders(500);
	const sale = await flashSale(sandbox, { orders: 150, withinMs: 6_000, otherAppEveryMs: 250 });
	await sandbox.deliveries.idle(60_000);
	const account = sandbox.store.accounts.of(sandbox.store.tokens.full)!;
	expect(sale.otherApp.refused).toBe(0);
	expect(new Set(world.emitted())).toEqual(new Set(sale.ids));
	expect(world.emitted()).toHaveLength(150);
	expect(sandbox.deliveries.domains.blocked(account.clientId)).toEqual([]);
	const answers = world.host.executions.map((item) => item.is_new_customer);
	expect(answers.filter((answer) => answer === undefined)).toEqual([]);
	expect(sandbox.requests.log.filter(({ status }) => status === 429)).toEqual([]);
}, 120_000);
