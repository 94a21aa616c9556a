/* A sale to the trigger in n8n-core, in real time or with a fast clock. The latter runs in a process of its
   own. */
import { fork } from 'node:child_process';
import { flashSale, type FlashSaleOptions } from '../sandbox/faults/flashSale.cts';
import { startSandbox } from '../sandbox/index.cts';
import { untilCaughtUp } from './n8n.cts';
import { watchSale, type Sale } from './sale.cts';
import {
	fastClock,
	messageOf,
	startTriggerProcess,
	type TriggerProcess,
} from './triggerProcess.cts';

/** Orders that the store had before. */
export const EARLIER_ORDERS = 2_000;
const MEMORY_EVERY_MS = 60_000;

export interface TriggerSale extends Sale {
	/** At the end of the first quarter of the sale, and of the last. */
	memoryMb: [first: number, last: number];
}

/** A sale to a trigger that was published a while ago. */
export async function sell(options: FlashSaleOptions): Promise<TriggerSale> {
	const sandbox = await startSandbox();
	sandbox.store.generateOrders(EARLIER_ORDERS);
	let receiver: TriggerProcess | undefined;
	try {
		receiver = await startTriggerProcess(sandbox);
		await sandbox.store.placeOrder().paid;
		// The catch-up after a publish would bring what the sale left undone.
		await untilCaughtUp();
		sandbox.converge.byEventId.clear();
		const watched = watchSale(sandbox, options.orders);
		const memory: number[] = [];
		const timer = setInterval(() => {
			void receiver?.memoryMb().then((memoryMb) => memory.push(memoryMb));
		}, MEMORY_EVERY_MS);
		const { otherApp } = await flashSale(sandbox, { ...options, isOver: watched.isOver });
		clearInterval(timer);
		const quarter = memory.slice(0, Math.ceil(memory.length / 4)).at(-1) ?? NaN;
		return {
			...watched.result(),
			refusedOthers: otherApp.refused,
			memoryMb: [quarter, await receiver.memoryMb()],
		};
	} finally {
		receiver?.stop();
		await sandbox.stop();
	}
}

/** The same while clocks and waits are `speed` times as fast. */
export async function sellFast(options: FlashSaleOptions, speed: number): Promise<TriggerSale> {
	const child = fork(__filename, [JSON.stringify(options)], {
		execArgv: ['--require', 'tsx/cjs', '--require', fastClock],
		env: { ...process.env, CLOCK_SPEED: String(speed) },
	});
	return await messageOf<TriggerSale>(child);
}

async function main(options: FlashSaleOptions): Promise<void> {
	const sale = await sell(options);
	process.send!(sale, () => process.exit());
}

if (require.main === module) void main(JSON.parse(process.argv[2]) as FlashSaleOptions);
