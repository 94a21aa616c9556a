import { setTimeout as sleep } from 'node:timers/promises';
import { withSettings } from '../../scripts/exampleWorkflow.cts';
import type { ConvergeBody, SandboxOrder } from '../sandbox/index.cts';
import { ended, execute, exampleWorkflow, stopExecution } from './support/manual.cts';
import { addFilter, openShop, useCredentials, type Shop } from './support/shop.cts';
import { rowsOf } from './support/tables.cts';
import { startWorld, type World } from './support/world.cts';

const MINUTES = 60_000;
const DAY = 86_400_000;
const PROGRESS = 'Converge back-fill';
const FAILED = 'Orders not back-filled';
const PLACED = [2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14];
let world: World;
let orders: SandboxOrder[];

beforeAll(async () => {
	world = await startWorld({ sandbox: { rateLimit: { quota: 1_000_000, windowMs: 30_000 } } });
	const given = (index: number) => ({ status_id: PLACED[index % PLACED.length] });
	orders = world.sandbox.store.generateOrders(2000, { given });
}, 20 * MINUTES);

afterAll(async () => await world?.stop(), MINUTES);

beforeEach(() => {
	world.sandbox.requests.clear();
	world.sandbox.converge.events.length = 0;
	world.sandbox.converge.byEventId.clear();
});

const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

async function importBackfill(settings: object): Promise<string> {
	const workflow = withSettings(exampleWorkflow('backfill-orders'), { ...settings });
	return await world.api.createWorkflow(workflow);
}

const lists = () =>
	world.sandbox.requests.log.filter(({ path }) => path.endsWith('/v2/orders')).length;
const personOf = (order: SandboxOrder) => order.customer_id || order.billing_address.email;

function expectRight(body: ConvergeBody, order: SandboxOrder): void {
	const earlier = orders.some(
		(other) => other.id < order.id && personOf(other) === personOf(order),
	);
	expect(body).toMatchObject({
		event_name: 'Placed Order',
		timestamp: new Date(order.date_created).toISOString(),
		properties: {
			id: String(order.id),
			total_price: Number(order.total_inc_tax),
			currency: order.default_currency_code,
			...(personOf(order) ? { $is_new_customer: !earlier } : {}),
		},
	});
	const { items } = body.properties as { items: unknown[] };
	expect(items).toHaveLength(order.lines.filter((line) => !line.parent_order_product_id).length);
}

/** Converge has exactly these orders, with correct values each time one was sent. */
function expectEvents(expected: SandboxOrder[]): void {
	const { byEventId } = world.sandbox.converge;
	expect([...byEventId.keys()].map(Number).sort((a, b) => a - b)).toEqual(
		expected.map(({ id }) => id),
	);
	for (const order of expected) {
		for (const body of byEventId.get(String(order.id))!) expectRight(body, order);
	}
}

test(
	'a back-fill sends 2,000 orders as 2,000 correct events in 8 page requests and 6 looks',
	async () => {
		const id = await importBackfill({ start_date: daysAgo(60) });
		const execution = await execute(world, id, 'Execute workflow');
		expect(await ended(world, execution)).toBe('success');
		expectEvents(orders);
		expect(world.sandbox.converge.events).toHaveLength(2000);
		// Besides the eight pages: the first and the last order, two for orders before the Start Date, one
		// that finds no more orders, and what has changed since the window before.
		expect(lists()).toBe(8 + 6);
		expect(await rowsOf(world, PROGRESS)).toMatchObject([
			{
				...{ store: 'sandbox1', total: 2000, done: 2000, sent: 2000, failed: 0, excluded: 0 },
				...{ per_cent: 100, state: 'finished', next_order_id: orders.at(-1)!.id + 1 },
			},
		]);

		// The next run continues where this one stopped: it sends nothing twice and finds new orders.
		world.sandbox.requests.clear();
		world.sandbox.converge.events.length = 0;
		const now = { from: new Date(), given: { status_id: 11 } };
		const [late] = world.sandbox.store.generateOrders(1, now);
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		const sent = world.sandbox.converge.events.map(({ body }) => body.event_id);
		expect(sent).toEqual([String(late.id)]);
		orders.push(late);
	},
	10 * MINUTES,
);

