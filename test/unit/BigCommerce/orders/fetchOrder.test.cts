import type { BigCommerceApi } from '../../../../nodes/BigCommerce/api/client';
import type { WholeOrder } from '../../../../nodes/BigCommerce/orders/buildOrderItem';
import { fetchOrderItem } from '../../../../nodes/BigCommerce/orders/fetchOrder';

const order = {
	id: 118,
	channel_id: 3,
	items_total: 1,
	consignments: { shipping: [{ line_items: [{ id: 1, name: 'Mug', quantity: 1 }] }] },
} as unknown as WholeOrder;

/** An API that notes the time limit under which each path is asked for. */
function limitedApi(account: string) {
	const limits = new Map<string, number | undefined>();
	const within = (limitMs?: number): BigCommerceApi => {
		const note = (path: string) => {
			limits.set(path.replace(/\?.*/, ''), limitMs);
			return Promise.resolve([]);
		};
		return {
			store: { hash: 'abc123', url: '', account },
			at: (_priority: string, ms?: number) => within(ms),
			...{ list: (path: string) => note(path), pages: (path: string) => note(path) },
			request: (_method: string, path: string) => note(path).then(() => undefined),
		} as unknown as BigCommerceApi;
	};
	return { api: within(), limits };
}

test('the time limit of one order does not end a reading that others share', async () => {
	const { api, limits } = limitedApi('abc123 token');
	await fetchOrderItem(api, order, {
		...{ detectNewCustomer: false, productPages: true, decorationLimitMs: 3_000 },
	});
	const shared = [...limits].filter(([path]) => path.startsWith('/v3/channels'));
	expect(shared.length).toBeGreaterThanOrEqual(2);
	for (const [, limitMs] of shared) expect(limitMs).toBeUndefined();
});
