import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../../../sandbox/client.cts';
import { shortenWaits } from '../../support/shortWaits.cts';
import {
	PUBLIC,
	startTriggerWorld,
	until,
	type TriggerWorld,
} from '../../support/triggerWorld.cts';

const HOUR_MS = 60 * 60_000;
let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
	await world.trigger.activate();
});

afterEach(async () => await world.stop());

const place = (given: object = {}) => world.place(given);

describe('while n8n starts, it answers 200 to every notification (D12)', () => {
	let starting: Server;

	beforeEach(async () => {
		const app = express();
		app.use((_request, response) => void response.json({ message: 'n8n is starting up' }));
		starting = app.listen(0, '127.0.0.1');
		await new Promise((resolve) => starting.once('listening', resolve));
	});

	afterEach(() => {
		starting.closeAllConnections();
		starting.close();
	});

	const start = () => {
		const { port } = starting.address() as AddressInfo;
		const served = world.sandbox.routes[PUBLIC];
		world.sandbox.routes[PUBLIC] = `http://127.0.0.1:${port}`;
		return () => (world.sandbox.routes[PUBLIC] = served);
	};

	test('a retry of an order that failed hours before arrives all the same', async () => {
		await (await world.trigger.listen()).close();
		let isDown = true;
		world.host.run = () => {
			if (isDown) throw new Error('Converge is down');
		};
		const id = place();
		await until(() => JSON.stringify(world.trigger.savedData()).includes(`"failed":{"${id}"`));
		const started = start();
		await world.sandbox.clock.advance(6 * HOUR_MS);
		await world.settled();
		expect(world.sandbox.deliveries.log.at(-1)?.status).toBe(200);
		isDown = false;
		started();
		await world.trigger.activate(false, 'init');
		const { emitted, close } = await world.trigger.listen('init');
		await until(() => emitted.length > 0);
		await sleep(300);
		expect(emitted.map((order) => order.id)).toEqual([id]);
		await close();
	}, 60_000);

	test('an order that was placed meanwhile arrives', async () => {
		await (await world.trigger.listen()).close();
		const started = start();
		const id = place();
		await world.settled();
		expect(world.emitted()).toEqual([]);
		started();
		await world.trigger.activate(false, 'init');
		const { emitted, close } = await world.trigger.listen('init');
		await until(() => emitted.length > 0);
		expect(emitted.map((order) => order.id)).toEqual([id]);
		await close();
	});
});

describe('a public address that does not answer, while n8n runs and finds its webhooks right', () => {
	afterEach(() => jest.restoreAllMocks());

	test('costs no order, although BigCommerce switches the webhooks off after 48 hours', async () => {
		shortenWaits();
		const { emitted, tick, close } = await world.trigger.listen();
		const before = place();
		await world.settled();
		await sleep(1_000);
		const served = world.sandbox.routes[PUBLIC];
		world.sandbox.routes[PUBLIC] = 'http://127.0.0.1:9';
		const missed: number[] = [];
		for (let hour = 1; hour <= 60; hour++) {
			if (hour % 10 === 1) missed.push(place());
			await world.sandbox.clock.advance(HOUR_MS);
			if (hour < 60) await tick();
		}
		world.sandbox.routes[PUBLIC] = served;
		await tick();
		const arrived = () => new Set([...world.emitted(), ...emitted.map(({ id }) => id)]);
		await until(() => arrived().size === missed.length + 1);
		await sleep(1_000);
		expect([...world.emitted(), ...emitted.map(({ id }) => id)].sort()).toEqual([
			before,
			...missed,
		]);
		await close();
	}, 120_000);
});

describe('an address that changes at each start (D15)', () => {
	const SCOPES = ['store/order/created', 'store/order/statusUpdated'];

	test('leaves the trigger registered, and at most ten webhooks of each scope', async () => {
		const others = SCOPES.map((scope) => ({ scope, destination: 'https://erp.example.com/hook' }));
		for (const hook of others) {
			await call(world.sandbox, 'POST', '/v3/hooks', { body: { ...hook, is_active: true } });
		}
		for (let run = 1; run <= 12; run++) {
			const baseUrl = `https://tunnel-${run}.example.com`;
			world.use({}, { baseUrl });
			await world.trigger.activate(false, 'init');
			const hooks = await world.hooks();
			for (const scope of SCOPES) {
				const destinations = hooks
					.filter((hook) => hook.scope === scope)
					.map(({ destination }) => destination);
				expect(destinations).toContain(baseUrl + world.trigger.webhookPath());
				expect(destinations).toContain('https://erp.example.com/hook');
				expect(destinations.length).toBeLessThanOrEqual(10);
			}
		}
		const destinations = (await world.hooks()).map(({ destination }) => destination);
		// The oldest made room.
		expect(destinations.some((url) => url.startsWith('https://tunnel-1.'))).toBe(false);
		expect(destinations.some((url) => url.startsWith('https://tunnel-11.'))).toBe(true);
	}, 60_000);
});

describe('webhooks that a test in the editor left behind (D16)', () => {
	test('are removed by the hourly check, but not while somebody may be testing', async () => {
		const { tick, close } = await world.trigger.listen();
		await world.trigger.activate(true);
		const testUrl = PUBLIC + world.trigger.webhookPath(true);
		const testHooks = async () =>
			(await world.hooks()).filter(({ destination }) => destination === testUrl);
		expect(await testHooks()).toHaveLength(2);
		await tick();
		expect(await testHooks()).toHaveLength(2);

		// n8n restarts, and forgets that it has to remove them.
		await world.sandbox.clock.advance(HOUR_MS);
		await tick();
		expect(await testHooks()).toEqual([]);
		expect(await world.hooks()).toHaveLength(2);
		await close();
	});
});

describe('an n8n that runs one execution at a time (D17)', () => {
	test('executes each of 30 orders once, however long they queue', async () => {
		world.sandbox.rateLimit.quota = 100_000;
		let turn = Promise.resolve();
		world.host.run = async () => await (turn = turn.then(async () => await sleep(600)));
		const ids = Array.from({ length: 30 }, () => place());
		await until(() => world.sandbox.deliveries.log.some(({ status }) => status === 503));
		await world.sandbox.deliveries.idle(60_000);
		expect(world.emitted().sort()).toEqual(ids);
	}, 90_000);
});
