import { fetchRefund } from '../../../nodes/BigCommerce/orders/refunds';
import { toPlacedOrder } from '../../../nodes/Converge/placedOrder/toPlacedOrder';
import { toReceivedRefund } from '../../../nodes/Converge/receivedRefund/toReceivedRefund';
import type { BigCommerceApi } from '../../../nodes/BigCommerce/api/client';
import type { INodeParameters } from 'n8n-workflow';
import {
	startSandbox,
	type OrderPartial,
	type Sandbox,
	type SandboxOrder,
} from '../../sandbox/index.cts';
import { variantsOf, variantView } from '../../sandbox/store/variants.cts';
import { run } from '../support/bigCommerce.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ rateLimit: { quota: 1000, windowMs: 500 } });
});

afterEach(async () => await sandbox.stop());

test('each refund is returned with its whole order', async () => {
	const { id } = sandbox.store.createOrder({ status_id: 10 });
	sandbox.store.createOrder({ status_id: 10 });
	sandbox.store.refund(id);
	const [refund] = sandbox.store.refunds.all;
	const { items } = await run(sandbox, 'refund.getAll', { returnAll: true });
	expect(items).toHaveLength(1);
	expect(items[0].json).toMatchObject({
		id,
		products: expect.any(Array) as unknown,
		refund: { id: refund.id, order_id: id, total_amount: refund.total_amount },
	});
	expect(items[0].json).toMatchObject({ is_placed: true, store_hash: sandbox.store.hash });
	const later = new Date(Date.parse(refund.created) + 60_000).toISOString();
	const none = await run(sandbox, 'refund.getAll', { filters: { createdAfter: later } });
	expect(none.items).toEqual([]);
});