test(
	'a back-fill that was stopped and then crashed is complete after another run',
	async () => {
		const start = Date.parse(orders[900].date_created);
		const expected = orders.slice(900);
		const id = await importBackfill({
			start_date: new Date(start).toISOString(),
			orders_per_window: 200,
		});
		const { converge, requests } = world.sandbox;
		const until = async (count: number) => {
			while (converge.distinct() < count) await sleep(20);
		};

		const first = await execute(world, id, 'Execute workflow');
		await until(250);
		const watched = (await rowsOf(world, PROGRESS)).at(-1)!;
		expect(watched).toMatchObject({ state: 'running', total: expected.length, failed: 0 });
		expect(watched.per_cent).toBeGreaterThan(0);
		expect(watched.per_cent).toBeLessThan(100);
		await stopExecution(world, first);
		expect(await ended(world, first)).toBe('canceled');
		expect(converge.distinct()).toBeLessThan(expected.length);

		const second = await execute(world, id, 'Execute workflow');
		await until(650);
		await world.n8n.kill9();
		expect(converge.distinct()).toBeLessThan(expected.length);
		await world.restartN8n();
		expect(await ended(world, second)).toBe('crashed');

		const before = converge.events.length;
		requests.clear();
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		expectEvents(expected);
		// The run continued where the previous one stopped.
		expect(converge.events.length - before).toBeLessThanOrEqual(expected.length - 400);
		// A customer whose history is outside the pages read costs one request.
		const people = new Set(expected.map(personOf).filter(Boolean));
		expect(requests.count({ path: /v2\/orders$/ })).toBeLessThanOrEqual(
			Math.ceil(expected.length / 200) + 4 + people.size,
		);
	},
	10 * MINUTES,
);

test(
	'a back-fill without a Start Date sends the whole history once',
	async () => {
		const id = await importBackfill({ start_date: '' });
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		expectEvents(orders);
		// 200 orders a request or more, beside the first and the last order, and the check of each window
		// that what is known of its customers is still up to date.
		expect(lists()).toBeLessThanOrEqual(Math.ceil(orders.length / 200) + 6);
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		expect(world.sandbox.converge.events).toHaveLength(orders.length);
	},
	10 * MINUTES,
);

test(
	'an order that cannot be sent is listed, stops nothing, and is sent by the next run once it is repaired',
	async () => {
		const now = { from: new Date(), to: new Date() };
		const { store } = world.sandbox;
		const before = store.generateOrders(20, { ...now, given: { status_id: 11 } });
		const [poison] = store.generateOrders(1, {
			...now,
			given: { status_id: 11, default_currency_code: '' },
		});
		store.generateOrders(2, { ...now, given: { status_id: 5 } });
		const after = store.generateOrders(20, { ...now, given: { status_id: 11 } });
		const id = await importBackfill({
			start_date: new Date(Date.parse(before[0].date_created) - 1000).toISOString(),
			end_date: new Date(Date.now() + DAY).toISOString(),
			orders_per_window: 15,
		});
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		const sent = () =>
			world.sandbox.converge.events.map(({ body }) => Number(body.event_id)).sort();
		const whole = [...before, ...after].map((order) => order.id);
		expect(sent()).toEqual(expect.arrayContaining(whole));
		expect(sent()).not.toContain(poison.id);
		expect((await rowsOf(world, PROGRESS)).at(-1)).toMatchObject({
			...{ failed: 1, excluded: 2, per_cent: 100, state: 'finished' },
		});
		expect(await rowsOf(world, FAILED)).toMatchObject([
			{ order_id: poison.id, error: expect.stringContaining(String(poison.id)) as string },
		]);

		const count = world.sandbox.converge.events.length;
		poison.default_currency_code = 'USD';
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		expect(sent()).toHaveLength(count + 1);
		expect(sent()).toContain(poison.id);
		expect(await rowsOf(world, FAILED)).toEqual([]);
	},
	10 * MINUTES,
);

