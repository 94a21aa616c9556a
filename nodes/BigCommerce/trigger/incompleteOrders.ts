/* A shopper's order is announced twice: as created, when it is still Incomplete, and with its status once
   it is paid, mostly some seconds later. One reading does for both when the first one waits a little. */
import type { BigCommerceApi } from '../api/client';
import { storeOf } from '../api/store';
import { accountOf } from '../orders/account';
import type { WholeOrder } from '../orders/buildOrderItem';
import type { OrderLoader } from '../orders/orderLoader';
import type { Delivery } from './deliverOrder';

/** So that a BigCommerce that takes 4.5 s to answer leaves time to respond within 8 s. */
const HOLD_MS = 3_000;

/** The triggers whose orders were Incomplete when they were created. */
const expecting = new Set<string>();

/**
 * Fetches the order of a notification. One that was merely created waits for the news that it is paid.
 *
 * Only where orders were Incomplete at first, so that those from a till or an API do not wait in vain; and
 * only in the process that runs the trigger: where several take notifications, another one may receive
 * the news, and the order would start the workflow in both.
 */
export async function loadOrder(
	{ parameters, memory, notification }: Delivery,
	api: BigCommerceApi,
	loader: OrderLoader,
): Promise<WholeOrder | undefined> {
	const { orderId, scope } = notification;
	if (parameters.event !== 'orderPlaced' || !scope.endsWith('/order/created')) {
		return await loader.load(api, orderId);
	}
	const { owner, hasTakenOver } = memory;
	const holdMs = hasTakenOver && expecting.has(owner) ? HOLD_MS : 0;
	const startedAt = Date.now();
	const order = await loader.load(api, orderId, { holdMs });
	if (!order) return undefined;
	if (!parameters.isPlaced(order.status_id)) expecting.add(owner);
	else if (Date.now() - startedAt >= HOLD_MS) expecting.delete(owner);
	return order;
}

/** Another notification of the order has arrived: it need not wait any longer. */
export async function endHold({ credentials, notification }: Delivery): Promise<void> {
	const store = storeOf(credentials);
	if (store) (await accountOf(store)).loader.hurry(notification.orderId);
}
