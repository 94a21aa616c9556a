/** What a trigger can listen to, and the hooks that it takes. */
export const EVENT_SCOPES = {
	/**
	 * BigCommerce announces an order as created while it is still Incomplete, then each change of its
	 * status. Either may be the notification after which the order is placed.
	 */
	orderPlaced: ['store/order/created', 'store/order/statusUpdated'],
	orderCreated: ['store/order/created'],
	orderUpdated: ['store/order/updated'],
	orderStatusUpdated: ['store/order/statusUpdated'],
	orderRefunded: ['store/order/refund/created'],
	orderArchived: ['store/order/archived'],
} as const satisfies Record<string, readonly string[]>;

export type TriggerEvent = keyof typeof EVENT_SCOPES;
