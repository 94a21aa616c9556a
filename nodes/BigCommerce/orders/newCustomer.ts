import type { Order } from '../../shared/orderItem';
import { isPlacedStatus } from '../../shared/orderStatus';
import type { BigCommerceApi } from '../api/client';

/** How many of a customer's latest orders are looked at. */
const LOOK_BACK = 20;

/**
 * Whether the order is its customer's first: the customer has no earlier placed order. It costs one
 * request. A registered customer is found by id, a guest by e-mail address.
 *
 * BigCommerce's customers have no count of orders. Whether its `email` filter finds guests is not
 * documented, so the order itself is asked for too: when it is not among the answers, the filter does
 * not see this guest, and the answer is unknown.
 *
 * @returns `undefined` when it cannot be known
 * @throws BigCommerceApiError
 */
export async function isNewCustomer(
	api: BigCommerceApi,
	order: Order,
): Promise<boolean | undefined> {
	const customer = customerOf(order);
	if (!customer) return undefined;

	const orders = await api.list<Order>('/v2/orders', {
		...customer.filter,
		max_id: order.id,
		sort: 'id:desc',
		limit: LOOK_BACK,
	});
	const theirs = orders.filter(customer.isTheirs);
	if (theirs.some(({ id, status_id: status }) => id < order.id && isPlacedStatus(status)))
		return false;
	const isSeen = theirs.some(({ id }) => id === order.id);
	return isSeen && orders.length < LOOK_BACK ? true : undefined;
}

/**
 * How a customer's orders are asked for, and recognized in the answer. `key` stands for the customer
 * among those of the store.
 */
export function customerOf(order: Order) {
	const { customer_id: id, billing_address: billing } = order;
	if (id > 0) {
		return {
			key: `customer ${id}`,
			filter: { customer_id: id },
			isTheirs: (other: Order) => other.customer_id === id,
		};
	}
	const email = emailOf(order);
	if (!email) return undefined;
	return {
		key: `guest ${email}`,
		filter: { email: billing.email?.trim() },
		isTheirs: (other: Order) => emailOf(other) === email,
	};
}

function emailOf({ billing_address: billing }: Order): string | undefined {
	return billing?.email?.trim().toLowerCase() || undefined;
}
