import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderPartial, SandboxOrder } from '../../sandbox/index.cts';
import { Random } from '../../sandbox/random.cts';
import type { World } from './world.cts';

export interface ChaosOptions {
	/** How many orders come in, those that never become a purchase included. */
	orders: number;
	seed: number;
	/** How long Converge is down in the middle of the run, in ms. */
	convergeDownFor: number;
}

/** What the store went through. */
export interface Chaos {
	/** The orders that were placed. */
	placed: SandboxOrder[];
	/** Those that never were. */
	unplaced: number[];
}

/** BigCommerce as it can be, for as long as the world lasts. */
export function makeTrouble({ sandbox }: World): void {
	sandbox.deliveries.duplicate = 0.2;
	sandbox.deliveries.reorderMs = 400;
	sandbox.faults.set({
		rate: 0.2,
		kinds: ['429', '429bare', '500', '502', '503', 'html', 'slow', 'cut', 'half'],
		only: /\/v2\/orders/,
		slowMs: 5000,
	});
}

/**
 * Lets orders come in, some of which are never placed, while n8n is killed twice and Converge is down
 * for a while. Resolves when all orders are in; BigCommerce may still be repeating notifications.
 */
export async function letOrdersComeIn(
	world: World,
	{ orders, seed, convergeDownFor }: ChaosOptions,
): Promise<Chaos> {
	const { store, converge } = world.sandbox;
	const random = new Random(seed, 'chaos');
	const placed: number[] = [];
	const unplaced: number[] = [];
	const payments: Array<Promise<void>> = [];
	let restart: Promise<void> = Promise.resolve();

	for (let index = 0; index < orders; index++) {
		if (index === Math.floor(orders / 4) || index === Math.floor(orders * 0.6)) {
			await restart;
			restart = world.n8n.kill9().then(() => world.restartN8n());
		}
		if (index === Math.floor(orders / 3) && convergeDownFor > 0) {
			converge.down = true;
			void sleep(convergeDownFor).then(() => (converge.down = false));
		}
		const kind = random.int(1, 10);
		if (kind <= 7) {
			const placing = store.placeOrder(paidOnline(random), { payAfterMs: random.int(0, 1500) });
			placed.push(await placing);
			payments.push(placing.paid);
		} else if (kind === 8) {
			placed.push(store.createOrder({ status_id: random.pick([7, 9, 11]) }).id);
		} else {
			unplaced.push(cameToNothing(world, random));
		}
		// Two orders a second make five notifications, a fifth of what n8n answers on two cores.
		await sleep(random.int(200, 800));
	}
	await Promise.all(payments);
	await restart;
	return { placed: placed.map((id) => store.order(id)!), unplaced };
}

function paidOnline(random: Random): OrderPartial {
	return { order_source: random.pick(['www', 'iphone', 'checkout_api']) };
}

/** An order that is abandoned, declined, cancelled before it was paid, or only a migrated one. */
function cameToNothing({ sandbox: { store } }: World, random: Random): number {
	const kind = random.int(1, 4);
	if (kind === 1) {
		return store.createOrder({ status_id: 10, external_source: 'M-MIG' }).id;
	}
	const { id } = store.createOrder();
	if (kind === 2) store.setStatus(id, 6);
	if (kind === 3) store.setStatus(id, 5);
	return id;
}
