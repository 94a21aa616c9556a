import { setTimeout as sleep } from 'node:timers/promises';
import { createOrders, type Incoming } from './incomingOrders.cts';
import type { World } from './world.cts';

export interface ChaosOptions {
	/** The number of orders, including those that are never placed. */
	orders: number;
	seed: number;
	/** How long Converge is down in the middle of the run, in ms. */
	convergeDownFor: number;
}

/** Makes BigCommerce behave badly for as long as the world lasts. */
export function injectFaults({ sandbox }: World): void {
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
 * Creates orders while n8n is killed twice and Converge is down for a while. Resolves when all orders
 * exist; BigCommerce may still be retrying notifications.
 */
export async function goThroughChaos(
	world: World,
	{ orders, seed, convergeDownFor }: ChaosOptions,
): Promise<Incoming> {
	const { converge } = world.sandbox;
	let restart: Promise<void> = Promise.resolve();
	const incoming = await createOrders(world.sandbox, orders, seed, async (index) => {
		if (index === Math.floor(orders / 4) || index === Math.floor(orders * 0.6)) {
			await restart;
			restart = world.n8n.kill9().then(() => world.restartN8n());
		}
		if (index === Math.floor(orders / 3) && convergeDownFor > 0) {
			converge.down = true;
			void sleep(convergeDownFor).then(() => (converge.down = false));
		}
	});
	await restart;
	return incoming;
}