test(
	'a back-fill stops when Converge accepts nothing, and the next run sends what is missing, up to the End Date',
	async () => {
		const { converge } = world.sandbox;
		const end = new Date(orders[99].date_created);
		const id = await importBackfill({
			start_date: daysAgo(50),
			end_date: end.toISOString(),
			orders_per_window: 50,
		});
		converge.oddAnswer = 'quote';
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('error');
		converge.oddAnswer = undefined;
		expect(await rowsOf(world, FAILED)).toEqual([]);
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		expectEvents(orders.filter(({ date_created }) => Date.parse(date_created) <= end.getTime()));
	},
	10 * MINUTES,
);

test(
	'back-fills of another shop and with another filter keep their progress and failed orders apart',
	async () => {
		const second = await openShop(world, 'sandbox2');
		const storefront = await openShop(world, 'sandbox3');
		try {
			const { store } = world.sandbox;
			const before = store.generateOrders(1, { from: new Date(), given: { status_id: 0 } })[0].id;
			const others = second.sandbox.store;
			while (others.generateOrders(1, { given: { status_id: 0 } })[0].id < before) continue;
			await sleep(1100);
			const start = new Date();
			const given = (index: number) => ({
				status_id: 11,
				channel_id: index % 2 === 0 ? 1 : 1001,
				// One order of each storefront cannot be sent.
				...(index < 2 ? { default_currency_code: '' } : {}),
			});
			const range = { from: new Date(start.getTime() + 1000), given };
			const mine = store.generateOrders(40, { ...range, to: range.from });
			const theirs = others.generateOrders(40, { ...range, to: range.from });
			expect(theirs.map(({ id }) => id)).toEqual(mine.map(({ id }) => id));

			const copy = async (credentials: Shop['credentials'], filter?: object) => {
				const settings = { start_date: start.toISOString(), end_date: '', orders_per_window: 15 };
				const workflow = withSettings(exampleWorkflow('backfill-orders'), settings);
				useCredentials(workflow, credentials);
				if (filter) addFilter(workflow, 'Orders', filter);
				return await world.api.createWorkflow(workflow);
			};
			const { convergeApi } = storefront.credentials;
			const copies = [
				await copy({}),
				await copy(second.credentials),
				await copy({ convergeApi }, { storefronts: [1001] }),
			];
			const received = () =>
				[world.sandbox, second.sandbox, storefront.sandbox].map(({ converge }) =>
					converge.events.map(({ body }) => Number(body.event_id)).sort(),
				);
			const runAll = async () => {
				for (const id of copies) {
					expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
				}
			};
			await runAll();
			const sent = mine.slice(2).map(({ id }) => id);
			const ofStorefront = mine.slice(2).filter(({ channel_id }) => channel_id === 1001);
			const expected = [sent, sent, ofStorefront.map(({ id }) => id)];
			expect(received()).toEqual(expected);
			const progress = (await rowsOf(world, PROGRESS)).slice(-3);
			expect(progress).toMatchObject([
				{ store: 'sandbox1', sent: 38, failed: 2, excluded: 0, state: 'finished' },
				{ store: 'sandbox2', sent: 38, failed: 2, excluded: 0, state: 'finished' },
				{ store: 'sandbox1', sent: 19, failed: 1, excluded: 20, state: 'finished' },
			]);
			expect(new Set(progress.map(({ store, filters }) => `${store} ${filters}`)).size).toBe(3);

			// What is repaired in one shop is sent by the copies for it, each to its own Converge.
			for (const order of mine.slice(0, 2)) order.default_currency_code = 'USD';
			await runAll();
			expect(received()).toEqual([
				mine.map(({ id }) => id),
				sent,
				[mine[1].id, ...ofStorefront.map(({ id }) => id)],
			]);
			expect(await rowsOf(world, FAILED)).toMatchObject(
				theirs.slice(0, 2).map(({ id }) => ({ store: 'sandbox2', order_id: id })),
			);
		} finally {
			await second.sandbox.stop();
			await storefront.sandbox.stop();
		}
	},
	10 * MINUTES,
);

