/* Sales on the quotas of BigCommerce's plans, and an ordinary hour: the trigger in n8n-core, where the
   quota and not n8n is what limits it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { flashSale, PLAN_QUOTAS, type FlashSaleOptions } from '../sandbox/faults/flashSale.cts';
import { startSandbox } from '../sandbox/index.cts';
import type { Case, Measurement } from './report.cts';
import { figureOf, watchSale, type Sale } from './sale.cts';
import { startTriggerProcess, type TriggerProcess } from './triggerProcess.cts';

const ORDERS = 1_000;
const WITHIN_MS = 50_000;
/** Orders that the store had before. */
const EARLIER_ORDERS = 2_000;
const MAX_MS = 100_000;

/** An hour's orders of a shop with 12,000 a day pass in so many seconds, and the quota's windows alike. */
const HOUR_ORDERS = 1_500;
const HOUR_AS_MS = 150_000;
const SPEED = 3_600_000 / HOUR_AS_MS;

interface PressureSale extends Sale {
	/** At the end of the first quarter of the sale, and of the last. */
	memoryMb: [first: number, last: number];
}

export async function measurePlans(): Promise<Measurement> {
	const sales: Record<string, PressureSale> = {};
	for (const plan of Object.keys(PLAN_QUOTAS) as Array<keyof typeof PLAN_QUOTAS>) {
		const options = { orders: ORDERS, withinMs: WITHIN_MS, plan, otherAppForMs: MAX_MS };
		sales[plan] = await sell(options);
	}
	return {
		id: 'plans',
		title: 'A flash sale on each plan',
		cases: [...casesOf(sales, ORDERS)],
		notes: [
			`${ORDERS} shoppers order within ${WITHIN_MS / 1000} s and pay 200 ms later, beside an app that makes one request a second. The quotas in 30 s: ${Object.entries(
				PLAN_QUOTAS,
			)
				.map(([plan, quota]) => `${plan} ${quota}`)
				.join(
					', ',
				)} (BigCommerce agrees on Enterprise's; this one was seen). The store has ${EARLIER_ORDERS} earlier orders. The two nodes run in n8n-core.`,
		],
	};
}

export async function measureHour(): Promise<Measurement> {
	const sale = await sell({
		...{ orders: HOUR_ORDERS, withinMs: HOUR_AS_MS, windowMs: 30_000 / SPEED },
		...{ otherAppEveryMs: 1_000 / SPEED, otherAppForMs: 30_000 },
	});
	const [first, last] = sale.memoryMb;
	return {
		id: 'steady-hour',
		title: 'An ordinary hour',
		cases: [
			...casesOf({ trigger: sale }, HOUR_ORDERS),
			{
				name: 'memory of the process, collected',
				unit: 'MB',
				ways: { 'after the hour': [last], 'after its first quarter': [first] },
				goals: [{ against: 'after its first quarter', atMost: 1.1 }],
			},
		],
		notes: [
			`${HOUR_ORDERS} orders, an hour of a shop with 12,000 a day in its busier hours, pass in ${HOUR_AS_MS / 1000} s; so do the windows of the Standard plan's quota, and the requests of another app. The store has ${EARLIER_ORDERS} earlier orders. The two nodes run in n8n-core.`,
		],
	};
}

function casesOf(sales: Record<string, Sale>, orders: number): Case[] {
	const figure = (pick: (sale: Sale) => number) => figureOf(sales, pick);
	return [
		{
			name: `orders delivered, of ${orders}`,
			unit: '',
			ways: figure(({ delivered }) => delivered),
			goals: [{ atLeast: orders }],
		},
		{ name: 'until the last order arrived', unit: 's', ways: figure(({ seconds }) => seconds) },
		{ name: 'payment to event, p95', unit: 's', ways: figure(({ p95 }) => p95) },
		{
			name: 'API requests an order',
			unit: '',
			ways: figure(({ requests }) => requests / orders),
		},
		{ name: '429 for the trigger', unit: '', ways: figure(({ refused }) => refused) },
		{
			name: '429 for another app',
			unit: '',
			ways: figure(({ refusedOthers }) => refusedOthers),
			goals: [{ atMost: 0 }],
		},
		{ name: 'notifications answered 2xx', unit: '%', ways: figure(({ accepted }) => accepted) },
		{ name: 'the domain is blocked', unit: 'times', ways: figure(({ blocks }) => blocks) },
	];
}

async function sell(options: FlashSaleOptions): Promise<PressureSale> {
	const sandbox = await startSandbox();
	sandbox.store.generateOrders(EARLIER_ORDERS);
	let process: TriggerProcess | undefined;
	try {
		process = await startTriggerProcess(sandbox);
		await sandbox.store.placeOrder().paid;
		await sleep(2_000);
		sandbox.converge.byEventId.clear();
		const watched = watchSale(sandbox, options.orders);
		const memory: number[] = [];
		const timer = setInterval(() => {
			void process?.memoryMb().then((memoryMb) => memory.push(memoryMb));
		}, 2_000);
		const { otherApp } = await flashSale(sandbox, { ...options, isOver: watched.isOver });
		clearInterval(timer);
		const quarter = memory.slice(0, Math.ceil(memory.length / 4)).at(-1)!;
		return {
			...watched.result(),
			refusedOthers: otherApp.refused,
			memoryMb: [quarter, await process.memoryMb()],
		};
	} finally {
		process?.stop();
		await sandbox.stop();
	}
}
