import type { IDataObject } from 'n8n-workflow';
import type { BigCommerceApi, RequestOptions } from '../../../../nodes/BigCommerce/api/client';
import { BigCommerceApiError } from '../../../../nodes/BigCommerce/api/errors';
import { RateLimiter } from '../../../../nodes/BigCommerce/api/rateLimiter';
import { OrderLoader } from '../../../../nodes/BigCommerce/orders/orderLoader';

/** Of orders with these ids; each response takes 10 ms. */
function ordersApi(ids: number[], { cap = 250 } = {}) {
	const requests: string[] = [];
	const failing = new Set<string>();
	const request = async (_method: string, path: string, { query }: RequestOptions) => {
		const { min_id: min, max_id: max, limit } = (query ?? {}) as Record<string, number>;
		const name = path === '/v2/orders' ? `${min}-${max} limit ${limit}` : path.slice(11);
		requests.push(name);
		await new Promise((resolve) => setTimeout(resolve, 10));
		if (failing.has(name))
			throw new BigCommerceApiError({ message: '', description: '' }, { status: 500, path: '' });
		if (path !== '/v2/orders') return ids.includes(Number(name)) ? { id: Number(name) } : undefined;
		const found = ids.filter((id) => id >= min && id <= max).slice(0, Math.min(cap, limit));
		return found.length > 0 ? found.map((id): IDataObject => ({ id })) : undefined;
	};
	return { api: { request } as unknown as BigCommerceApi, requests, failing };
}

const range = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function load({ api }: { api: BigCommerceApi }, ids: number[]) {
	const loader = new OrderLoader(new RateLimiter());
	const orders = await Promise.all(ids.map((id) => loader.load(api, id)));
	return orders.map((order) => order?.id);
}

test('a single order is read by itself', async () => {
	const store = ordersApi([118]);
	expect(await load(store, [118])).toEqual([118]);
	expect(store.requests).toEqual(['118']);
});

test('orders asked for together are read by one list', async () => {
	const store = ordersApi(range(101, 300));
	expect(await load(store, range(101, 300))).toEqual(range(101, 300));
	expect(store.requests).toEqual(['101-300 limit 200']);
});

test('orders asked for while a request is under way are read by one list after it', async () => {
	const store = ordersApi(range(101, 120));
	const loader = new OrderLoader(new RateLimiter());
	const loads = [loader.load(store.api, 101)];
	await new Promise((resolve) => setTimeout(resolve, 2));
	loads.push(...range(102, 120).map((id) => loader.load(store.api, id)));
	expect((await Promise.all(loads)).map((order) => order?.id)).toEqual(range(101, 120));
	expect(store.requests).toEqual(['101', '102-120 limit 19']);
});

test('an order that does not exist resolves to undefined, one that a list omits is read singly', async () => {
	const store = ordersApi([101, 102, 105]);
	expect(await load(store, [101, 102, 103, 105])).toEqual([101, 102, undefined, 105]);
	expect(store.requests).toEqual(['101-105 limit 5', '103']);
});

test('orders far apart are not read by one list', async () => {
	const store = ordersApi([101, 102, 110, 5000]);
	expect(await load(store, [101, 5000, 102, 110])).toEqual([101, 5000, 102, 110]);
	expect(store.requests).toEqual(['101-110 limit 10', '5000']);
});

test('more orders than a list may have take another one', async () => {
	const store = ordersApi(range(1, 301));
	expect(await load(store, range(1, 301))).toEqual(range(1, 301));
	expect(store.requests).toEqual(['1-250 limit 250', '251-301 limit 51']);
});

test('what a server leaves out at the end of a list is listed once more', async () => {
	const store = ordersApi(range(1, 101), { cap: 40 });
	expect(await load(store, range(1, 101))).toEqual(range(1, 101));
	expect(store.requests).toEqual(['1-101 limit 101', '41-101 limit 61', '81-101 limit 21']);
});

test('orders whose list fails are read one by one', async () => {
	const store = ordersApi([1, 2, 3]);
	store.failing.add('1-3 limit 3');
	expect(await load(store, [1, 2, 3])).toEqual([1, 2, 3]);
	expect(store.requests).toEqual(['1-3 limit 3', '1', '2', '3']);
});

test('one order that fails does not harm another', async () => {
	const store = ordersApi([1, 900]);
	store.failing.add('1');
	const loader = new OrderLoader(new RateLimiter());
	const [first, other] = await Promise.allSettled([1, 900].map((id) => loader.load(store.api, id)));
	expect(first.status).toBe('rejected');
	expect(other).toEqual({ status: 'fulfilled', value: { id: 900 } });
});

test('an order asked for while it is being read is read once more', async () => {
	const store = ordersApi([1]);
	const loader = new OrderLoader(new RateLimiter());
	const first = loader.load(store.api, 1);
	await new Promise((resolve) => setTimeout(resolve, 2));
	await Promise.all([first, loader.load(store.api, 1), loader.load(store.api, 1)]);
	expect(store.requests).toEqual(['1', '1']);
});

describe('an order that may wait', () => {
	test('is read when the time is up', async () => {
		const store = ordersApi([1]);
		const start = Date.now();
		await new OrderLoader(new RateLimiter()).load(store.api, 1, { holdMs: 60 });
		expect(Date.now() - start).toBeGreaterThanOrEqual(58);
	});

	test('is read at once when it is needed, by one request for both', async () => {
		const store = ordersApi([1]);
		const loader = new OrderLoader(new RateLimiter());
		const held = loader.load(store.api, 1, { holdMs: 900 });
		loader.hurry(1);
		expect(await held).toEqual({ id: 1 });
		const other = loader.load(store.api, 1, { holdMs: 900 });
		await Promise.all([other, loader.load(store.api, 1)]);
		expect(store.requests).toEqual(['1', '1']);
	});

	test('keeps its place when it is needed once more while it waits', async () => {
		const store = ordersApi([1, 9_000]);
		const limiter = new RateLimiter();
		let allow = () => {};
		const turn = new Promise<boolean>((resolve) => (allow = () => resolve(true)));
		jest.spyOn(limiter, 'acquire').mockReturnValueOnce(turn);
		const loader = new OrderLoader(limiter);
		const loads = [loader.load(store.api, 1)];
		await new Promise((resolve) => setTimeout(resolve, 5));
		loads.push(loader.load(store.api, 9_000));
		await new Promise((resolve) => setTimeout(resolve, 5));
		loader.hurry(1);
		allow();
		await Promise.all(loads);
		expect(store.requests).toEqual(['1', '9000']);
	});

	test('is read with others that are close', async () => {
		const store = ordersApi([1, 2]);
		const loader = new OrderLoader(new RateLimiter());
		const held = loader.load(store.api, 1, { holdMs: 900 });
		await Promise.all([held, loader.load(store.api, 2)]);
		expect(store.requests).toEqual(['1-2 limit 2']);
	});
});

test('orders that wait for the rate limit are read together', async () => {
	const store = ordersApi(range(1, 50));
	const limiter = new RateLimiter(true);
	limiter.update({
		...{ 'x-rate-limit-requests-left': '15', 'x-rate-limit-requests-quota': '150' },
		'x-rate-limit-time-reset-ms': '300',
	});
	const loader = new OrderLoader(limiter);
	const loads = [loader.load(store.api, 1)];
	for (const id of range(2, 50)) {
		await new Promise((resolve) => setTimeout(resolve, 2));
		loads.push(loader.load(store.api, id));
	}
	expect((await Promise.all(loads)).map((order) => order?.id)).toEqual(range(1, 50));
	expect(store.requests).toEqual(['1-50 limit 50']);
});
