import { setTimeout as sleep } from 'node:timers/promises';
import {
	startTriggerWorld,
	until as waitUntil,
	type TriggerWorld,
} from '../../support/triggerWorld.cts';

const HOUR_MS = 60 * 60_000;
let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
	await world.trigger.activate();
});

afterEach(async () => await world.stop());

const statuses = () => world.sandbox.deliveries.log.map(({ status }) => status);
const place = (given: object = {}) => world.place(given);
/** Longer than the eight seconds of several responses. */
const until = async (isTrue: () => boolean) => await waitUntil(isTrue, 30_000);

describe('an order in flight', () => {
	test('is retried after 8 seconds, never accepted before its outcome, and executed once (D1)', async () => {
		let end: (error?: Error) => void = () => undefined;
		let runs = 0;
		world.host.run = async () => {
			if (++runs > 1) return;
			await new Promise<void>((resolve, reject) => {
				end = (error) => (error ? reject(error) : resolve());
			});
		};
		const id = place();
		await until(() => statuses().length >= 2);
		expect(statuses()).toEqual([503, 503]);
		expect(world.emitted()).toEqual([id]);
		end(new Error('Converge is down'));
		await world.sandbox.deliveries.idle(20_000);
		// The failed execution was not taken for a delivery.
		expect(world.emitted()).toEqual([id, id]);
		expect(statuses().at(-1)).toBe(200);
	}, 60_000);

	test('counts as delivered when n8n ends it well after the client is gone (D2)', async () => {
		let end: () => void = () => undefined;
		world.host.run = async () => await new Promise<void>((resolve) => (end = resolve));
		const id = place();
		await until(() => statuses().length >= 1);
		end();
		await world.sandbox.deliveries.idle(20_000);
		expect(world.emitted()).toEqual([id]);
		expect(statuses().at(-1)).toBe(200);
	}, 60_000);
});

