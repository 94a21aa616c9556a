/* Runs a workflow of workflows/ on a long history in a real n8n with a limited heap, and watches whether
   its memory grows. */
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { execute } from '../e2e/support/manual.cts';
import { startWorld, type World } from '../e2e/support/world.cts';
import type { Sandbox } from '../sandbox/index.cts';
import type { Case } from './report.cts';

/** Of n8n. */
export const HEAP_MB = 512;

/** What a run took. */
export interface Run {
	seconds: number;
	/** Of n8n before the run, in MB. */
	idleMb: number;
	/** The memory of n8n in the first and the last quarter of the run's lists. */
	memory: Case;
	/** Event ids that Converge has received. */
	ids: Set<string>;
	/** Events that Converge has received, and requests to BigCommerce. */
	count: { events: number; lists: number; refused: number; other: number };
}

/** An n8n with a limited heap beside a sandbox with the quota of BigCommerce's Pro plan. */
export async function inSmallWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
	const world = await startWorld({
		env: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` },
		sandbox: { rateLimit: { quota: 450, windowMs: 30_000 } },
	});
	try {
		return await work(world);
	} finally {
		await world.stop();
	}
}

/** Executes a workflow and watches it. Rejects when it does not end well. */
export async function watchRun(world: World, workflowId: string): Promise<Run> {
	const { sandbox, api, n8n } = world;
	const idleMb = rssMb(n8n.pid);
	const { count, ids, collect } = counter(sandbox);
	sandbox.requests.clear();
	const started = Date.now();
	const execution = await execute(world, workflowId, 'Execute workflow');
	const samples: Array<{ lists: number; rssMb: number }> = [];
	let status = 'running';
	while (['new', 'running'].includes(status)) {
		await sleep(500);
		collect();
		samples.push({ lists: count.lists, rssMb: rssMb(n8n.pid) });
		const { data } = await api.http.get<{ data: { status: string } }>(`/executions/${execution}`);
		({ status } = data.data);
	}
	collect();
	if (status !== 'success') throw new Error(`The run ended with status ${status}`);
	const most = (from: number, to: number) =>
		Math.max(
			...samples
				.filter(({ lists }) => lists >= from * count.lists && lists <= to * count.lists)
				.map((sample) => sample.rssMb),
		);
	const memory: Case = {
		name: 'memory of n8n at most',
		unit: 'MB',
		ways: { 'in the last quarter': [most(0.75, 1)], 'in the first quarter': [most(0, 0.25)] },
		goals: [{ against: 'in the first quarter', atMost: 1.1 }],
	};
	return { seconds: (Date.now() - started) / 1000, idleMb, memory, ids, count };
}

/** The requests and the memory before, for the notes. */
export function runNote({ count, idleMb }: Run): string {
	return `${count.lists} requests for lists of orders and ${count.other} others, ${count.refused} of them refused (429). n8n had ${Math.round(idleMb)} MB before.`;
}

/** The resident memory of a process, in MB. */
function rssMb(pid: number): number {
	return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
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
