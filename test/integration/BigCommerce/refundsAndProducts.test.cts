import { fetchRefund } from '../../../nodes/BigCommerce/orders/refunds';
import type { BigCommerceApi } from '../../../nodes/BigCommerce/api/client';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
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
	const later = new Date(Date.parse(refund.created) + 60_000).toISOString();
	const none = await run(sandbox, 'refund.getAll', { filters: { createdAfter: later } });
	expect(none.items).toEqual([]);
});

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

test('each variant is returned with SKU, price and cost', async () => {
	const { items } = await run(sandbox, 'product.getAll', { returnAll: true });
	expect(items.length).toBeGreaterThan(0);
	for (const { json } of items) {
		expect(json).toMatchObject({
			product_id: expect.any(Number) as unknown,
			variant_id: expect.any(Number) as unknown,
			name: expect.any(String) as unknown,
			price: expect.any(Number) as unknown,
			cost: expect.any(Number) as unknown,
		});
	}
	const limited = await run(sandbox, 'product.getAll', { limit: 2 });
	expect(limited.items).toHaveLength(2);
});