describe('refund: Get Many', () => {
	const HOUR_MS = 60 * 60_000;
	const place = (given: OrderPartial = {}) => {
		const lines = [{ product_id: 104, quantity: 600 }];
		return sandbox.store.createOrder({ status_id: 10, channel_id: 1, lines, ...given });
	};
	/** Without notifications. */
	const refund = (order: SandboxOrder, ageMs = 0) => {
		const created = new Date(Date.now() - ageMs);
		return sandbox.store.refunds.create(order, { items: [{ quantity: 1 }] }, created).refund.id;
	};
	const getAll = async (parameters: INodeParameters = { returnAll: true }) => {
		const { items, hints } = await run(sandbox, 'refund.getAll', parameters);
		return {
			ids: items.map(({ json }) => (json.refund as { id: number }).id),
			hints: hints.map(({ message }) => message),
			items: items.map(({ json }) => json),
		};
	};
	const requestsOf = (path: RegExp) => sandbox.requests.count({ path });

	test('returns two refunds of an order within a second as two items, oldest first', async () => {
		const [order, other] = [place(), place()];
		const ids = [refund(order), refund(other), refund(order)];
		const { items, ids: found } = await getAll();
		expect(found).toEqual(ids);
		expect(items.map(({ id }) => id)).toEqual([order.id, other.id, order.id]);
		expect(Object.keys(items[0]).slice(0, 2)).toEqual(['id', 'refund']);
	});

	test('returns nothing for a store without refunds', async () => {
		place();
		expect(await getAll()).toEqual({ ids: [], hints: [], items: [] });
	});

	test('reads every page', async () => {
		const order = place();
		const ids = Array.from({ length: 260 }, () => refund(order));
		expect((await getAll()).ids).toEqual(ids);
		expect(requestsOf(/refunds$/)).toBe(3);
	}, 60_000);

	test('reads no page and no order beyond its limit', async () => {
		const order = place();
		const ids = Array.from({ length: 260 }, () => refund(order));
		expect((await getAll({ limit: 2 })).ids).toEqual(ids.slice(0, 2));
		expect(requestsOf(/refunds$/)).toBe(1);
		expect(requestsOf(/v2\/orders/)).toBe(2);
		sandbox.requests.clear();
		expect((await getAll({ limit: 250 })).ids).toEqual(ids.slice(0, 250));
		expect(requestsOf(/refunds$/)).toBe(1);
	}, 60_000);

	test('leaves out refunds of deleted orders, and says so', async () => {
		const order = place();
		refund(order);
		const kept = refund(place());
		sandbox.store.delete(order.id);
		const { ids, hints } = await getAll({ limit: 1 });
		expect(ids).toEqual([kept]);
		expect(hints).toEqual(['Excluded: 1 × refund of a deleted order.']);
	});

	test('leaves out refunds of test orders and migrated orders, and says so', async () => {
		const ofTestOrder = refund(place({ payment_method: 'Test Payment Gateway' }));
		refund(place({ external_source: 'M-MIG' }));
		const kept = refund(place());
		const migrated = '1 × refund of an order migrated from another platform';
		expect(await getAll()).toMatchObject({
			ids: [kept],
			hints: [`Excluded: 1 × refund of a test order, ${migrated}.`],
		});
		const all = await getAll({ returnAll: true, options: { includeTestOrders: true } });
		expect(all).toMatchObject({ ids: [ofTestOrder, kept], hints: [`Excluded: ${migrated}.`] });
	});

	test('returns refunds whose events add up to their orders, without a null, a blank or NaN', async () => {
		const orders = sandbox.store.generateOrders(25, { given: { status_id: 11 } });
		for (const { id } of orders) {
			sandbox.store.refund(id, { items: [{ quantity: 1 }], reason: ' ' });
			sandbox.store.refund(id);
		}
		const events = (await getAll()).items.map((item) => {
			const before = structuredClone(item);
			const { event } = toReceivedRefund(item);
			expect(item).toEqual(before);
			return event;
		});
		expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(50);
		for (const event of events) {
			const text = JSON.stringify(event);
			expect(text).not.toMatch(/:(null|"\s*")/);
			expect(JSON.parse(text)).toEqual(event);
		}
		for (const order of orders) {
			const own = events.filter(({ properties }) => properties.id === String(order.id));
			expect(own).toHaveLength(2);
			const sum = (name: 'total_price' | 'total_tax') =>
				own.reduce((total, { properties }) => total + properties[name], 0);
			expect(sum('total_price')).toBeCloseTo(Number(order.total_inc_tax), 4);
			expect(sum('total_tax')).toBeCloseTo(Number(order.total_tax), 4);
			const { aliases, profile_properties } = toPlacedOrder({
				...{ ...order, products: order.lines, store_hash: sandbox.store.hash },
			}).event;
			for (const event of own) expect(event).toMatchObject({ aliases, profile_properties });
		}
	}, 60_000);

	describe('filters by date:', () => {
		const at = (ageMs: number) => new Date(Date.now() - ageMs).toISOString();

		test.each([
			['Created After', { createdAfter: at(2.5 * HOUR_MS) }, [2, 3]],
			['Created Before', { createdBefore: at(2.5 * HOUR_MS) }, [1]],
			['both', { createdAfter: at(2.5 * HOUR_MS), createdBefore: at(1.5 * HOUR_MS) }, [2]],
			['blank ones', { createdAfter: '', createdBefore: ' ' }, [1, 2, 3]],
			["a date in the workflow's zone", { createdAfter: '2020-01-01T00:00:00' }, [1, 2, 3]],
		])('%s', async (_name, filters, expected) => {
			const order = place();
			for (const hours of [3, 2, 1]) refund(order, hours * HOUR_MS);
			expect((await getAll({ returnAll: true, filters })).ids).toEqual(expected);
		});

		test.each([
			[{ createdAfter: 'yesterday' }, '"Created After" is not a valid date'],
			[{ createdBefore: '2026-13-01' }, '"Created Before" is not a valid date'],
			[
				{ createdAfter: '2026-02-01', createdBefore: '2026-01-01' },
				'"Created After" is later than "Created Before"',
			],
		])('%j is rejected', async (filters, message) => {
			await expect(getAll({ filters })).rejects.toThrow(message);
			expect(sandbox.requests.count()).toBe(0);
		});
	});
});

test('refunds of given orders are returned, however many orders are given', async () => {
	const ids = Array.from({ length: 3 }, () => sandbox.store.createOrder({ status_id: 10 }).id);
	for (const id of ids) sandbox.store.refund(id);
	const many = Array.from({ length: 250 }, (_, index) => 5000 + index);
	const orderIds = [ids[0], ...many, ids[2]].join(', ');
	sandbox.requests.clear();
	const { items } = await run(sandbox, 'refund.getAll', { returnAll: true, filters: { orderIds } });
	expect(items.map(({ json }) => json.id)).toEqual([ids[0], ids[2]]);
	const lists = sandbox.requests.log.filter(({ path }) => path.endsWith('/refunds'));
	// Three lists of at most 100 orders; the first and the last have an empty page after the full one.
	expect(lists).toHaveLength(5);
});

