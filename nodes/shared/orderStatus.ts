/** BigCommerce's order statuses by id, with their system names (GET /v2/order_statuses). */
export const ORDER_STATUSES: Readonly<Record<number, string>> = {
	0: 'Incomplete',
	1: 'Pending',
	2: 'Shipped',
	3: 'Partially Shipped',
	4: 'Refunded',
	5: 'Cancelled',
	6: 'Declined',
	7: 'Awaiting Payment',
	8: 'Awaiting Pickup',
	9: 'Awaiting Shipment',
	10: 'Completed',
	11: 'Awaiting Fulfillment',
	12: 'Manual Verification Required',
	13: 'Disputed',
	14: 'Partially Refunded',
};

/** No purchase has taken place: the checkout was not finished, or the order came to nothing. */
const UNPLACED_STATUSES: ReadonlySet<number> = new Set([0, 1, 5, 6]);

/** The ids of the statuses that an order has only after it was placed. */
export const PLACED_STATUSES: readonly number[] = Object.keys(ORDER_STATUSES)
	.map(Number)
	.filter(isPlacedStatus);

/** Whether an order of this status was placed. A status unknown to this package counts as placed. */
export function isPlacedStatus(statusId: number): boolean {
	return !UNPLACED_STATUSES.has(statusId);
}

/** The statuses as options of a field, by name. */
export const STATUS_OPTIONS = Object.entries(ORDER_STATUSES)
	.map(([id, name]) => ({ name, value: Number(id) }))
	.sort((a, b) => a.name.localeCompare(b.name));
