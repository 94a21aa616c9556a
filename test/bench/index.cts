/* `npm run bench`: runs all measurements, or those whose ids are given. Prints a table of each at the end
   and writes the figures to docs/bench, and in short to docs/performance.md. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import path from 'node:path';
import { measureBackfill } from './backfill.cts';
import { measureCatchUp } from './catchUp.cts';
import { measureCost } from './cost.cts';
import { measureDeliveryLog } from './deliveryLog.cts';
import { measureEngineMapping } from './engineMapping.cts';
import { measureFlashSale } from './flashSale.cts';
import { measureHistory } from './history.cts';
import { measureMapping } from './mapping.cts';
import { measureNotifications } from './notifications.cts';
import { measureOrderToEvent } from './orderToEvent.cts';
import { measureHour, measurePlans } from './salePressure.cts';
import { measureQueueMode } from './queueMode.cts';
import { measureReconcile } from './reconcile.cts';
import { measureStartUp } from './startUp.cts';
import { benchFolder, figuresPage, pageFile, withTables } from './page.cts';
import { toSvg } from './plots.cts';
import { toMarkdown, type Measurement } from './report.cts';

const measurements: Record<string, () => Promise<Measurement>> = {
	mapping: measureMapping,
	'engine-mapping': measureEngineMapping,
	'order-to-event': measureOrderToEvent,
	cost: measureCost,
	'flash-sale': measureFlashSale,
	'start-up': measureStartUp,
	plans: measurePlans,
	'steady-hour': measureHour,
	'catch-up': measureCatchUp,
	'delivery-log': measureDeliveryLog,
	notifications: measureNotifications,
	history: measureHistory,
	backfill: measureBackfill,
	reconcile: measureReconcile,
	'queue-mode': measureQueueMode,
};

const say = (text: string) => process.stderr.write(`${text}\n`);

async function main(): Promise<void> {
	const given = process.argv.slice(2);
	const unknown = given.filter((id) => !(id in measurements));
	if (unknown.length > 0) {
		throw new Error(
			`Unknown measurement ${unknown.join(', ')}. Choose from: ${Object.keys(measurements).join(', ')}.`,
		);
	}
	mkdirSync(benchFolder, { recursive: true });
	const tables: string[] = [];
	for (const id of given.length > 0 ? given : Object.keys(measurements)) {
		const [load] = loadavg();
		say(`${id} … (the machine's load is ${load.toFixed(1)})`);
		const measurement = await measurements[id]();
		const machine = {
			processor: cpus()[0].model,
			cores: availableParallelism(),
			node: process.version,
			loadBefore: load,
		};
		write(`${id}.json`, JSON.stringify({ ...measurement, machine, at: new Date() }, null, '\t'));
		write(`${id}.svg`, toSvg(measurement));
		writeFileSync(path.join(benchFolder, `${id}.md`), figuresPage(measurement));
		tables.push(toMarkdown(measurement));
	}
	writeFileSync(pageFile, withTables(readFileSync(pageFile, 'utf8')));
	process.stdout.write(`${tables.join('\n')}\n`);
}

function write(name: string, content: string): void {
	writeFileSync(path.join(benchFolder, name), `${content}\n`);
}

main().catch((error: Error) => {
	say(error.message);
	process.exitCode = 1;
});
