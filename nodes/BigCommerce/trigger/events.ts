import type { INodePropertyOptions } from 'n8n-workflow';

interface EventDefinition {
	/** In the Event field. */
	name: string;
	/** In the Event field, below the name. */
	description: string;
	/** On the canvas, below the node's name. */
	subtitle: string;
	/** One webhook in BigCommerce for each. */
	scopes: readonly [string, ...string[]];
}

/** The trigger's events. An entry here is all that an event needs. */
export const TRIGGER_EVENTS = {
	orderArchived: {
		name: 'Order Archived',
		description: 'When an order is archived in the control panel',
		subtitle: 'Order archived',
		scopes: ['store/order/archived'],
	},
	orderCreated: {
		name: 'Order Created',
		description:
			'When BigCommerce creates an order, before it is paid: most are still Incomplete then',
		subtitle: 'Order created',
		scopes: ['store/order/created'],
	},
	/**
	 * BigCommerce creates an order as Incomplete, then reports each change of its status. Either
	 * notification may be the one after which the order is placed.
	 */
	orderPlaced: {
		name: 'Order Placed',
		description: 'Triggers once per order, when checkout completes',
		subtitle: 'Order placed',
		scopes: ['store/order/created', 'store/order/statusUpdated'],
	},
	orderRefunded: {
		name: 'Order Refunded',
		description: 'Triggers once per refund, full or partial, with the order and the refund',
		subtitle: 'Order refunded',
		scopes: ['store/order/refund/created'],
	},
	orderStatusUpdated: {
		name: 'Order Status Updated',
		description: 'Each time the status of an order changes',
		subtitle: 'Order status updated',
		scopes: ['store/order/statusUpdated'],
	},
	orderUpdated: {
		name: 'Order Updated',
		description: 'Each time anything in an order changes',
		subtitle: 'Order updated',
		scopes: ['store/order/updated'],
	},
} as const satisfies Record<string, EventDefinition>;

export type TriggerEvent = keyof typeof TRIGGER_EVENTS;

export const DEFAULT_EVENT: TriggerEvent = 'orderPlaced';

/** By name, as n8n's guidelines want it. */
export const eventOptions: INodePropertyOptions[] = Object.entries(TRIGGER_EVENTS)
	.map(([value, { name, description }]) => ({ name, value, description }))
	.sort((a, b) => a.name.localeCompare(b.name));

/** The expression of the node's subtitle. */
export const eventSubtitle = `={{ (${JSON.stringify(
	Object.fromEntries(
		Object.entries(TRIGGER_EVENTS).map(([event, { subtitle }]) => [event, subtitle]),
	),
)})[$parameter["event"]] }}`;

/** The webhook scopes that an event needs. */
export function scopesOf(event: TriggerEvent): readonly string[] {
	return TRIGGER_EVENTS[event].scopes;
}
