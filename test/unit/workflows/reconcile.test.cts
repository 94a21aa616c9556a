import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { ExampleWorkflow } from './runNode.cts';

const ZONE = 'America/New_York';
const nightly = new ExampleWorkflow('reconcile-nightly', ZONE);
const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const until = daysAgo(0.01);
const mine = '{"storefronts":[1]}';

/** The start of a run, beside the rows of earlier ones, newest first. */
async function start(start_date: string, rows: IDataObject[] = [{}]): Promise<IDataObject> {
	const settings = { keep_log_days: 60, orders_per_window: 500, send_refunds: false };
	const [window] = await nightly.runCode('First window', {
		Settings: [{ ...settings, start_date }],
		'This store': [{ store: 'abc', filters: mine, until }],
		'Earlier runs': rows,
	});
	return window;
}

/** A row of a run that ended some days ago, without open orders unless said otherwise. */
const run = (days: number, given: IDataObject = {}): IDataObject => ({
	...{ filters: mine, open: 0, orders_since: daysAgo(100) },
	...{ checked_from: daysAgo(days + 1), checked_until: daysAgo(days), createdAt: daysAgo(days) },
	...given,
});

describe('the Start Date', () => {
	test.each(['06/05/2026', '2026-06-31', '2026-13-01', 'yesterday', '14:30', '2026', '30.6.2026'])(
		'that is not valid is refused: %s',
		async (date) => {
			const message = `The Start Date "${date}" is not a valid date. Enter a date such as`;
			await expect(start(date)).rejects.toThrow(message);
			await expect(start(date, [run(1)])).rejects.toThrow(message);
		},
	);

	test.each([0.1, 1, 400])('that is %d days in the future is refused', async (days) => {
		const date = daysAgo(-days);
		await expect(start(date)).rejects.toThrow(`The Start Date "${date}" is in the future.`);
	});

	test.each([
		['2026-01-31', '2026-01-31T05:00:00.000Z'],
		[' 2026-01-31 14:30', '2026-01-31T19:30:00.000Z'],
		['2026-01-31T14:30:00+01:00', '2026-01-31T13:30:00.000Z'],
	])('is in the zone of the workflow: %s', async (date, time) => {
		expect(await start(date)).toMatchObject({ from: time, orders_since: time, first_run: true });
	});

	test('that is earlier than any checked before makes the run go back to it', async () => {
		const since = { orders_since: daysAgo(3) };
		const wanted = daysAgo(30);
		for (const earlier of [run(1, since), run(1, { ...since, open: 2 })]) {
			expect(await start(wanted, [earlier, run(2, since)])).toMatchObject({
				...{ from: wanted, orders_since: wanted, created_after: wanted, first_run: false },
			});
		}
		// From then on it goes on.
		const back = run(1, { orders_since: wanted });
		expect(await start(wanted, [back, run(2, since)])).toMatchObject({
			...{ from: back.checked_until, orders_since: wanted },
		});
		// Also when the date is removed again.
		expect(await start('', [back])).toMatchObject({
			from: back.checked_until,
			orders_since: wanted,
		});
	});

	test('that is later leaves the stretch since the last run as it is', async () => {
		const wanted = daysAgo(2);
		const last = run(1);
		expect(await start(wanted, [last])).toMatchObject({
			...{ from: last.checked_until, orders_since: wanted, created_after: wanted },
		});
	});

	test('in the future that an earlier run has saved says nothing', async () => {
		const poisoned = [1, 2].map((days) => run(days, { orders_since: daysAgo(-300) }));
		const good = run(3);
		expect(await start('', [...poisoned, good])).toMatchObject({
			...{ from: good.checked_until, orders_since: good.orders_since, first_run: false },
		});
		expect(await start('', poisoned)).toMatchObject({
			...{ from: until, orders_since: until, first_run: true },
		});
		// Also once that time has come.
		const past = run(2, { orders_since: daysAgo(1) });
		expect(await start('', [past, good])).toMatchObject({ from: good.checked_until });
	});

	test('reads no order that is older than the log', async () => {
		const { created_after } = await start(daysAgo(200));
		expect(Math.abs(Date.parse(created_after as string) - Date.parse(daysAgo(60)))).toBeLessThan(
			60_000,
		);
	});

	test('reads no order whose row was removed before the log was kept for longer', async () => {
		const log_from = daysAgo(31);
		expect(await start(daysAgo(200), [run(1, { log_from }), run(2)])).toMatchObject({
			...{ created_after: log_from, log_from },
		});
		const longAgo = run(1, { log_from: daysAgo(90) });
		const { log_from: kept } = await start(daysAgo(200), [longAgo]);
		expect(Math.abs(Date.parse(kept as string) - Date.parse(daysAgo(60)))).toBeLessThan(60_000);
	});
});

