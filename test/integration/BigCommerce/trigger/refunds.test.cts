import { setTimeout as sleep } from 'node:timers/promises';
import { Converge } from '../../../../nodes/Converge/Converge.node';
import type { Refund } from '../../../../nodes/shared/orderItem';
import { NodeUnderTest } from '../../support/n8n.cts';
import { startTriggerWorld, type TriggerWorld } from '../../support/triggerWorld.cts';

const HOUR_MS = 60 * 60_000;
const SCOPE = 'store/order/refund/created';
let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
	await world.use({ event: 'orderRefunded' }).activate();
});

afterEach(async () => await world.stop());

const place = (given: object = {}) =>
	world.sandbox.store.createOrder({
		status_id: 11,
		lines: [{ product_id: 104, quantity: 4 }],
		...given,
	}).id;
const refundOne = (id: number) => world.sandbox.store.refund(id, { items: [{ quantity: 1 }] });
const refundWithoutNotification = (id: number, created = new Date()) => {
	const { store } = world.sandbox;
	const request = { items: [{ quantity: 1 }] };
	return store.refunds.create(store.order(id)!, request, created).refund;
};
const statuses = () => world.sandbox.deliveries.log.map(({ status }) => status);
/** The order and refund of each execution. */
const emitted = () =>
	world.host.executions.map(({ id, refund }) => [id, (refund as Refund).id] as const);

test('a refund starts the workflow with its order and the refund', async () => {
	const id = place();
	world.sandbox.store.refund(id, { items: [{ quantity: 1 }], reason: 'Too small' });
	await world.settled();
	const [refund] = world.sandbox.store.refunds.all;
	expect(world.host.executions).toHaveLength(1);
	const [item] = world.host.executions;
	expect(item).toMatchObject({
		...{ id, refund, is_placed: true, store_hash: world.sandbox.store.hash },
		products: [expect.objectContaining({ product_id: 104, quantity: 4 })],
		webhook: { scope: SCOPE, data: { type: 'order', id, refund: { refund_id: refund.id } } },
	});
	expect(refund).toMatchObject({ reason: 'Too small' });
	expect(Object.keys(item).slice(0, 2)).toEqual(['id', 'refund']);
});

test('two refunds of an order within a second start it twice, their repetitions never', async () => {
	world.sandbox.deliveries.duplicate = 1;
	const id = place();
	refundOne(id);
	refundOne(id);
	await world.settled();
	expect(statuses()).toEqual([200, 200, 200, 200]);
	expect([...emitted()].sort()).toEqual([
		[id, 1],
		[id, 2],
	]);
});

test('a refund whose execution fails is retried, and other refunds of the order are not', async () => {
	const runs: number[] = [];
	world.host.run = (item) => {
		const { id } = item.refund as Refund;
		runs.push(id);
		if (id === 1 && runs.filter((run) => run === 1).length < 3) throw new Error('Converge is down');
	};
	const id = place();
	refundOne(id);
	refundOne(id);
	await world.settled();
	expect([...runs].sort()).toEqual([1, 1, 1, 2]);
	expect([...statuses()].sort()).toEqual([200, 200, 500, 500]);
});

test('a refund in flight is not started again, and its repetition gets the same response', async () => {
	world.sandbox.deliveries.duplicate = 1;
	world.sandbox.deliveries.duplicateAfterMs = 50;
	let end: () => void = () => undefined;
	world.host.run = async () => await new Promise<void>((resolve) => (end = resolve));
	refundOne(place());
	await world.sandbox.deliveries.idle(500).catch(() => undefined);
	expect(statuses()).toEqual([]);
	end();
	await world.settled();
	expect(statuses()).toEqual([200, 200]);
	expect(emitted()).toHaveLength(1);
});

describe('a refund that BigCommerce does not have yet', () => {
	test('is retried once, and then starts the workflow', async () => {
		const attempts = new Map<number, number>();
		world.sandbox.store.refunds.isReadable = ({ id }) => {
			attempts.set(id, (attempts.get(id) ?? 0) + 1);
			return attempts.get(id)! > 1;
		};
		const id = place();
		refundOne(id);
		await world.settled();
		expect(statuses()).toEqual([503, 200]);
		expect(emitted()).toEqual([[id, 1]]);
	});

	test('is retried once even if another refund of the order was', async () => {
		const id = place();
		world.sandbox.store.refunds.isReadable = () => false;
		refundOne(id);
		await world.settled();
		expect(statuses()).toEqual([503, 200]);
		world.sandbox.deliveries.log.length = 0;
		let attempts = 0;
		world.sandbox.store.refunds.isReadable = (refund) => refund.id === 2 && ++attempts > 1;
		refundOne(id);
		await world.settled();
		expect(statuses()).toEqual([503, 200]);
		expect(emitted()).toEqual([[id, 2]]);
	});

	test('is retried while BigCommerce cannot be asked for refunds', async () => {
		world.sandbox.faults.set({ rate: 1, kinds: ['500'], only: /payment_actions/ });
		const id = place();
		refundOne(id);
		while (statuses().length === 0) await sleep(20);
		expect(statuses()).toEqual([503]);
		expect(emitted()).toEqual([]);
		world.sandbox.faults.set({ rate: 0, kinds: [] });
		await world.settled();
		expect(emitted()).toEqual([[id, 1]]);
	}, 30_000);
});

