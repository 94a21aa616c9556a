import type { OrderItem } from '../../shared/orderItem';
import { storefrontIds } from '../orders/channels';
import { fetchOrder, fetchOrderItem, type WholeOrder } from '../orders/fetchOrder';
import type { BigCommerceApi } from '../api/client';
import type { TriggerParameters } from './parameters';

/**
 * What migration tools write as `external_source` of the orders they bring from another platform
 * (BigCommerce's description of the field). They are history, not purchases.
 */
const MIGRATED = 'M-MIG';

/**
 * The order of a notification, if the trigger is to emit it: not when it is gone, was migrated, is
 * from another storefront or from before the start date; nor, where the trigger waits for placed
 * orders, when it is not placed (yet).
 *
 * @returns `undefined` when it is not to be emitted
 * @throws BigCommerceApiError
 * @throws ParameterError when a chosen storefront is none of the store's
 */
export async function readWantedOrder(
	api: BigCommerceApi,
	id: number,
	parameters: TriggerParameters,
): Promise<OrderItem | undefined> {
	const order = await fetchOrder(api, id);
	if (!order || !isWanted(order, parameters)) return undefined;
	const storefronts = await storefrontIds(api, parameters.storefronts);
	if (storefronts && !storefronts.has(order.channel_id)) return undefined;
	return await fetchOrderItem(api, order, parameters);
}

function isWanted(order: WholeOrder, { event, isPlaced, startDate }: TriggerParameters): boolean {
	if (order.external_source?.trim().toUpperCase() === MIGRATED) return false;
	if (event === 'orderPlaced' && !isPlaced(order.status_id)) return false;
	return startDate === undefined || !(Date.parse(order.date_created) < startDate);
}
