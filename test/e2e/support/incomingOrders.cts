import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderPartial, Sandbox, SandboxOrder } from '../../sandbox/index.cts';
import { Random } from '../../sandbox/random.cts';

/** The orders that a store received. */
export interface Incoming {
	/** The orders that were placed. */
	placed: SandboxOrder[];
	/** The ids of those that never were. */
	unplaced: number[];
}

/**
 * Creates orders, two a second, some of which are never placed. Resolves when all exist and are paid;
 * BigCommerce may still be delivering their notifications.
 *
 * @param before called before each order with its index
 */
export async function createOrders(
	{ store }: Sandbox,
	orders: number,
	seed: number,
	before: (index: number) => Promise<void> | void,
): Promise<Incoming> {
	const random = new Random(seed, 'chaos');
	const placed: number[] = [];
	const unplaced: number[] = [];
	const payments: Array<Promise<void>> = [];
	for (let index = 0; index < orders; index++) {
		await before(index);
		const kind = random.int(1, 10);
		if (kind <= 7) {
			const placing = store.placeOrder(paidOnline(random), { payAfterMs: random.int(0, 1500) });
			placed.push(await placing);
			payments.push(placing.paid);
		} else if (kind === 8) {
			placed.push(store.createOrder({ status_id: random.pick([7, 9, 11]) }).id);
		} else {
			unplaced.push(createUnplaced(store, random));
		}
		// Two orders a second cause five notifications, a fifth of what n8n handles on two cores.
		await sleep(random.int(200, 800));
	}
	await Promise.all(payments);
	return { placed: placed.map((id) => store.order(id)!), unplaced };
}

function paidOnline(random: Random): OrderPartial {
	return { order_source: random.pick(['www', 'iphone', 'checkout_api']) };
}

/** Creates an order that is abandoned, declined, cancelled before it is paid, or migrated. */
function createUnplaced(store: Sandbox['store'], random: Random): number {
	const kind = random.int(1, 4);
	if (kind === 1) {
		return store.createOrder({ status_id: 10, external_source: 'M-MIG' }).id;
	}
	const { id } = store.createOrder();
	if (kind === 2) store.setStatus(id, 6);
	if (kind === 3) store.setStatus(id, 5);
	return id;
}
