/* Back-fills a long history with workflows/backfill-orders.json in a real n8n with a limited heap, and
   measures whether its memory grows. */
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPlacedStatus } from '../../nodes/shared/orderStatus.ts';
import { execute, exampleWorkflow, withSettings } from '../e2e/support/manual.cts';
import { startWorld } from '../e2e/support/world.cts';
import { call } from '../sandbox/client.cts';
import type { Sandbox } from '../sandbox/index.cts';
import type { Measurement } from './report.cts';

/** Set `BACKFILL_ORDERS` for another number. */
const ORDERS = Number(process.env.BACKFILL_ORDERS ?? 20_000);
const HEAP_MB = 512;

interface Sample {
	sent: number;
	rssMb: number;
}

export async function measureBackfill(): Promise<Measurement> {
	const world = await startWorld({
		env: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` },
		// BigCommerce's Pro plan.
		sandbox: { rateLimit: { quota: 450, windowMs: 30_000 } },
	});
	try {
		const { sandbox, api } = world;
		sandbox.store.history.fill(ORDERS);
		const placed = await placedOrders(sandbox);
		const settings = { start_date: new Date(Date.now() - 400 * 86_400_000).toISOString() };
		const id = await api.createWorkflow(withSettings(exampleWorkflow('backfill-orders'), settings));
		const idle = rssMb(world.n8n.pid);
		const { count, ids, collect } = counter(sandbox);
		sandbox.requests.clear();

		const started = Date.now();
		const execution = await execute(world, id, 'Execute workflow');
		const samples: Sample[] = [];
		let status = 'running';
		while (['new', 'running'].includes(status)) {
			await sleep(500);
			collect();
			samples.push({ sent: ids.size, rssMb: rssMb(world.n8n.pid) });
			const { data } = await api.http.get<{ data: { status: string } }>(`/executions/${execution}`);
			({ status } = data.data);
		}
		collect();
		const seconds = (Date.now() - started) / 1000;
		if (status !== 'success' || ids.size !== placed) {
			throw new Error(
				`The back-fill ended with status ${status} and ${ids.size} of ${placed} orders`,
			);
		}
		const most = (from: number, to: number) =>
			Math.max(
				...samples
					.filter(({ sent }) => sent >= from * placed && sent <= to * placed)
					.map((sample) => sample.rssMb),
			);
		return {
			id: 'backfill',
			title: 'A long back-fill',
			cases: [
				{
					name: 'memory of n8n at most',
					unit: 'MB',
					ways: { 'in the last quarter': [most(0.75, 1)], 'in the first quarter': [most(0, 0.25)] },
					goals: [{ against: 'in the first quarter', atMost: 1.1 }],
				},
			],
			notes: [
				`${ORDERS} orders, ${placed} of them placed, with n8n's heap limited to ${HEAP_MB} MB and the quota of BigCommerce's Pro plan (450 requests in 30 s): ${count.events} events in ${Math.round(seconds)} s (${Math.round(ids.size / seconds)} a second); ${count.lists} requests for lists of orders and ${count.other} others, ${count.refused} of them refused (429). n8n had ${Math.round(idle)} MB before.`,
			],
		};
	} finally {
		await world.stop();
	}
}

/** The resident memory of a process, in MB. */
function rssMb(pid: number): number {
	return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

async function placedOrders(sandbox: Sandbox): Promise<number> {
	const { data } = await call(sandbox, 'GET', '/v2/orders/count');
	return (data as { statuses: Array<{ id: number; count: number }> }).statuses
		.filter(({ id }) => isPlacedStatus(id))
		.reduce((sum, { count }) => sum + count, 0);
}

/** Counts and discards what arrived, so that this process does not run out of memory. */
function counter({ converge, requests }: Sandbox) {
	const ids = new Set<string>();
	const count = { events: 0, lists: 0, refused: 0, other: 0 };
	return {
		count,
		ids,
		collect: () => {
			count.events += converge.events.length;
			for (const id of converge.byEventId.keys()) ids.add(id);
			converge.events.length = 0;
			converge.byEventId.clear();
			const done = requests.log.filter(({ status }) => status > 0);
			const toStore = done.filter(({ path }) => path.startsWith('/stores/'));
			count.refused += toStore.filter(({ status }) => status === 429).length;
			count.lists += toStore.filter(({ path }) => path.endsWith('/v2/orders')).length;
			count.other += toStore.filter(({ path }) => !path.endsWith('/v2/orders')).length;
			const open = requests.log.filter(({ status }) => status === 0);
			requests.log.splice(0, requests.log.length, ...open);
		},
	};
}
