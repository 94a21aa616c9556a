/* A flash sale on BigCommerce's Standard plan: our two nodes against a workflow of n8n's own nodes, one
   after the other, beside another app that needs its part of the quota. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readExampleWorkflow } from '../../scripts/exampleWorkflow.cts';
import type { World } from '../e2e/support/world.cts';
import { flashSale } from '../sandbox/faults/flashSale.cts';
import { inWorld, publishTrigger, publishWebhook, SETTINGS } from './n8n.cts';
import { forSandbox, subscribe } from './orderToEvent.cts';
import type { Case, Measurement } from './report.cts';
import { figureOf, watchSale, type Sale } from './sale.cts';

const ORDERS = 200;
const WITHIN_MS = 20_000;
/** Orders that the store had before: what a shop on the Standard plan may have in some years. */
const EARLIER_ORDERS = 2_000;
const WINDOW_MS = 30_000;
const QUOTA = 150;
/** Requests that the other app makes in a window. */
const OTHERS = 30;
/** What the quota allows four requests an order, in seconds. */
const THEIR_SECONDS = (Math.ceil((4 * ORDERS) / (QUOTA - OTHERS)) - 1) * (WINDOW_MS / 1000);
/** How long to wait for the last order: a domain that BigCommerce blocks for 3 minutes gets its retries. */
const MAX_MS = 300_000;

const OURS = 'our two nodes';
const THEIRS = "n8n's own nodes";

export async function measureFlashSale(): Promise<Measurement> {
	const sales: Record<string, Sale> = {
		[OURS]: await sellTo(async (world) => {
			await publishTrigger(world, readExampleWorkflow());
			// Orders of a shopper are Incomplete at first, which the trigger learns from the first one.
			await world.sandbox.store.placeOrder().paid;
		}),
		[THEIRS]: await sellTo(async (world) => {
			const workflow = await forSandbox(world);
			const { url } = await publishWebhook(world, workflow, 'bigcommerce-orders');
			await subscribe(world, url);
		}),
	};
	const figure = (pick: (sale: Sale) => number) => figureOf(sales, pick);
	const allowed = allowedSeconds(sales[OURS]);
	const cases: Case[] = [
		{
			name: `orders delivered, of ${ORDERS}`,
			unit: '',
			ways: figure(({ delivered }) => delivered),
			goals: [{ atLeast: ORDERS }],
		},
		{
			name: 'orders a minute',
			unit: '',
			ways: figure(({ delivered, seconds }) => (delivered / seconds) * 60),
			goals: [{ against: THEIRS, atLeast: 3 }],
		},
		{
			name: 'until the last order arrived',
			unit: 's',
			ways: figure(({ seconds }) => seconds),
			goals: [{ atMost: 1.5 * allowed }],
		},
		{
			name: 'API requests an order',
			unit: '',
			ways: figure((sale) => sale.requests / ORDERS),
			goals: [{ atMost: 0.75 }],
		},
		{ name: '429 for the receiver', unit: '', ways: figure(({ refused }) => refused) },
		{
			name: '429 for another app',
			unit: '',
			ways: figure(({ refusedOthers }) => refusedOthers),
			goals: [{ atMost: 0 }],
		},
		{ name: 'notifications answered 2xx', unit: '%', ways: figure(({ accepted }) => accepted) },
		{ name: 'the domain is blocked', unit: 'times', ways: figure(({ blocks }) => blocks) },
	];
	return {
		id: 'flash-sale',
		title: 'A flash sale',
		cases,
		notes: [
			`${ORDERS} shoppers order within ${WITHIN_MS / 1000} s and pay 200 ms later, in a store with ${EARLIER_ORDERS} earlier orders, on the quota of BigCommerce's Standard plan (${QUOTA} requests in 30 s), beside an app that makes one request a second. For the requests that our nodes made, what the app leaves of the quota allows ${allowed} s. ${MAX_MS / 1000} s after the sale the watch ends; orders a minute are then counted over the whole of it. n8n with lazy isolates.`,
			`n8n's own nodes are notified only of changed statuses, not of Incomplete orders, and make four requests for each: the quota alone would let that take ${THEIR_SECONDS} s.`,
		],
	};
}

/** How long the quota makes a receiver wait that makes so many requests, or the sale itself, in seconds. */
function allowedSeconds({ requests }: Sale): number {
	const windows = Math.ceil(requests / (QUOTA - OTHERS));
	return Math.max(WITHIN_MS, (windows - 1) * WINDOW_MS) / 1000;
}

/** A sale in a world of its own, so that what one receiver leaves behind is not in the other's way. */
async function sellTo(publish: (world: World) => Promise<void>): Promise<Sale> {
	return await inWorld(SETTINGS['lazy isolates'], async (world) => {
		const { sandbox } = world;
		sandbox.store.generateOrders(EARLIER_ORDERS);
		await publish(world);
		await sleep(3_000);
		const watched = watchSale(sandbox, ORDERS);
		const { otherApp } = await flashSale(sandbox, {
			...{ orders: ORDERS, withinMs: WITHIN_MS, otherAppForMs: MAX_MS },
			isOver: watched.isOver,
		});
		return { ...watched.result(), refusedOthers: otherApp.refused };
	});
}