describe('a notification is only believed as far as BigCommerce confirms it', () => {
	const notify = async (data: object) => {
		world.sandbox.deliveries.notify(SCOPE, { type: 'order', ...data });
		await world.settled();
	};

	test('a refund that does not exist starts nothing', async () => {
		await notify({ id: place(), refund: { refund_id: 77 } });
		expect(statuses()).toEqual([503, 200]);
		expect(emitted()).toEqual([]);
	});

	test('a refund of another order starts nothing', async () => {
		const { id: refund_id } = refundWithoutNotification(place());
		await notify({ id: place(), refund: { refund_id } });
		expect(statuses()).toEqual([503, 200]);
		expect(emitted()).toEqual([]);
	});

	test.each([
		['no refund', {}],
		['null as its refund', { refund: null }],
		['a refund without an ID', { refund: {} }],
		['a refund with an invalid ID', { refund: { refund_id: 'x' } }],
		['a refund with the ID 0', { refund: { refund_id: 0 } }],
	])('with %s it stands for one refund of the order that no other had', async (_name, shape) => {
		const id = place();
		refundWithoutNotification(id, new Date(Date.now() - 2 * HOUR_MS));
		refundWithoutNotification(place());
		const first = refundWithoutNotification(id);
		const second = refundWithoutNotification(id);
		const data = { id, ...shape };
		await notify(data);
		await notify(data);
		await notify(data);
		expect(emitted()).toEqual([
			[id, first.id],
			[id, second.id],
		]);
		expect(statuses()).toEqual([200, 200, 503, 200]);
	});

	test('without an ID, a refund whose execution failed is free again', async () => {
		let runs = 0;
		world.host.run = () => {
			if (++runs === 1) throw new Error('Converge is down');
		};
		const id = place();
		const { id: refundId } = refundWithoutNotification(id);
		await notify({ id });
		expect(emitted()).toEqual([
			[id, refundId],
			[id, refundId],
		]);
		expect(statuses()).toEqual([500, 200]);
	});

	test('an ID that is a string of digits is read as the number', async () => {
		const id = place();
		const { id: refundId } = refundWithoutNotification(id);
		await notify({ id, refund: { refund_id: String(refundId) } });
		expect(emitted()).toEqual([[id, refundId]]);
	});
});

test('a refund that is announced twice, with another hash each time, starts it once', async () => {
	const id = place();
	const { id: refund_id } = refundWithoutNotification(id);
	const data = { type: 'order', id, refund: { refund_id } };
	world.sandbox.deliveries.notify(SCOPE, data);
	await world.settled();
	world.sandbox.deliveries.notify(SCOPE, data);
	await world.settled();
	expect(statuses()).toEqual([200, 200]);
	expect(emitted()).toEqual([[id, refund_id]]);
});

describe('refunds that are not of a purchase start nothing', () => {
	test.each([
		['placed before the publish', { date_created: new Date(Date.now() - HOUR_MS).toUTCString() }],
		['migrated from another platform', { external_source: 'M-MIG' }],
		['paid through the test gateway', { payment_method: 'Test Payment Gateway' }],
	])('of an order %s', async (_name, given) => {
		refundOne(place(given));
		await world.settled();
		expect(statuses()).toEqual([200]);
		expect(emitted()).toEqual([]);
	});
});

test('two refunds within a second are two when the notification alone is passed on', async () => {
	await world.use({ event: 'orderRefunded', options: { notificationOnly: true } }).activate();
	world.sandbox.requests.clear();
	const id = place();
	refundOne(id);
	refundOne(id);
	await world.settled();
	const refunds = world.host.executions.map(({ data }) => (data as { refund: object }).refund);
	expect(refunds).toEqual(expect.arrayContaining([{ refund_id: 1 }, { refund_id: 2 }]));
	expect(refunds).toHaveLength(2);
	expect(world.sandbox.requests.count()).toBe(0);
});

describe('the Converge node', () => {
	const preview = async (event: string) => {
		const nodeType = new Converge();
		const parameters = { operation: 'mapOrder', event };
		const node = new NodeUnderTest({ nodeType, credentials: {}, parameters });
		return (await node.execute(world.host.executions)).items.map(({ json }) => json);
	};

	beforeEach(async () => {
		await world.use({ event: 'orderRefunded', options: { includeTestOrders: true } }).activate();
	});

	test('refuses the trigger’s refund as Placed Order, and names Received Refund (O7)', async () => {
		refundOne(place());
		await world.settled();
		await expect(preview('placedOrder')).rejects.toThrow('is a refund, not a purchase');
		await expect(preview('recurringOrder')).rejects.toMatchObject({
			description: expect.stringContaining('Received Refund') as string,
		});
	});

	test.each(['Credit Card', 'Test Payment Gateway'])(
		'maps the trigger’s refund of an order paid by %s',
		async (payment_method) => {
			const id = place({ payment_method });
			refundOne(id);
			await world.settled();
			const [{ total_amount, total_tax }] = world.sandbox.store.refunds.all;
			expect(await preview('receivedRefund')).toMatchObject([
				{
					...{ event_name: 'Received Refund', event_id: 'refund-1' },
					properties: {
						...{ id: String(id), total_price: total_amount, total_tax },
						items: [{ product_id: '104', quantity: 1 }],
					},
				},
			]);
		},
	);
});
