import type { SandboxOrder } from '../orders/order.cts';
import type { Store } from '../store/store.cts';

const UNPAID = [0, 1, 7];
const UNSHIPPED = [3, 8, 9, 11, 12];
const REFUNDABLE = [2, 3, 8, 9, 10, 11, 12, 13, 14];
const CANCELLABLE = [1, 7, 8, 9, 11, 12];

interface OrderAction {
	statuses: number[];
	run(store: Store, id: number): void;
	message(id: number): string;
}

/** What can be done to an order, and in which statuses. */
const ORDER_ACTIONS = {
	pay: {
		statuses: UNPAID,
		run: (store, id) => void store.setStatus(id, 11),
		message: (id) => `Order ${id} was paid.`,
	},
	ship: {
		statuses: UNSHIPPED,
		run: (store, id) => void store.setStatus(id, 2),
		message: (id) => `Order ${id} was shipped.`,
	},
	refund: {
		statuses: REFUNDABLE,
		run: (store, id) => void store.refund(id),
		message: (id) =>
			`Order ${id} was refunded. The example workflow sends no refunds: that takes a second trigger ` +
			'with the event Order Refunded, and a Converge node with the event Received Refund.',
	},
	cancel: {
		statuses: CANCELLABLE,
		run: (store, id) => void store.setStatus(id, 5),
		message: (id) => `Order ${id} was cancelled.`,
	},
} satisfies Record<string, OrderAction>;

/** The names of the actions that an order's status allows. */
export function actionsFor({ status_id }: Pick<SandboxOrder, 'status_id'>): string[] {
	return Object.entries<OrderAction>(ORDER_ACTIONS)
		.filter(([, { statuses }]) => statuses.includes(status_id))
		.map(([name]) => name);
}

/**
 * Runs an action on an order of the store.
 * @returns what happened, as a sentence; undefined when the order does not exist or its status does
 *   not allow the action
 */
export function runOrderAction(store: Store, id: number, name: string): string | undefined {
	const order = store.history.has(id) ? undefined : store.order(id);
	if (!order || !actionsFor(order).includes(name)) return undefined;
	const action = ORDER_ACTIONS[name as keyof typeof ORDER_ACTIONS];
	action.run(store, id);
	return action.message(id);
}
