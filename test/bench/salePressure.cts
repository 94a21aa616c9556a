/* Sales on the quotas of BigCommerce's plans, and an ordinary hour: the trigger in n8n-core, where the
   quota and not n8n is what limits it. */
import { PLAN_QUOTAS } from '../sandbox/faults/flashSale.cts';
import type { Case, Measurement } from './report.cts';
import { figureOf, type Sale } from './sale.cts';
import { EARLIER_ORDERS, sell, sellFast, type TriggerSale } from './triggerSale.cts';

const ORDERS = 1_000;
const WITHIN_MS = 50_000;
/** How long to wait for the last order: a domain that BigCommerce blocks for 3 minutes gets its retries. */
const MAX_MS = 400_000;

/** A busy hour of a shop with 12,000 orders a day. */
const HOUR_ORDERS = 1_500;
const HOUR_MS = 3_600_000;
/** How fast the clock is meanwhile. */
const SPEED = 12;

export async function measurePlans(): Promise<Measurement> {
	const sales: Record<string, TriggerSale> = {};
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
	const options = { orders: HOUR_ORDERS, withinMs: HOUR_MS, otherAppForMs: MAX_MS };
	const sale = await sellFast(options, SPEED);
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
			`${HOUR_ORDERS} orders in an hour, as in the busy ones of a shop with 12,000 a day, on the quota of BigCommerce's Standard plan (150 requests in 30 s), beside an app that makes one request a second. All clocks and waits are ${SPEED} times as fast, but not the processor: what it does takes ${SPEED} times as long. The store has ${EARLIER_ORDERS} earlier orders. The two nodes run in n8n-core.`,
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
			goals: [{ atLeast: orders, isForAll: true }],
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
			goals: [{ atMost: 0, isForAll: true }],
		},
		{ name: 'notifications answered 2xx', unit: '%', ways: figure(({ accepted }) => accepted) },
		{ name: 'the domain is blocked', unit: 'times', ways: figure(({ blocks }) => blocks) },
	];
}
