import { setTimeout as sleep } from 'node:timers/promises';
import { letOrdersComeIn, type Incoming } from './incomingOrders.cts';
import type { World } from './world.cts';

export interface ChaosOptions {
	/** How many orders come in, those that never become a purchase included. */
	orders: number;
	seed: number;
	/** How long Converge is down in the middle of the run, in ms. */
	convergeDownFor: number;
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
 * Lets orders come in while n8n is killed twice and Converge is down for a while. Resolves when all
 * orders are in; BigCommerce may still be repeating notifications.
 */
export async function goThroughChaos(
	world: World,
	{ orders, seed, convergeDownFor }: ChaosOptions,
): Promise<Incoming> {
	const { converge } = world.sandbox;
	let restart: Promise<void> = Promise.resolve();
	const incoming = await letOrdersComeIn(world.sandbox, orders, seed, async (index) => {
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
