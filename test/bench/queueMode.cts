/* How many orders a second n8n in queue mode carries from BigCommerce's notification to Converge's event,
   with one worker and with two, with one webhook processor and with two, and which process the time goes
   to. The set is that of deploy/queue-mode, on one machine with the sandbox and the load. Linux only.
   The package must be built.

   node --require tsx/cjs test/bench/queueMode.cts [rounds, default 3] [seconds of each load, default 8] */
import { cpus } from 'node:os';
import { startQueueMode } from '../e2e/support/queueMode/queueMode.cts';
import { prepareLoads, type Load, type Way } from './queueModeLoad.cts';
import { median, ratioOf, type Ratio } from './timing.cts';

export interface QueueModeResult {
	cores: number;
	loads: Load[];
	/** Orders a second with two workers over those with one, round by round. */
	workers: { plain: Ratio; waiting: Ratio };
	/** The same of webhook processors, with two workers. */
	processors: Ratio;
}

/** Measures all ways by turns, in each of the rounds; takes about 6 minutes for 3 rounds of 8 s. */
export async function measureQueueMode(rounds = 3, seconds = 8): Promise<QueueModeResult> {
	const world = await startQueueMode({
		sandbox: { rateLimit: { quota: 1_000_000_000, windowMs: 30_000 } },
	});
	const ends = [() => world.stop()];
	try {
		const bench = await prepareLoads(world, seconds, ends);
		const loads: Load[] = [];
		const measure = async (way: Way) => loads.push(await bench(way));
		const [, second] = world.workers;
		for (let round = 0; round < rounds; round++) {
			// Down and up again, so that the second worker starts and ends only once a round.
			const order = round % 2 ? ([1, 2] as const) : ([2, 1] as const);
			for (const [index, workers] of order.entries()) {
				if (index === 1) await (workers === 2 ? second.start() : second.stop());
				if (workers === 2) await measure({ workers, processors: 1, waiting: false });
				for (const waiting of [false, true]) await measure({ workers, processors: 2, waiting });
			}
		}
		const of = (way: Way) =>
			loads
				.filter((load) =>
					Object.entries(way).every(([key, value]) => load[key as keyof Way] === value),
				)
				.map(({ ordersPerSecond }) => ordersPerSecond);
		const twoWorkers = (waiting: boolean) =>
			ratioOf(
				of({ workers: 2, processors: 2, waiting }),
				of({ workers: 1, processors: 2, waiting }),
			);
		return {
			cores: cpus().length,
			loads,
			workers: { plain: twoWorkers(false), waiting: twoWorkers(true) },
			processors: ratioOf(
				of({ workers: 2, processors: 2, waiting: false }),
				of({ workers: 2, processors: 1, waiting: false }),
			),
		};
	} finally {
		for (const end of ends.reverse()) await end();
	}
}

function table({ loads }: QueueModeResult): string {
	const ways = new Map<string, Load[]>();
	for (const load of loads) {
		const { workers, processors, waiting } = load;
		const way = `${workers} worker(s), ${processors} webhook processor(s)${waiting ? ', four seconds of waiting' : ''}`;
		ways.set(way, [...(ways.get(way) ?? []), load]);
	}
	return [...ways]
		.map(([way, group]) => {
			const of = (value: (load: Load) => number) => group.map(value).sort((a, b) => a - b);
			const rates = of((load) => load.ordersPerSecond).map((rate) => rate.toFixed(1));
			const perOrder = Object.keys(group[0].perOrder).map(
				(name) => `${name} ${median(of((load) => load.perOrder[name])).toFixed(1)}`,
			);
			return [
				way,
				`  orders a second        ${median(of((load) => load.ordersPerSecond)).toFixed(1)} (${rates[0]} to ${rates.at(-1)})`,
				`  answered after, ms     ${median(of((load) => load.latency.median))} in the middle, ${median(of((load) => load.latency.p99))} the slowest hundredth`,
				`  failed                 ${of((load) => load.failed).reduce((sum, count) => sum + count, 0)}`,
				`  all cores in use       ${Math.round(median(of((load) => load.machineUse)) * 100)} %`,
				`  ms of processor/order  ${perOrder.join(', ')}`,
			].join('\n');
		})
		.join('\n');
}

async function main(): Promise<void> {
	const [rounds, seconds] = process.argv.slice(2).map(Number);
	const result = await measureQueueMode(rounds, seconds);
	const text = ({ median: middle, lowest, highest }: Ratio) =>
		`${middle.toFixed(2)} (${lowest.toFixed(2)} to ${highest.toFixed(2)})`;
	console.log(table(result));
	console.log(`two workers over one                      ${text(result.workers.plain)}`);
	console.log(`the same, four seconds of waiting in each ${text(result.workers.waiting)}`);
	console.log(`two webhook processors over one           ${text(result.processors)}`);
	console.log(`cores                                     ${result.cores}`);
}

if (require.main === module) void main();
