/* Whether an order is its customer's first: from the store's whole history, as by a request for its
   customer. */
import fc from 'fast-check';
import { RateLimiter } from '../../../../nodes/BigCommerce/api/rateLimiter';
import { isNewCustomer } from '../../../../nodes/BigCommerce/orders/newCustomer';
import { StoreHistory } from '../../../../nodes/BigCommerce/orders/storeHistory';
import { asOrder, fakeOrdersApi, type FakeOrder } from './fakeOrdersApi.cts';

const MINUTE_MS = 60_000;
const MANY = { ordersToCome: 1_000, maxAgeMs: 0 };

interface Change {
	index: number;
	status: number;
	/** Whom it belongs to from now on. */
	person: number;
}

const person = fc.nat(3);
const status = fc.constantFrom(0, 1, 11, 5);
const change: fc.Arbitrary<Change> = fc.record({ index: fc.nat(9), status, person });

const keysOf = (who: number) => ({
	customer_id: who % 2 === 0 ? who + 1 : 0,
	billing_address: { email: `p${Math.floor(who / 2)}@example.com` },
});

function ordersOf(people: number[], start: number): FakeOrder[] {
	return people.map((who, index) => ({
		...keysOf(who),
		id: 101 + index,
		status_id: 0,
		date_created: new Date(start + index * MINUTE_MS).toUTCString(),
		modified: start + index * MINUTE_MS,
		payment_method: index % 4 === 0 ? 'Test Payment Gateway' : 'Credit Card',
	}));
}

test('the history of the store gives the answers of a request for the customer', async () => {
	const people = fc.array(person, { minLength: 1, maxLength: 10 });
	const changes = fc.array(change, { minLength: 1, maxLength: 10 });
	await fc.assert(
		fc.asyncProperty(
			people,
			changes,
			fc.boolean(),
			fc.constantFrom(3, 250),
			async (all, sequence, includeTestOrders, cap) => {
				const orders = ordersOf(all, Date.now() - 20 * MINUTE_MS);
				const { api } = fakeOrdersApi(orders, { cap });
				const uncapped = fakeOrdersApi(orders).api;
				const history = new StoreHistory(new RateLimiter(), 0);
				for (const { index, status: status_id, person: who } of sequence) {
					const order = orders[index % orders.length];
					Object.assign(order, { status_id, ...keysOf(who), modified: Date.now() });
					const options = { includeTestOrders, placedAt: Date.now() };
					const answer = await history.isNewCustomer(api, asOrder(order), {
						...options,
						catchUp: MANY,
					});
					expect(answer).toBe(await isNewCustomer(uncapped, asOrder(order), options));
				}
			},
		),
	);
});

describe('the history of the store', () => {
	const placed = (id: number): FakeOrder => ({
		...{ id, customer_id: id, billing_address: {}, status_id: 11, modified: Date.now() },
		date_created: new Date().toUTCString(),
	});
	const orders = Array.from({ length: 600 }, (_, index) => placed(101 + index));
	const tight = () => {
		const limiter = new RateLimiter(true);
		limiter.update({
			...{ 'x-rate-limit-requests-left': '30', 'x-rate-limit-requests-quota': '150' },
			'x-rate-limit-time-reset-ms': '30000',
		});
		return limiter;
	};

	test('is not read while the rate limit allows a request for each customer', async () => {
		const { api, queries } = fakeOrdersApi(orders);
		const history = new StoreHistory(new RateLimiter(), 0);
		for (const order of orders.slice(-20)) await history.isNewCustomer(api, asOrder(order), {});
		expect(queries).toHaveLength(20);
	});

	test('is read once those would have to wait, and then answers all who ask by one request', async () => {
		const { api, queries } = fakeOrdersApi(orders);
		const history = new StoreHistory(tight(), 0);
		const ask = async (some: FakeOrder[]) =>
			await Promise.all(some.map((order) => history.isNewCustomer(api, asOrder(order), {})));
		expect(await ask(orders.slice(-20))).toEqual(Array(20).fill(true));
		// Two for the first customers, one for the oldest order, three pages and the end, and the changes.
		const perCustomer = queries.filter((query) => 'customer_id' in query).length;
		expect(perCustomer).toBeLessThanOrEqual(2);
		expect(queries.length - perCustomer).toBeLessThanOrEqual(9);
		queries.length = 0;
		await ask(orders.slice(-20));
		expect(queries.length).toBeLessThanOrEqual(4);
	});

	test('is read for the orders of a catch-up before they ask', async () => {
		const { api, queries } = fakeOrdersApi(orders);
		const history = new StoreHistory(new RateLimiter(), 0);
		const catchUp = { ordersToCome: 20, maxAgeMs: MINUTE_MS };
		await history.prepare(api, asOrder(orders[599]), catchUp);
		expect(queries.length).toBeGreaterThan(3);
		queries.length = 0;
		for (const order of orders.slice(-20)) {
			expect(await history.isNewCustomer(api, asOrder(order), { catchUp })).toBe(true);
		}
		expect(queries).toEqual([]);
	});

	test('is not read for the orders of a catch-up when asking for each takes less', async () => {
		const { api, queries } = fakeOrdersApi(orders);
		const history = new StoreHistory(new RateLimiter(), 0);
		const catchUp = { ordersToCome: 1, maxAgeMs: MINUTE_MS };
		await history.prepare(api, asOrder(orders[599]), catchUp);
		expect(queries).toHaveLength(1);
	});

	test('is read to its end, although a page in the middle is short', async () => {
		const repeated = { ...placed(701), customer_id: 400 };
		const older = orders.map((order) => ({ ...order, modified: Date.now() - 60 * MINUTE_MS }));
		const { api } = fakeOrdersApi([...older, repeated]);
		const list = api.list.bind(api) as (path: string, query: object) => Promise<FakeOrder[]>;
		api.list = (async (path: string, query: object) => {
			const page = await list(path, query);
			return page[0]?.id === 351 ? page.slice(0, 10) : page;
		}) as typeof api.list;
		const history = new StoreHistory(new RateLimiter(), 0);
		const catchUp = { ordersToCome: 20, maxAgeMs: 0 };
		expect(await history.isNewCustomer(api, asOrder(repeated), { catchUp })).toBe(false);
	});

	test('is not read for a few orders of a large store', async () => {
		const { api, queries } = fakeOrdersApi(orders);
		const history = new StoreHistory(tight(), 0);
		await history.isNewCustomer(api, asOrder({ ...orders[599], id: 90_000 }), {});
		expect(queries.filter((query) => !('customer_id' in query))).toHaveLength(1);
	});
});
