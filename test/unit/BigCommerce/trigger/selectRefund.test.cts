import type { BigCommerceApi } from '../../../../nodes/BigCommerce/api/client';
import { selectRefund } from '../../../../nodes/BigCommerce/trigger/selectRefund';

const NOW = Date.parse('2026-06-20T08:00:00Z');
const HOUR_MS = 60 * 60_000;

interface Given {
	id: number;
	order_id?: number;
	ageMs?: number;
}

/** An API that ignores every filter, with one refund a page. */
function apiOf(refunds: Given[]): BigCommerceApi {
	const data = refunds.map(({ id, order_id = 118, ageMs = 0 }) => ({
		...{ id, order_id, total_amount: 1 },
		created: new Date(NOW - ageMs).toISOString(),
	}));
	const request = (_method: string, _path: string, { query }: { query: { page?: number } }) => {
		const { page } = query;
		return Promise.resolve({ data: page === undefined ? data : data.slice(page - 1, page) });
	};
	return { request } as unknown as BigCommerceApi;
}

const select = async (refunds: Given[], refundId?: number, claimed: number[] = []) => {
	const notification = { orderId: 118, refundId, createdAt: NOW };
	const claim = (id: number) => !claimed.includes(id);
	return (await selectRefund(apiOf(refunds), notification, claim))?.id;
};

test.each([
	['the one with that ID', 2, [{ id: 1 }, { id: 2 }], 2],
	['none when there is none', 3, [{ id: 1 }, { id: 2 }], undefined],
	['none of another order', 2, [{ id: 2, order_id: 119 }], undefined],
	['the one with that ID, however old', 1, [{ id: 1, ageMs: 99 * HOUR_MS }], 1],
])('a notification with a refund ID selects %s', async (_name, refundId, refunds, selected) => {
	expect(await select(refunds, refundId)).toBe(selected);
});

test.each([
	['the oldest', [{ id: 1 }, { id: 2 }], [], 1],
	['the next when that is claimed', [{ id: 1 }, { id: 2 }], [1], 2],
	['none when all are claimed', [{ id: 1 }, { id: 2 }], [1, 2], undefined],
	['none when there are none', [], [], undefined],
	['none of another order', [{ id: 1, order_id: 119 }, { id: 2 }], [], 2],
	['none made more than an hour before', [{ id: 1, ageMs: HOUR_MS + 1000 }, { id: 2 }], [], 2],
	['one made an hour before', [{ id: 1, ageMs: HOUR_MS }, { id: 2 }], [], 1],
])('a notification without a refund ID selects %s', async (_name, refunds, claimed, selected) => {
	expect(await select(refunds, undefined, claimed)).toBe(selected);
});
