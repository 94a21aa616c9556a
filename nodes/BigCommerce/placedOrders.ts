import { readOrder, toOrderItem } from './order';
import type { OrderItem } from './orderItem';
import { isPlacedStatus } from './orderStatus';
import type { BigCommerceApi } from './transport';

/**
 * What migration tools write as `external_source` of the orders they bring from another platform
 * (BigCommerce's description of the field). They are history, not purchases.
 */
const MIGRATED = 'M-MIG';

/**
 * The order, if it is a purchase.
 *
 * @returns `undefined` when the order is gone, is not placed (yet), or was migrated
 * @throws NodeApiError when BigCommerce does not answer within the api's patience
 */
export async function readPlacedOrder(
	api: BigCommerceApi,
	id: number,
): Promise<OrderItem | undefined> {
	const order = await readOrder(api, id);
	if (!order || !isPlacedStatus(order.status_id)) return undefined;
	if (order.external_source?.trim().toUpperCase() === MIGRATED) return undefined;
	return await toOrderItem(api, order);
}
