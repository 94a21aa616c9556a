/* How many orders a second n8n in queue mode takes from BigCommerce's notification to Converge's event,
   with one and two workers and one and two webhook processors, and how much time each process uses. The
   services are those of deploy/queue-mode, on one machine with the sandbox and the load. Linux only. */
import { cpus } from 'node:os';
import { startQueueMode } from '../e2e/support/queueMode/queueMode.cts';
import { prepareLoads, type Load, type Way } from './queueModeLoad.cts';
import type { Case, Measurement } from './report.cts';
import { median } from './timing.cts';

const ROUNDS = 3;
/** The measured part of each load. */
const SECONDS = 8;

export async function measureQueueMode(): Promise<Measurement> {
	const loads = await takeRounds();
	const of = (way: Way) => loads.filter((load) => isOf(load, way));
	const rates = (way: Way) => of(way).map(({ ordersPerSecond }) => ordersPerSecond);
	const workers = (waiting: boolean): Case => ({
		name: waiting ? 'workers, a workflow that waits four seconds' : 'workers, the example workflow',
		unit: '/s',
		ways: {
			'two workers': rates({ workers: 2, processors: 2, waiting }),
			'one worker': rates({ workers: 1, processors: 2, waiting }),
		},
		goals: [{ against: 'one worker', atLeast: 1.5 }],
	});
	const both = { workers: 2, processors: 2, waiting: false } as const;
	const failed = loads.reduce((sum, load) => sum + load.failed, 0);
	return {
		id: 'queue-mode',
		title: 'Orders a second in queue mode',
		cases: [
			workers(false),
			workers(true),
			{
				name: 'webhook processors, the example workflow',
				unit: '/s',
				ways: {
					'two webhook processors': rates(both),
					'one webhook processor': rates({ ...both, processors: 1 }),
				},
			},
		],
		notes: [
			`30 orders at once, for ${SECONDS} s after a warm-up, ${ROUNDS} times in turn; PostgreSQL, Redis, Caddy, the sandbox and the load share the same ${cpus().length} cores. ${failed} notifications got a response other than 200.`,
			...[both, { ...both, workers: 1 as const }].map((way) => boundOf(of(way), way)),
			boundOf(of({ ...both, waiting: true }), { ...both, waiting: true }),
		],
	};
}

/** Summarises the processor time by process. */
function boundOf(loads: Load[], { workers, processors, waiting }: Way): string {
	const perOrder = Object.keys(loads[0].perOrder).map((name) => {
		const ms = median(loads.map((load) => load.perOrder[name]));
		return `${name} ${ms.toFixed(1)}`;
	});
	const use = median(loads.map(({ machineUse }) => machineUse));
	const what = `${workers} worker(s), ${processors} webhook processor(s)${waiting ? ', waiting' : ''}`;
	return `${what}: ${Math.round(use * 100)} % of all cores in use. Processor time for an order, in ms: ${perOrder.join(', ')}.`;
}

async function takeRounds(): Promise<Load[]> {
	const world = await startQueueMode({
		sandbox: { rateLimit: { quota: 1_000_000_000, windowMs: 30_000 } },
	});
	const ends = [() => world.stop()];
	try {
		const bench = await prepareLoads(world, SECONDS, ends);
		const loads: Load[] = [];
		const measure = async (way: Way) => loads.push(await bench(way));
		const [, second] = world.workers;
		for (let round = 0; round < ROUNDS; round++) {
			// The order alternates, so that the second worker starts and stops only once per round.
			const order = round % 2 ? ([1, 2] as const) : ([2, 1] as const);
			for (const [index, workers] of order.entries()) {
				if (index === 1) await (workers === 2 ? second.start() : second.stop());
				if (workers === 2) await measure({ workers, processors: 1, waiting: false });
				for (const waiting of [false, true]) await measure({ workers, processors: 2, waiting });
			}
		}
		return loads;
	} finally {
		for (const end of ends.reverse()) await end();
	}
}

function isOf(load: Load, way: Way): boolean {
	return Object.entries(way).every(([key, value]) => load[key as keyof Way] === value);
}