test('refunds of an order that is given twice are returned once, the oldest first', async () => {
	const ids = Array.from({ length: 3 }, () => sandbox.store.createOrder({ status_id: 10 }).id);
	for (const id of ids) sandbox.store.refund(id);
	const many = Array.from({ length: 150 }, (_, index) => 5000 + index);
	const filters = { orderIds: [ids[2], ids[1], ...many, ids[0], ids[2], ids[1]].join(',') };
	const get = async (parameters: INodeParameters) =>
		(await run(sandbox, 'refund.getAll', { ...parameters, filters })).items.map(
			({ json }) => json.id,
		);
	expect(await get({ returnAll: true })).toEqual(ids);
	expect(await get({ limit: 2 })).toEqual(ids.slice(0, 2));
});

test.each(['undefined', 'null', '""', '" "', '[]'])(
	'refunds of the orders that an expression gives as %s are refused',
	async (blank) => {
		sandbox.store.refund(sandbox.store.createOrder({ status_id: 10 }).id);
		const refunds = run(sandbox, 'refund.getAll', { filters: { orderIds: `={{ ${blank} }}` } });
		await expect(refunds).rejects.toThrow('"Order IDs" is empty');
	},
);

test.each(['', ' , ', 'x', 'true', '0x10', '118, 1e3'])(
	'refunds of the orders "%s" are refused',
	async (orderIds) => {
		const refunds = run(sandbox, 'refund.getAll', { filters: { orderIds } });
		await expect(refunds).rejects.toThrow('"Order IDs"');
	},
);

test.each([
	['a refund of the order', 5, { id: 5, order_id: 1 }],
	['a refund that BigCommerce does not return', 6, undefined],
	['a refund of another order', 4, undefined],
])('%s is found only by its ID and its order', async (_name, refundId, found) => {
	const data = [
		{ id: 4, order_id: 2 },
		{ id: 5, order_id: 1 },
	];
	const api = { request: () => Promise.resolve({ data }) } as unknown as BigCommerceApi;
	expect(await fetchRefund(api, { orderId: 1, refundId })).toEqual(found);
});

test.each([undefined, {}, { data: [] }])('no refund is found in %j', async (response) => {
	const api = { request: () => Promise.resolve(response) } as unknown as BigCommerceApi;
	expect(await fetchRefund(api, { orderId: 1, refundId: 5 })).toBeUndefined();
});

describe('product: Get Many', () => {
	const all = async () => {
		const { items } = await run(sandbox, 'product.getAll', { returnAll: true });
		return items.map(({ json }) => json);
	};
	const add = (count: number) => {
		for (let index = 0; index < count; index++) {
			const own = { id: 9000 + index, name: `Model ${index}`, sku: `MODEL-${index}`, brand: '' };
			sandbox.store.products.push({ ...own, price: 125000, cost: 50000, type: 'physical' });
		}
	};
	const requests = () => sandbox.requests.count({ path: /catalog/ });

	test('returns each variant with SKU, price and cost', async () => {
		const variants = sandbox.store.products.flatMap(variantsOf);
		const items = await all();
		expect(items.map(({ variant_id }) => variant_id)).toEqual(variants.map(({ id }) => id));
		for (const [index, { product, id, sku, options }] of variants.entries()) {
			const { cost_price: own } = variantView(variants[index]);
			const cost = own ?? (product.cost ?? 0) / 10_000;
			expect(items[index]).toEqual({
				...{ product_id: product.id, variant_id: id, sku, name: product.name },
				...(options.length > 0 && { variant_name: options.map(({ value }) => value).join(', ') }),
				price: product.price / 10_000,
				...(cost > 0 && { cost }),
			});
		}
		const hasOwnCost = variants.map((variant) => variantView(variant).cost_price !== null);
		expect(new Set(hasOwnCost)).toEqual(new Set([true, false]));
		expect(items.some(({ cost }) => cost === undefined)).toBe(true);
	});

	test('returns no variant of a deleted product', async () => {
		sandbox.store.deletedProducts.add(104);
		const ids = (await all()).map(({ product_id }) => product_id);
		expect(ids).toContain(105);
		expect(ids).not.toContain(104);
	});

	test('reads every page', async () => {
		add(600);
		const items = await all();
		expect(items.filter(({ product_id }) => Number(product_id) >= 9000)).toHaveLength(600);
		expect(new Set(items.map(({ variant_id }) => variant_id)).size).toBe(items.length);
		expect(requests()).toBe(3);
	});

	test('reads no page beyond its limit', async () => {
		add(600);
		const { items } = await run(sandbox, 'product.getAll', { limit: 2 });
		expect(items.map(({ json }) => json)).toEqual((await all()).slice(0, 2));
		expect(requests()).toBe(4);
	});

	test('returns nothing for a store without products', async () => {
		for (const { id } of sandbox.store.products) sandbox.store.deletedProducts.add(id);
		expect(await all()).toEqual([]);
	});
});