describe('a run', () => {
	test('of a store without any row is the first: it checks nothing without a Start Date', async () => {
		expect(await start('')).toMatchObject({
			...{ store: 'abc', from: until, until, orders_since: until, created_after: until },
			...{ first_run: true, next_order_id: 1, orders_per_window: 500, found: {} },
		});
	});

	test('goes on where the newest one with its filters ended', async () => {
		const last = run(1);
		const rows = [run(0.5, { filters: 'other' }), last, run(2)];
		expect(await start('', rows)).toMatchObject({ from: last.checked_until, first_run: false });
	});

	test('begins again where one with open orders began, also when none has succeeded', async () => {
		const open = [1, 2].map((days) => run(days, { open: 1, checked_from: daysAgo(5) }));
		for (const rows of [open, [...open, run(5)]]) {
			expect(await start('', rows)).toMatchObject({ from: open[0].checked_from });
		}
	});

	test.each([0, 2])(
		'with other filters takes over from the newest one with %d open',
		async (open) => {
			const last = run(1, { filters: 'other', open, orders_since: daysAgo(20) });
			expect(
				await start(
					'',
					[last, run(2)].map((row) => ({ ...row, filters: 'other' })),
				),
			).toMatchObject({
				...{ from: open ? last.checked_from : last.checked_until },
				...{ orders_since: last.orders_since, first_run: false },
			});
		},
	);

	test('with other filters takes over the open orders of all former ones', async () => {
		const open = run(3, { filters: 'a', open: 1 });
		const newest = run(1, { filters: 'b' });
		const settled = run(9, { filters: 'b', open: 1 });
		for (const rows of [
			[newest, open, settled],
			[run(1, { filters: 'b', open: 2 }), open],
		]) {
			expect(await start('', rows)).toMatchObject({ from: open.checked_from });
		}
		const own = run(2);
		expect(await start('', [own, newest, open])).toMatchObject({ from: own.checked_until });
	});
});

test('the rows of earlier runs are those of the store, whatever its filters', () => {
	const { parameters } = nightly.node('Earlier runs');
	const returned = { 'This store': [{ store: 'abc', filters: mine, until }] };
	expect(nightly.evaluate('Earlier runs', parameters, returned)).toMatchObject({
		filters: { conditions: [{ keyName: 'store', condition: 'eq', keyValue: 'abc' }] },
		...{ orderByColumn: 'checked_until', orderByDirection: 'DESC' },
	});
});

describe('the report', () => {
	const none = { active_hooks: 0, inactive_hooks: [], blocked_domains: [] };
	const off = { ...none, inactive_hooks: [{ id: 1 }] };
	const blocked = { ...none, blocked_domains: [{ destination: 'x' }] };
	async function problems(hooks: IDataObject, first_run: boolean) {
		const [{ problems: count, summary }] = await nightly.runCode('Report', {
			'Webhook status': [{ healthy: false, summary: 'not right', ...hooks }],
			'This store': [{ filters: mine }],
			// Without a Start Date, a first run checks nothing.
			'More orders?': [{ store: 'abc', from: until, until, first_run, found: {} }],
		});
		return { count, says: (summary as string).includes('Webhooks: not right') };
	}
	const said = { count: 1, says: true };
	const silent = { count: 0, says: false };

	test('of the first run says nothing of webhooks that do not exist yet', async () => {
		expect(await problems(none, true)).toEqual(silent);
		expect(await problems(none, false)).toEqual(said);
	});

	test.each([
		['off', off],
		['partly off', { ...off, active_hooks: 1 }],
		['of a blocked domain', blocked],
	])('of every run says that webhooks are not right: %s', async (_name, hooks) => {
		for (const first_run of [true, false]) expect(await problems(hooks, first_run)).toEqual(said);
	});

	test('says nothing of healthy webhooks', async () => {
		for (const first_run of [true, false]) {
			expect(await problems({ ...none, healthy: true, active_hooks: 2 }, first_run)).toEqual(
				silent,
			);
		}
	});
});

const order = (id: number, given: IDataObject = {}): IDataObject => ({
	...{ id, total_inc_tax: '10.0000', default_currency_code: 'USD' },
	...given,
});
const row = (id: number, order_id: number, given: IDataObject = {}): IDataObject => ({
	...{ id, order_id, total_price: 10, currency: 'USD' },
	...{ event_name: 'Placed Order', delivered: true, event_id: String(order_id) },
	...given,
});

interface Compared extends IDataObject {
	id: number;
	reconcile: { state: string; reason: string; logged?: { id: number } };
}
const compare = async (orders: IDataObject[], log: IDataObject[], read = orders) =>
	(await nightly.runCode('Compare', {
		'Orders of the window': read,
		'Orders to check': orders,
		'Log of the window': log,
	})) as Compared[];

