import type { IDataObject } from 'n8n-workflow';
import type { Order } from '../../shared/orderItem';
import { isMigrated, isTestOrder } from '../../shared/orderOrigin';
import type { BigCommerceApi } from '../api/client';
import { storefrontIds } from '../orders/channels';
import { listRefunds } from '../orders/refunds';
import type { TriggerEvent } from './events';
import type { TriggerParameters } from './parameters';

/** How many orders are read; when none of them is wanted, the test waits for the next one. */
const MAX_ORDERS = 50;

/** The events after which the order was changed last; the others are of orders that are new. */
const CHANGES: ReadonlySet<TriggerEvent> = new Set([
	'orderUpdated',
	'orderStatusUpdated',
	'orderArchived',
	'orderRefunded',
]);

/** Refunded and Partially Refunded: an order's `refunded_amount` is always 0. */
const REFUNDED_STATUSES: readonly number[] = [4, 14];

/**
 * The newest order that the trigger's event could be about, in one request and, for a refund, another
 * one. For Order Placed and Order Created it is the one created last, for the other events the one
 * changed last. What the start date excludes counts too: it is only for a look.
 *
 * @returns the `data` of a notification about it; `undefined` when none of the newest 50 orders is wanted
 * @throws BigCommerceApiError
 */
export async function findLatestOrder(
	api: BigCommerceApi,
	parameters: TriggerParameters,
): Promise<IDataObject | undefined> {
	const { event } = parameters;
	const storefronts = await storefrontIds(api, parameters.storefronts);
	const [storefront, ...others] = storefronts ?? [];
	const orders = await api.list<Order>('/v2/orders', {
		sort: CHANGES.has(event) ? 'date_modified:desc' : 'id:desc',
		limit: MAX_ORDERS,
		// BigCommerce takes one storefront for a request.
		...(storefront !== undefined && others.length === 0 ? { channel_id: storefront } : {}),
	});
	const order = orders.find(
		(found) => (!storefronts || storefronts.has(found.channel_id)) && isWanted(found, parameters),
	);
	return order && (await notificationData(api, order, event));
}

function isWanted(order: Order, parameters: TriggerParameters): boolean {
	const { event, isPlaced, includeTestOrders, notificationOnly } = parameters;
	if (event === 'orderPlaced' && !isPlaced(order.status_id)) return false;
	if (event === 'orderRefunded' && !REFUNDED_STATUSES.includes(order.status_id)) return false;
	return notificationOnly || (!isMigrated(order) && (includeTestOrders || !isTestOrder(order)));
}

async function notificationData(
	api: BigCommerceApi,
	{ id, status_id: status }: Order,
	event: TriggerEvent,
): Promise<IDataObject | undefined> {
	const data = { type: 'order', id };
	if (event === 'orderStatusUpdated') {
		// BigCommerce does not say which status the order had before.
		return { ...data, status: { previous_status_id: status, new_status_id: status } };
	}
	if (event !== 'orderRefunded') return data;
	let latest: number | undefined;
	for await (const refunds of listRefunds(api, { 'order_id:in': String(id) })) {
		for (const refund of refunds) if (refund.order_id === id) latest = refund.id;
	}
	return latest === undefined ? undefined : { ...data, refund: { refund_id: latest } };
}
