/** BigCommerce's order statuses, by id. */
export const STATUSES = [
	'Incomplete',
	'Pending',
	'Shipped',
	'Partially Shipped',
	'Refunded',
	'Cancelled',
	'Declined',
	'Awaiting Payment',
	'Awaiting Pickup',
	'Awaiting Shipment',
	'Completed',
	'Awaiting Fulfillment',
	'Manual Verification Required',
	'Disputed',
	'Partially Refunded',
] as const;

/** The name of a status. Throws when there is none with that id. */
export function statusName(id: number): string {
	const name = STATUSES[id];
	if (name === undefined) throw new Error(`No order status ${id}`);
	return name;
}