test('an order arrives when each response of BigCommerce takes 4.5 seconds (D11)', async () => {
	world.sandbox.faults.slowMs = 4_500;
	world.sandbox.faults.set({ rate: 1, kinds: ['slow'], slowMs: 4_500, only: /\/v[23]\// });
	const id = place();
	await world.sandbox.deliveries.idle(40_000);
	expect(world.emitted()).toEqual([id]);
}, 60_000);

test('an order arrives by the second attempt without its customer history (D11)', async () => {
	world.sandbox.faults.set({ rate: 1, kinds: ['500'], only: /\/v2\/orders$/ });
	const id = place({ customer_id: 501 });
	await world.sandbox.deliveries.idle(40_000);
	expect(statuses()).toEqual([503, 200]);
	expect(world.emitted()).toEqual([id]);
	expect(world.host.executions[0]).not.toHaveProperty('is_new_customer');
}, 60_000);

test('an order that fails until the last retry is given up, and its webhook stays on (D6)', async () => {
	world.host.run = () => {
		throw new Error('poison');
	};
	const id = place();
	await until(() => statuses().length > 3);
	await world.sandbox.clock.advance(60 * HOUR_MS);
	await world.sandbox.deliveries.idle(20_000);
	expect(statuses().at(-1)).toBe(200);
	expect(statuses().filter((status) => status === 200)).toHaveLength(1);
	expect((await world.hooks()).every(({ is_active }) => is_active)).toBe(true);
	// The process saves what it knows by a request to itself.
	await until(() => JSON.stringify(world.trigger.savedData()).includes(`"givenUp":"${id}"`));
}, 60_000);

test('orders that cannot be decided until the last retry do not switch the webhook off', async () => {
	world.use({ storefronts: ['Gone'] });
	const ids = [place(), place()];
	await until(() => statuses().length > 1);
	await world.sandbox.clock.advance(60 * HOUR_MS);
	await world.sandbox.deliveries.idle(90_000);
	const tries = world.sandbox.deliveries.log.filter(({ orderId }) => ids.includes(orderId!));
	const last = ids.map((id) => tries.filter(({ orderId }) => orderId === id).at(-1)?.status);
	expect(last).toEqual([200, 200]);
	expect(tries.filter(({ status }) => status === 200)).toHaveLength(2);
	expect((await world.hooks()).every(({ is_active }) => is_active)).toBe(true);
}, 120_000);

test('a token that is revoked shows as one failed execution, however many orders there are', async () => {
	world.sandbox.store.revokeToken(world.sandbox.store.tokens.full);
	for (let count = 0; count < 4; count++) place();
	await until(() => statuses().length >= 4);
	expect(world.host.errors.map(({ message }) => message)).toEqual([
		expect.stringMatching(/does not accept the access token/) as string,
	]);
}, 60_000);

test('a change that the order does not show yet is retried once, each change by itself', async () => {
	const { store, deliveries } = world.sandbox;
	const { id } = store.createOrder({ status_id: 0 });
	await world.settled();
	const changed = async (previous: number) => {
		deliveries.log.length = 0;
		const status = { previous_status_id: previous, new_status_id: 11 };
		deliveries.notify('store/order/statusUpdated', { type: 'order', id, status });
		await world.settled();
		return statuses();
	};
	expect(await changed(0)).toEqual([503, 200]);
	expect(await changed(5)).toEqual([503, 200]);
}, 60_000);

test('a storefront that is renamed is found again at once', async () => {
	const { store } = world.sandbox;
	world.use({ storefronts: [store.channels[0].name] });
	const first = place();
	await world.settled();
	store.channels[0].name = 'Renamed';
	world.use({ storefronts: ['Renamed'] });
	const second = place();
	await world.settled();
	expect(world.emitted()).toEqual([first, second]);
}, 60_000);

test('a storefront that is gone shows as a failed execution, not only as 503 (D23)', async () => {
	world.use({ storefronts: ['Gone'] });
	place();
	await until(() => world.host.errors.length > 0);
	expect(world.host.errors[0].message).toMatch(/no storefront|not found|Gone/i);
	world.use({ storefronts: [] });
	await world.sandbox.deliveries.idle(20_000);
	expect(statuses()[0]).toBe(500);
}, 60_000);

test('a failed test in the editor leaves the memory of production alone (D19)', async () => {
	const id = place();
	await world.settled();
	await world.trigger.activate(true);
	world.host.run = () => {
		throw new Error('in the editor');
	};
	world.sandbox.store.setStatus(id, 10);
	await sleep(300);
	await world.trigger.deactivate(true);
	world.host.run = () => undefined;
	const before = world.emitted().length;
	world.sandbox.store.setStatus(id, 2);
	await world.settled();
	expect(world.emitted()).toHaveLength(before);
});

describe('not again', () => {
	test('an order of before the publish that is shipped or refunded (O2)', async () => {
		const id = place({ date_created: new Date(Date.now() - HOUR_MS).toUTCString() });
		await world.settled();
		world.sandbox.store.setStatus(id, 2);
		world.sandbox.store.refund(id);
		await world.settled();
		expect(world.emitted()).toEqual([]);
	});

	test('an order placed 60 days ago that is refunded, when the start date is older (O3)', async () => {
		const other = await startTriggerWorld();
		try {
			const { store } = other.sandbox;
			const date_created = new Date(Date.now() - 60 * 24 * HOUR_MS).toUTCString();
			const { id } = store.createOrder({ status_id: 2, date_created });
			await other.use({ startDate: '2020-01-01T00:00:00Z' }).activate();
			store.setStatus(id, 4);
			await other.settled();
			expect(other.emitted()).toEqual([]);
		} finally {
			await other.stop();
		}
	});

	test('an order cancelled before the publish and refunded after it', async () => {
		const { store } = world.sandbox;
		const date_created = new Date(Date.now() - 10 * 24 * HOUR_MS).toUTCString();
		const [{ id }] = store.generateOrders(1, { given: { status_id: 5, date_created } });
		store.setStatus(id, 4);
		await world.settled();
		expect(world.emitted()).toEqual([]);
	});

	test.each([
		['is history', {}, []],
		['counts when the start date says so', { startDate: '2020-01-01T00:00:00Z' }, ['placed']],
	])(
		'an order placed while the workflow was unpublished for 60 hours %s',
		async (_name, parameters, expected) => {
			world.use(parameters);
			await (await world.trigger.listen()).close();
			await world.trigger.deactivate();
			await until(() => world.sandbox.store.hooks.all.length === 0);
			await world.sandbox.clock.advance(40 * HOUR_MS);
			const id = place();
			await world.sandbox.clock.advance(20 * HOUR_MS);
			await world.trigger.activate();
			const { emitted, close } = await world.trigger.listen();
			world.sandbox.store.setStatus(id, 2);
			await world.settled();
			expect(world.emitted().map(() => 'placed')).toEqual(expected);
			expect(emitted).toEqual([]);
			await close();
		},
	);

	test('an order imported from years ago (O1)', async () => {
		place({ date_created: 'Tue, 05 Mar 2019 10:00:00 +0000' });
		await world.settled();
		expect(world.emitted()).toEqual([]);
	});

	test('a checkout begun before the publish and paid after it counts', async () => {
		const date_created = new Date(Date.now() - 2 * 24 * HOUR_MS).toUTCString();
		const { id } = world.sandbox.store.createOrder({ status_id: 0, date_created });
		await world.settled();
		world.sandbox.store.setStatus(id, 11);
		await world.settled();
		expect(world.emitted()).toEqual([id]);
	});

	test('a test order, unless test orders are included (O4)', async () => {
		place({ payment_method: 'Test Payment Gateway' });
		await world.settled();
		expect(world.emitted()).toEqual([]);
		world.use({ options: { includeTestOrders: true } });
		const id = place({ payment_method: 'Test Payment Gateway' });
		await world.settled();
		expect(world.emitted()).toEqual([id]);
	});

	test('but a Pending order, when the user counts Pending as placed (O6)', async () => {
		world.use({ options: { placedStatuses: [1, 11] } });
		const { id } = world.sandbox.store.createOrder({ status_id: 1 });
		await world.settled();
		expect(world.emitted()).toEqual([id]);
		expect(world.host.executions[0]).toMatchObject({ is_placed: true });
	});
});