test('a back-fill of a store without orders records its progress under the store', async () => {
	const empty = await openShop(world, 'sandbox4');
	try {
		const settings = { start_date: '', end_date: '' };
		const workflow = withSettings(exampleWorkflow('backfill-orders'), settings);
		useCredentials(workflow, empty.credentials);
		const id = await world.api.createWorkflow(workflow);
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		expect((await rowsOf(world, PROGRESS)).at(-1)).toMatchObject({
			...{ store: 'sandbox4', total: 0, sent: 0, per_cent: 100, state: 'finished' },
		});
	} finally {
		await empty.sandbox.stop();
	}
});

test(
	'a back-fill of one day sends the orders of that day in its own zone, and no others',
	async () => {
		const zone = 'Asia/Tokyo';
		// Sweden writes dates as ISO does.
		const dayOf = ({ date_created }: SandboxOrder) =>
			new Date(date_created).toLocaleDateString('sv-SE', { timeZone: zone });
		const day = dayOf(orders[1000]);
		const expected = orders.filter((order) => dayOf(order) === day);
		expect(expected.length).toBeGreaterThan(1);
		const workflow = withSettings(exampleWorkflow('backfill-orders'), {
			...{ start_date: day, end_date: day },
		});
		const id = await world.api.createWorkflow({
			...workflow,
			settings: { ...workflow.settings, timezone: zone },
		});
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		expectEvents(expected);
		expect((await rowsOf(world, PROGRESS)).at(-1)).toMatchObject({
			...{ start_date: day, end_date: day, sent: expected.length, state: 'finished' },
		});
	},
	10 * MINUTES,
);

test('a back-fill with an invalid date is refused, and sends nothing', async () => {
	for (const dates of [{ start_date: '06/05/2026' }, { end_date: '2026-06-31' }]) {
		const id = await importBackfill({ start_date: '', ...dates });
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('error');
	}
	expect(world.sandbox.converge.events).toEqual([]);
});

test(
	'a failed order in a chosen status, and a failed test order, are sent by the next run',
	async () => {
		const { store, converge } = world.sandbox;
		const start = new Date();
		const failing = [{ status_id: 1 }, { status_id: 11, payment_method: 'Test Payment Gateway' }];
		const failed = failing.flatMap((given) =>
			store.generateOrders(1, {
				...{ from: start, to: start },
				given: { ...given, default_currency_code: '' },
			}),
		);
		const workflow = withSettings(exampleWorkflow('backfill-orders'), {
			...{ start_date: new Date(start.getTime() - 1000).toISOString(), end_date: '' },
		});
		addFilter(workflow, 'Orders', { statuses: [1, 11] });
		const nodes = workflow.nodes as unknown as Array<{ name: string; parameters: object }>;
		const { parameters } = nodes.find(({ name }) => name === 'Orders')!;
		Object.assign(parameters, { options: { explainExclusions: true, includeTestOrders: true } });
		const id = await world.api.createWorkflow(workflow);
		const mine = async () =>
			(await rowsOf(world, FAILED)).filter((row) => String(row.filters).includes('[1,11]'));
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		expect(await mine()).toMatchObject(failed.map((order) => ({ order_id: order.id })));

		converge.events.length = 0;
		for (const order of failed) order.default_currency_code = 'USD';
		expect(await ended(world, await execute(world, id, 'Execute workflow'))).toBe('success');
		const sent = converge.events.map(({ body }) => Number(body.event_id));
		expect(sent.sort()).toEqual(failed.map((order) => order.id));
		expect(await mine()).toEqual([]);
	},
	10 * MINUTES,
);
