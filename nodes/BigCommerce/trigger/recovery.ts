import { sleep, type IDataObject, type IRun, type ITriggerFunctions } from 'n8n-workflow';
import type { Order } from '../../shared/orderItem';
import type { OrderMemory } from './deduplicator';
import { connect } from '../api/client';
import { listOrdersById } from '../orders/listOrdersById';
import { about, orderKey } from './context';
import { triggerParameters, type TriggerParameters } from './parameters';
import { readWantedOrder } from './selectOrder';

/** What the clocks of n8n and of BigCommerce may be apart, in ms. */
const CLOCK_SKEW = 2 * 60_000;

const MINUTE = 60_000;
/** Before each try, in minutes: at first none, then as BigCommerce repeats a notification. */
const PAUSES = [0, 1, 3, 5, 10, 15, 30, 60, 120, 360, 840, 1440];

/**
 * Emits the orders that were placed while this n8n was starting.
 *
 * While n8n 2.41 brings its database up to date it answers every request with 200 ("n8n is starting
 * up"), notifications too. BigCommerce takes them for delivered then and does not repeat them. So the
 * orders that have changed since this process began are looked at once, and those that are placed are
 * emitted unless their notification has come through.
 *
 * It runs beside the trigger and takes over what BigCommerce's repetitions do otherwise: an order
 * whose execution fails is emitted again after 1 minute, 3, 5 and so on, for 48 hours.
 *
 * @returns a function that ends it
 */
export function catchUp(context: ITriggerFunctions, memory: OrderMemory): () => void {
	let isOver = false;
	const parameters = triggerParameters(context);
	const since = new Date(performance.timeOrigin - CLOCK_SKEW);

	const run = async () => {
		let open: number[] | undefined;
		for (const pause of PAUSES) {
			if (pause > 0) await sleep(pause * MINUTE);
			open ??= await changedSince(context, since);
			const failed: number[] = [];
			for (const id of open ?? []) {
				if (isOver) return;
				if (!(await emitOnce(context, memory, id, parameters))) failed.push(id);
			}
			if (open && failed.length === 0) return;
			open &&= failed;
		}
	};
	if (parameters.event === 'orderPlaced' && !parameters.notificationOnly) void run();
	return () => {
		isOver = true;
	};
}

async function changedSince(
	context: ITriggerFunctions,
	since: Date,
): Promise<number[] | undefined> {
	try {
		const api = await connect(context);
		const query = { min_date_modified: since.toISOString() };
		const ids: number[] = [];
		for await (const page of listOrdersById<Order>(api, query)) {
			ids.push(...page.map(({ id }) => id));
		}
		return ids;
	} catch (error) {
		const { message } = error as Error;
		context.logger.warn(`Orders of the start of n8n could not be read: ${message}`, about(context));
		return undefined;
	}
}

/** Whether there is no more to do for the order. */
async function emitOnce(
	context: ITriggerFunctions,
	memory: OrderMemory,
	id: number,
	parameters: TriggerParameters,
): Promise<boolean> {
	const key = orderKey(context, id);
	try {
		const order = await memory.once(key, async () => {
			const api = await connect(context);
			return await readWantedOrder(api, id, parameters);
		});
		if (order === undefined || order === 'duplicate') return true;

		const done = context.helpers.createDeferredPromise<IRun>();
		context.emit([[{ json: order as unknown as IDataObject }]], undefined, done);
		if (parameters.acknowledge === 'whenReceived') return true;
		if (hasEndedWell(await done.promise)) return true;
	} catch (error) {
		const { message } = error as Error;
		context.logger.warn(`An order could not be passed on: ${message}`, about(context));
	}
	memory.forget(key);
	return false;
}

function hasEndedWell(run: IRun | undefined): boolean {
	return run !== undefined && run.data.resultData.error === undefined && run.status !== 'crashed';
}
