/* Back-fills a long history with workflows/backfill-orders.json in the real n8n, whose heap is limited,
   and tells how much memory it took. The package must be built.

   node --require tsx/cjs test/bench/backfill.cts [orders, default 100000] [heap in MB, default 512] */
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { execute, exampleWorkflow, withSettings } from '../e2e/support/manual.cts';
import { startWorld } from '../e2e/support/world.cts';
import { call } from '../sandbox/client.cts';
import type { Sandbox } from '../sandbox/index.cts';

const orders = Number(process.argv[2] ?? 100_000);
const heap = Number(process.argv[3] ?? 512);
const UNPLACED = [0, 1, 5, 6];

interface Sample {
	sent: number;
	rssMb: number;
}

const say = (text: string) => process.stderr.write(`${text}\n`);

function rssMb(pid: number): number {
	return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

async function placedOrders(sandbox: Sandbox): Promise<number> {
	const { data } = await call(sandbox, 'GET', '/v2/orders/count');
	return (data as { statuses: Array<{ id: number; count: number }> }).statuses
		.filter(({ id }) => !UNPLACED.includes(id))
		.reduce((sum, { count }) => sum + count, 0);
}

/** Counts what arrived and forgets it, so that this process does not run out of memory itself. */
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

/** Part of the samples by what had been sent, for example the first quarter. */
function peak(samples: Sample[], from: number, to: number, all: number): string {
	const part = samples.filter(({ sent }) => sent >= from * all && sent <= to * all);
	return `${Math.round(Math.max(...part.map((sample) => sample.rssMb)))} MB`;
}

async function main(): Promise<void> {
	const world = await startWorld({
		env: { NODE_OPTIONS: `--max-old-space-size=${heap}` },
		// BigCommerce's Pro plan.
		sandbox: { rateLimit: { quota: 450, windowMs: 30_000 } },
	});
	try {
		const { sandbox, api } = world;
		sandbox.store.history.fill(orders);
		const placed = await placedOrders(sandbox);
		const settings = { start_date: new Date(Date.now() - 400 * 86_400_000).toISOString() };
		const workflow = withSettings(exampleWorkflow('backfill-orders'), settings);
		const id = await api.createWorkflow(workflow);
		const idle = rssMb(world.n8n.pid);
		const { count, ids, collect } = counter(sandbox);
		sandbox.requests.clear();

		const started = Date.now();
		const execution = await execute(world, id, 'Execute workflow');
		const samples: Sample[] = [];
		let status = 'running';
		while (['new', 'running'].includes(status)) {
			await sleep(1000);
			collect();
			samples.push({ sent: ids.size, rssMb: rssMb(world.n8n.pid) });
			if (samples.length % 20 === 0) {
				say(`${ids.size} of ${placed} sent, ${Math.round(samples.at(-1)!.rssMb)} MB`);
			}
			const { data } = await api.http.get<{ data: { status: string } }>(`/executions/${execution}`);
			({ status } = data.data);
		}
		collect();
		const seconds = (Date.now() - started) / 1000;
		const all = ids.size;
		process.stdout.write(
			[
				`orders in the store      ${orders}, ${placed} of them placed`,
				`heap of n8n              ${heap} MB`,
				`ended                    ${status} after ${Math.round(seconds)} s`,
				`events at Converge       ${all} different, ${count.events} in all, ${Math.round(all / seconds)} a second`,
				`requests to BigCommerce  ${count.lists} for lists of orders, ${count.other} others, ${count.refused} refused (429)`,
				`memory of n8n (RSS)      ${Math.round(idle)} MB before; at most ${peak(samples, 0, 0.25, all)} in the first quarter, ${peak(samples, 0.25, 0.75, all)} in the middle, ${peak(samples, 0.75, 1, all)} in the last`,
				'',
			].join('\n'),
		);
		if (status !== 'success' || all !== placed) process.exitCode = 1;
	} finally {
		await world.stop();
	}
}

void main();
