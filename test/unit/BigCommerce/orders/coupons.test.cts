import type { BigCommerceApi } from '../../../../nodes/BigCommerce/api/client';
import { fetchCoupons } from '../../../../nodes/BigCommerce/orders/coupons';
import { line, orderItem } from '../../../support/orders.cts';

/** The codes of an order with these in its lines, while `/coupons` has those. */
async function codesOf(inLines: unknown[], inCoupons: unknown[]) {
	const requests: string[] = [];
	const api = {
		list: (path: string) => {
			requests.push(path);
			return Promise.resolve(inCoupons.map((code) => ({ code })));
		},
	} as unknown as BigCommerceApi;
	const products = [line({ applied_discounts: inLines.map((code) => ({ code })) })];
	const order = { ...orderItem({ coupon_discount: '5.0000' }), base_shipping_cost: '5.0000' };
	const codes = await fetchCoupons(api, order, products);
	return { codes, requests };
}

test.each([[[]], [[null]], [['']], [['  ']], [[undefined, '\t']]])(
	'codes %j in the lines are none, and the coupons are requested',
	async (inLines) => {
		expect(await codesOf(inLines, [' ', null, 'SUMMER'])).toEqual({
			codes: ['SUMMER'],
			requests: ['/v2/orders/118/coupons'],
		});
	},
);

test('codes of the lines need no request, and are trimmed and without repeats', async () => {
	expect(await codesOf(['TEN', ' TEN ', ' ', 2026], [])).toEqual({
		codes: ['TEN', '2026'],
		requests: [],
	});
});
