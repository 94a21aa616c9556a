import type { BigCommerceApi } from '../../../../nodes/BigCommerce/api/client';
import { BigCommerceApiError } from '../../../../nodes/BigCommerce/api/errors';
import { listOrdersById } from '../../../../nodes/BigCommerce/orders/listOrdersById';

const IDS = Array.from({ length: 2_000 }, (_, index) => index + 1);

/** A page of more than `most` orders is answered with the status, the first `times` that one is asked for. */
function ordersApi(most: number, status: number, times = Infinity) {
	const limits: number[] = [];
	const list = async (_path: string, query: { min_id?: number; limit: number }) => {
		limits.push(query.limit);
		if (query.limit > most && times-- > 0) {
			const text = { message: 'Unavailable', description: '' };
			throw new BigCommerceApiError(text, { status, path: '/v2/orders' });
		}
		const found = IDS.filter((id) => id >= (query.min_id ?? 1)).slice(0, query.limit);
		return await Promise.resolve(found.map((id) => ({ id })));
	};
	return { api: { list } as unknown as BigCommerceApi, limits };
}

async function idsOf(api: BigCommerceApi, shrinks: boolean): Promise<number[]> {
	const ids: number[] = [];
	for await (const page of listOrdersById(api, {}, { shrinks })) {
		ids.push(...page.map(({ id }) => id));
	}
	return ids;
}

describe('pages that may shrink', () => {
	test.each([0, 500, 504])('become small enough to be answered after %i', async (status) => {
		const { api, limits } = ordersApi(20, status);
		expect(await idsOf(api, true)).toEqual(IDS);
		expect(limits.slice(0, 4)).toEqual([250, 63, 16, 16]);
	});

	test('grow again after a hiccup', async () => {
		const { api, limits } = ordersApi(0, 503, 4);
		expect(await idsOf(api, true)).toEqual(IDS);
		expect(limits.slice(0, 5)).toEqual([250, 63, 16, 4, 1]);
		expect(limits.at(-1)).toBe(250);
	});

	test('end with the error when a single order is too much', async () => {
		const { api, limits } = ordersApi(0, 500);
		await expect(idsOf(api, true)).rejects.toThrow('Unavailable');
		expect(limits).toEqual([250, 63, 16, 4, 1]);
	});

	test.each([401, 403, 429])('do not after %i', async (status) => {
		const { api, limits } = ordersApi(20, status);
		await expect(idsOf(api, true)).rejects.toThrow('Unavailable');
		expect(limits).toEqual([250]);
	});
});

test('pages that may not shrink end with the first error', async () => {
	const { api, limits } = ordersApi(20, 500);
	await expect(idsOf(api, false)).rejects.toThrow('Unavailable');
	expect(limits).toEqual([250]);
});
