/* Catching up on a day's outage: the trigger in n8n-core, as an n8n would need minutes for the executions
   alone. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../sandbox/index.cts';
import type { Measurement } from './report.cts';
import { startTriggerProcess, type TriggerProcess } from './triggerProcess.cts';

const ORDERS = Number(process.env.CATCH_UP_ORDERS ?? 10_000);
const EARLIER_ORDERS = 5_000;
const DAY_MS = 24 * 60 * 60_000;
const MAX_MS = 300_000;

export async function measureCatchUp(): Promise<Measurement> {
	const sandbox = await startSandbox();
	const { store, clock, converge, requests } = sandbox;
	store.history.fill(EARLIER_ORDERS);
	let process: TriggerProcess | undefined;
	try {
		process = await startTriggerProcess(sandbox);
		const savedData = await process.savedData();
		process.stop();
		const from = new Date(clock.now() + 60_000);
		await clock.advance(DAY_MS);
		const to = new Date(clock.now() - 60_000);
		store.generateOrders(ORDERS, { given: { status_id: 11 }, from, to });
		requests.clear();
		const quarters: number[][] = [[], [], [], []];
		const started = Date.now();
		process = await startTriggerProcess(sandbox, savedData);
		const arrived = new Set<string>();
		let events = 0;
		while (arrived.size < ORDERS) {
			if (Date.now() > started + MAX_MS) {
				throw new Error(`${arrived.size} of ${ORDERS} orders have arrived`);
			}
			await sleep(500);
			for (const id of converge.byEventId.keys()) arrived.add(id);
			events += converge.events.length;
			converge.events.length = 0;
			converge.byEventId.clear();
			const quarter = Math.min(3, Math.floor((arrived.size / ORDERS) * 4));
			quarters[quarter].push(await process.memoryMb());
		}
		const seconds = (Date.now() - started) / 1000;
		const toStore = requests.log.filter(({ path }) => path.startsWith('/stores'));
		const count = (isCounted: (one: (typeof toStore)[number]) => boolean) =>
			toStore.filter(isCounted).length;
		const isList = (path: string) => path.endsWith('/v2/orders');
		const whole = count(({ path, query }) => isList(path) && 'include' in query);
		const heads = count(({ path, query }) => isList(path) && !('include' in query));
		const refused = count(({ status }) => status === 429);
		const most = (samples: number[]) => Math.max(...samples);
		return {
			id: 'catch-up',
			title: "Catching up on a day's outage",
			cases: [
				{
					name: `orders delivered, of ${ORDERS}`,
					unit: '',
					ways: { trigger: [arrived.size] },
					goals: [{ atLeast: ORDERS }],
				},
				{
					name: 'events for them',
					unit: '',
					ways: { trigger: [events] },
					goals: [{ atMost: ORDERS }],
				},
				{
					name: 'orders a request for reading them',
					unit: '',
					ways: { trigger: [ORDERS / whole] },
					goals: [{ atLeast: 100 }],
				},
				{
					name: "the same, with the customers' earlier orders and all else",
					unit: '',
					ways: { trigger: [ORDERS / toStore.length] },
				},
				{
					name: 'memory of the process at most, collected',
					unit: 'MB',
					ways: {
						'in the last quarter': [most(quarters[3])],
						'in the first quarter': [most(quarters[0])],
					},
					goals: [{ against: 'in the first quarter', atMost: 1.1 }],
				},
				{ name: 'until the last order arrived', unit: 's', ways: { trigger: [seconds] } },
				{ name: '429', unit: '', ways: { trigger: [refused] }, goals: [{ atMost: 0 }] },
			],
			notes: [
				`${ORDERS} orders placed while n8n was down for a day, in a store with ${EARLIER_ORDERS} earlier orders, on the quota of BigCommerce's Standard plan (150 requests in 30 s). Requests: ${whole} for whole orders, ${heads} for the customers' earlier orders, ${toStore.length - whole - heads} others (coupons on shipping, orders of more than 50 lines, channels, webhooks). The two nodes run in n8n-core: an n8n needs some minutes more for the executions.`,
			],
		};
	} finally {
		process?.stop();
		await sandbox.stop();
	}
}
