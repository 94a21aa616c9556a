import type { OrderPartial } from '../orders/order.cts';
import type { Store } from '../store/store.cts';

/** What the page can place, each with the sentence that says so. */
export const SAMPLE_ORDERS = {
	order: (store: Store) => placed(store, {}, (id) => `A customer placed order ${id}.`),

	checkout: (store: Store) => {
		const { id } = store.createOrder();
		return Promise.resolve(
			`A checkout began as order ${id} (Incomplete). Pay it to place the order.`,
		);
	},

	test: (store: Store) =>
		placed(
			store,
			{ payment_method: TEST_GATEWAY },
			(id) => `Test order ${id} was placed. It is not a purchase and must not reach Converge.`,
		),

	/** Without the currency that the shopper paid in, an order has no valid event. */
	poison: (store: Store) =>
		placed(
			store,
			{ default_currency_code: '', currency_code: 'USD' },
			(id) => `Poison order ${id} was placed: it has no currency, so the Converge node rejects it.`,
		),
};

/** The payment method of an order that was placed to try out the checkout. */
export const TEST_GATEWAY = 'Test Payment Gateway';

export type SampleOrder = keyof typeof SAMPLE_ORDERS;

async function placed(
	store: Store,
	given: OrderPartial,
	message: (id: number) => string,
): Promise<string> {
	const order = store.placeOrder(given);
	const id = await order;
	await order.paid;
	return message(id);
}