describe('an order with several rows in the log', () => {
	const failed = { delivered: false, event_name: '' };
	const givenUp = { event_name: '' };
	const permutations = (rows: IDataObject[]) => [rows, [...rows].reverse()];

	test.each([
		['delivered twice', [row(4, 1), row(9, 1, { total_price: 12 })], 4],
		['delivered twice, IDs of different length', [row(10, 1), row(9, 1)], 9],
		['failed, then delivered', [row(3, 1, failed), row(5, 1)], 5],
		['given up on, then delivered twice', [row(2, 1, givenUp), row(5, 1), row(6, 1)], 5],
		['given up on', [row(2, 1, givenUp), row(3, 1, failed)], 2],
		['with a refund', [row(1, 1, { event_name: 'Received Refund' }), row(2, 1)], 2],
	])('is judged by the first that Converge received: %s', async (_name, rows, id) => {
		for (const log of permutations(rows)) {
			const [compared] = await compare([order(1)], log);
			expect(compared.reconcile).toMatchObject({ state: 'delivered', logged: { id } });
		}
	});

	test('is missing when none is delivered', async () => {
		const [compared] = await compare([order(1)], [row(3, 1, failed)]);
		expect(compared.reconcile).toEqual({ state: 'missing', reason: 'failed before' });
	});
});

describe('an order that is left out in "Orders to check"', () => {
	const window = { orders_per_window: 2, next_order_id: 1, found: {} };
	const read = [order(1), order(2, { excluded: 'test order' }), order(3)];
	const result = async (checked: IDataObject[], orders = read, given = window) => {
		const compared = await compare(checked, [{}], orders);
		const missing = compared.filter(({ reconcile }) => reconcile.state === 'missing');
		const [outcome] = await nightly.runCode('Result', {
			Window: [given],
			'Orders of the window': orders,
			Compare: compared,
			Converge: missing.map(({ id }) => ({
				order_id: String(id),
				delivered: true,
				total_price: 10,
			})),
		});
		return outcome as { found: IDataObject; more: boolean; next_order_id: number };
	};

	test('is an invoice payment of B2B Edition with the code of the docs', async () => {
		const page = readFileSync(path.join(__dirname, '../../../docs/reliability.md'), 'utf8');
		const [, code] = /```js\n(.*?)```/s.exec(page)!;
		const workflow = new ExampleWorkflow('reconcile-nightly');
		workflow.nodes.push({ ...workflow.node('Compare'), id: 'added', name: 'HTTP Request' });
		workflow.node('Orders to check').parameters.jsCode = code;
		const metafield = (resource_id: number, value: string) => ({ resource_id, value });
		const pages = [
			{ data: [metafield(1, 'order'), metafield(77, 'invoice payment')] },
			{ data: [metafield(3, 'invoice payment')] },
		];
		for (const orders of [read, [{}]]) {
			const returned = { 'HTTP Request': pages, 'Orders of the window': orders };
			expect(await workflow.runCode('Orders to check', returned)).toEqual(
				orders.map((each) =>
					'id' in each && each.id === 3 ? { ...each, excluded: 'invoice payment' } : each,
				),
			);
		}
	});

	test('is every order of the window otherwise', async () => {
		expect(await nightly.runCode('Orders to check', { 'Orders of the window': read })).toEqual(
			read,
		);
	});

	test('is neither sent nor failed, and named with its reason', async () => {
		const checked = read.map((each) =>
			each.id === 3 ? { ...each, excluded: 'invoice payment' } : each,
		);
		expect(await result(checked)).toMatchObject({
			found: {
				...{ placed: 1, sent: 1, failed: [], excluded: 2 },
				exclusions: { 'test order': 1, 'invoice payment': 1 },
			},
			...{ more: true, next_order_id: 4 },
		});
	});

	test.each([
		['the last', read.slice(0, 2), 1],
		['the first', read.slice(1), 1],
		['all', [{}], 0],
	])(
		'may also be removed, and the next window begins after what was read: %s',
		async (_name, checked, placed) => {
			expect(await result(checked)).toMatchObject({
				found: { placed, failed: [] },
				...{ more: true, next_order_id: 4 },
			});
		},
	);

	test('does not extend the window beyond the IDs for which the log was read', async () => {
		const far = [order(1), order(5000), order(5001), order(5002)];
		const roomy = { ...window, orders_per_window: 500 };
		for (const checked of [far, far.slice(1)]) {
			const outcome = await result(checked, far, roomy);
			expect(outcome).toMatchObject({ found: { placed: checked.length - 2 }, more: true });
			expect(outcome.next_order_id).toBe(5001);
		}
		expect(await result([{}], [{}], roomy)).toMatchObject({ more: false, found: { placed: 0 } });
	});
});
