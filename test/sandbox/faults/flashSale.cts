import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../index.cts';

/**
 * Requests that a plan allows in 30 seconds, to all apps of a store together (reference §8). Of Enterprise,
 * what one store was seen to have.
 */
export const PLAN_QUOTAS = { standard: 150, pro: 450, enterprise: 16_101_495 } as const;

export interface FlashSaleOptions {
	orders: number;
	/** Over how long they are placed, evenly. */
	withinMs: number;
	plan?: keyof typeof PLAN_QUOTAS;
	/** Of the quota. Default: 30 seconds, as BigCommerce's. */
	windowMs?: number;
	/** How often another app of the store makes a request. Default: every second. */
	otherAppEveryMs?: number;
	/** How long the other app goes on after the last order, at most. Default 0. */
	otherAppForMs?: number;
	/** Ends the other app sooner. */
	isOver?: () => boolean;
}

export interface FlashSale {
	/** The orders, all of them paid. */
	ids: number[];
	/** What the store's quota did to another app: a receiver must leave it room. */
	otherApp: { requests: number; refused: number };
}

/** Lets many orders be placed within a short time, while another app needs its part of the quota. */
export async function flashSale(
	{ store, rateLimit }: Sandbox,
	{ orders, withinMs, plan = 'standard', ...options }: FlashSaleOptions,
): Promise<FlashSale> {
	const { otherAppEveryMs = 1000, otherAppForMs = 0, isOver = () => false } = options;
	rateLimit.quota = PLAN_QUOTAS[plan];
	rateLimit.windowMs = options.windowMs ?? 30_000;
	const otherApp = { requests: 0, refused: 0 };
	const timer = setInterval(() => {
		otherApp.requests++;
		if (!rateLimit.take()) otherApp.refused++;
	}, otherAppEveryMs);
	try {
		const start = Date.now();
		const placed: Array<ReturnType<typeof store.placeOrder>> = [];
		for (let index = 0; index < orders; index++) {
			const wait = start + (index * withinMs) / orders - Date.now();
			if (wait > 0) await sleep(wait);
			placed.push(store.placeOrder({ channel_id: 1 }));
		}
		await Promise.all(placed.map(({ paid }) => paid));
		const end = Date.now() + otherAppForMs;
		while (Date.now() < end && !isOver()) await sleep(Math.min(100, end - Date.now()));
		return { ids: await Promise.all(placed), otherApp };
	} finally {
		clearInterval(timer);
	}
}
