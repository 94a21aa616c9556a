import type { Order, OrderProduct } from '../../shared/orderItem';
import type { BigCommerceApi } from '../api/client';

/**
 * The codes of the order's coupons, without repeats. The lines name those that discount them. Where they
 * name none although a coupon took something off, or where shipping cost less than its price, one more
 * request finds the rest: a coupon on shipping is in no line.
 *
 * @throws BigCommerceApiError
 */
export async function fetchCoupons(
	api: BigCommerceApi,
	order: Order,
	products: OrderProduct[],
): Promise<string[]> {
	const codes = codesOf(products.flatMap(({ applied_discounts: discounts }) => discounts ?? []));
	const hasUnknown = codes.length === 0 && Number(order.coupon_discount) !== 0;
	if (hasUnknown || isShippingReduced(order)) {
		const path = `/v2/orders/${order.id}/coupons`;
		codes.push(...codesOf(await api.list<Coupon>(path)));
	}
	return [...new Set(codes)];
}

interface Coupon {
	code?: string | null;
}

/** Without those that are blank. */
function codesOf(coupons: Coupon[]): string[] {
	return coupons.flatMap(({ code }) => String(code ?? '').trim() || []);
}

function isShippingReduced(order: Order): boolean {
	const { is_tax_inclusive_pricing: isTaxInclusive, base_shipping_cost: base } = order;
	const cost = isTaxInclusive ? order.shipping_cost_inc_tax : order.shipping_cost_ex_tax;
	return Number(base) > Number(cost);
}
