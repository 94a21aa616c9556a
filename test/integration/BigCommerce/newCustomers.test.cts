/* Whether an order is its customer's first, in bulk, when orders change after Get Many has read them:
   the answers are those of the live trigger. */
import type { INodeParameters } from 'n8n-workflow';
import { accountOf } from '../../../nodes/BigCommerce/orders/account';
import type { Store } from '../../../nodes/BigCommerce/api/store';
import { startSandbox, type OrderPartial, type Sandbox } from '../../sandbox/index.cts';
import { run } from '../support/bigCommerce.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ rateLimit: { quota: 100_000, windowMs: 30_000 } });
});

afterEach(async () => await sandbox.stop());

type Answers = Record<string, unknown>;

const answersOf = (items: Array<{ json: object }>): Answers =>
	Object.fromEntries(
		items.map(({ json }) => {
			const { id, is_new_customer } = json as { id: number; is_new_customer?: boolean };
			return [String(id), is_new_customer];
		}),
	);

const bulk = async (filters: INodeParameters = {}, parameters: INodeParameters = {}) =>
	answersOf(
		(
			await run(sandbox, 'order.getAll', {
				...{ returnAll: true, sort: 'oldestFirst', filters },
				...parameters,
			})
		).items,
	);

const live = async (ids: number[]) =>
	Object.assign(
		{},
		...(await Promise.all(
			ids.map(async (id) =>
				answersOf((await run(sandbox, 'order.get', { orderId: String(id) })).items),
			),
		)),
	) as Answers;

const guest = (email: string): OrderPartial => ({ customer_id: 0, billing_address: { email } });
const account = (customer_id: number): OrderPartial => ({
	...{ customer_id, billing_address: { email: `c${customer_id}-${Math.random()}@example.com` } },
});

/** Places an order for each; resolves to their ids. */
const place = (...orders: OrderPartial[]) =>
	orders.map((given) => sandbox.store.createOrder({ status_id: 11, ...given }).id);

/** As a person in the control panel, or an app, changes an order. */
function edit(id: number, { billing_address, ...fields }: OrderPartial): void {
	const order = sandbox.store.order(id)!;
	Object.assign(order, fields);
	Object.assign(order.billing_address, billing_address);
	sandbox.store.setStatus(id, order.status_id);
}

const typo = guest('typo@example.com');
const right = guest('right@example.com');
const other = guest('other@example.com');

describe.each<[string, OrderPartial[], OrderPartial, boolean[]]>([
	[
		'an address is corrected, with later orders of both',
		[typo, other, typo, right],
		right,
		[true, false],
	],
	[
		'an address is corrected, with a later order of the right one',
		[typo, other, right],
		right,
		[false],
	],
	[
		'an address is corrected, with a later order of the wrong one',
		[typo, other, typo],
		right,
		[true],
	],
	[
		'customers are merged',
		[account(5), other, account(5), account(6)],
		{ customer_id: 6 },
		[true, false],
	],
	['an account becomes a guest', [account(5), other, account(5)], { customer_id: 0 }, [true]],
	['a guest becomes an account', [other, typo, account(5)], { customer_id: 5 }, [false]],
	['an order is cancelled', [typo, other, typo], { status_id: 5 }, [true]],
])('%s', (_name, orders, change, expected) => {
	let ids: number[];
	let later: number[];

	beforeEach(async () => {
		ids = place(...orders);
		later = ids.slice(2);
		await bulk({ maxId: ids[1] });
		edit(ids[0], change);
	});

	test('between two windows, bulk says what live says', async () => {
		const answers = Object.fromEntries(later.map((id, index) => [String(id), expected[index]]));
		expect(await live(later)).toEqual(answers);
		expect(await bulk({ minId: later[0] })).toEqual(answers);
		// And again, from what is remembered of both windows.
		expect(await bulk({ minId: later[0] })).toEqual(answers);
	});

	test.each<[string, INodeParameters]>([
		['from the first order on', {}],
		['the newest first', { sort: 'newestFirst' }],
		['with a limit', { returnAll: false, limit: 50 }],
	])('everything that is read again %s is as live', async (_how, parameters) => {
		const answers = await bulk({}, parameters);
		for (const [id, answer] of Object.entries(await live(later))) {
			expect([id, answers[id]]).toEqual([id, answer]);
		}
	});
});

test.each<[string, (id: number) => unknown]>([
	['archived', (id) => sandbox.store.archive(id)],
	['deleted', (id) => sandbox.store.delete(id)],
])('an order that was %s does not count in a read that starts over', async (_name, remove) => {
	const [first, , later] = place(typo, other, typo);
	await bulk();
	remove(first);
	expect(await bulk()).toMatchObject({ [later]: true });
	// What the read has seen is remembered instead.
	expect(await bulk({ minId: later })).toEqual({ [later]: true });
});

test('a look at the newest orders does not make a store be read again', async () => {
	sandbox.store.generateOrders(1500, { given: { status_id: 11 } });
	const newest = async () => await bulk({}, { returnAll: false, limit: 50, sort: 'newestFirst' });
	const first = await newest();
	sandbox.requests.clear();
	expect(await newest()).toEqual(first);
	// The page, and what has changed.
	expect(sandbox.requests.count({ path: /v2\/orders$/ })).toBe(2);
});

test('a history is read at 200 orders a request or more, also while orders change', async () => {
	const window = 2000;
	const orders = sandbox.store.generateOrders(2 * window, {
		given: (index) => ({ status_id: 10, customer_id: Math.floor(index / 2) + 1 }),
	});
	sandbox.requests.clear();
	let found = 0;
	for (let filters: INodeParameters = {}; ;) {
		const limit = { returnAll: false, limit: window };
		const answers = await bulk(filters, limit);
		const ids = Object.keys(answers).map(Number);
		found += ids.length;
		if (ids.length < window) break;
		for (const id of ids) expect([id, answers[id]]).toEqual([id, (id - orders[0].id) % 2 === 0]);
		sandbox.store.setStatus(ids[0], 2);
		filters = { minId: Math.max(...ids) + 1 };
	}
	expect(found).toBe(orders.length);
	// Sixteen pages and the end, and two for what has changed before the second window.
	expect(sandbox.requests.count({ path: /v2\/orders$/ })).toBe(19);
}, 60_000);

test('the history of a trigger starts over after an hour, however much it is used', async () => {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'clearTimeout'] });
	try {
		const store: Store = { hash: 'x', url: 'https://x.example', account: 'x' };
		const { history, loader } = await accountOf(store);
		for (let minutes = 0; minutes < 59; minutes++) {
			jest.setSystemTime(Date.now() + 60_000);
			expect((await accountOf(store)).history).toBe(history);
		}
		jest.setSystemTime(Date.now() + 120_000);
		expect((await accountOf(store)).history).not.toBe(history);
		expect((await accountOf(store)).loader).toBe(loader);
	} finally {
		jest.useRealTimers();
	}
});
