import type { Order } from '../../shared/orderItem';
import { isPlacedStatus } from '../../shared/orderStatus';

/** What migration tools write as `external_source` (BigCommerce's description of the field). */
const MIGRATED = 'm-mig';

/** The `payment_method` of test orders (BigCommerce's V2 Orders document). */
const TEST_GATEWAY = 'test payment gateway';

/** What shows whether an order is a purchase. */
export type PurchaseFields = Pick<Order, 'status_id' | 'payment_method'>;

/** Which orders count as purchases. */
export interface PurchaseOptions {
	/** Whether an order of this status is placed; by default every status but Incomplete, Pending, Cancelled and Declined. */
	isPlaced?: (statusId: number) => boolean;
	/** Whether orders paid with the test gateway count; `false` by default. */
	includeTestOrders?: boolean;
}

/** Whether the order was paid with BigCommerce's test gateway. */
export function isTestOrder({ payment_method: method }: Pick<Order, 'payment_method'>): boolean {
	return typeof method === 'string' && method.trim().toLowerCase() === TEST_GATEWAY;
}

/** Whether a migration tool wrote the order: it is history from another platform. */
export function isMigrated({ external_source: source }: Order): boolean {
	return typeof source === 'string' && source.trim().toLowerCase() === MIGRATED;
}

/** Whether the order is a purchase of its customer, on this platform or on a former one. */
export function isPurchase(
	order: PurchaseFields,
	{ isPlaced = isPlacedStatus, includeTestOrders = false }: PurchaseOptions = {},
): boolean {
	return isPlaced(order.status_id) && (includeTestOrders || !isTestOrder(order));
}
