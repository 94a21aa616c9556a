import type { Order } from '../../shared/orderItem';
import { isTestOrder } from '../../shared/orderOrigin';
import { isPlacedStatus } from '../../shared/orderStatus';

/** What shows whether an order is a purchase. */
export type PurchaseFields = Pick<Order, 'status_id' | 'payment_method'>;

/** Which orders count as purchases. */
export interface PurchaseOptions {
	/** Whether an order of this status is placed; by default every status but Incomplete, Pending, Cancelled and Declined. */
	isPlaced?: (statusId: number) => boolean;
	/** Whether orders paid with the test gateway count; `false` by default. */
	includeTestOrders?: boolean;
}

/** Whether the order is a purchase of its customer, on this platform or on a former one. */
export function isPurchase(
	order: PurchaseFields,
	{ isPlaced = isPlacedStatus, includeTestOrders = false }: PurchaseOptions = {},
): boolean {
	return isPlaced(order.status_id) && (includeTestOrders || !isTestOrder(order));
}
