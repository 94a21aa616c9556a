/* Compares a long history with the delivery log, with workflows/reconcile-nightly.json in a real n8n with a
   limited heap, and measures whether its memory grows. */
import { isPlacedStatus } from '../../nodes/shared/orderStatus.ts';
import { withSettings } from '../../scripts/exampleWorkflow.cts';
import { exampleWorkflow } from '../e2e/support/manual.cts';
import { createTable, insertRows, rowsOf, type Row } from '../e2e/support/tables.cts';
import type { World } from '../e2e/support/world.cts';
import { LOG, logColumns } from './deliveryLog.cts';
import { HEAP_MB, inSmallWorld, runNote, watchRun } from './memory.cts';
import type { Measurement } from './report.cts';

/** Set `RECONCILE_ORDERS` for another number. */
const ORDERS = Number(process.env.RECONCILE_ORDERS ?? 10_000);
const DAY_MS = 86_400_000;
/** One order in this many is missing in the log. */
const LOST_EVERY = 500;

export async function measureReconcile(): Promise<Measurement> {
	return await inSmallWorld(async (world) => {
		const { sandbox, api } = world;
		sandbox.store.history.fill(ORDERS, { to: new Date(Date.now() - DAY_MS) });
		const { placed, lost } = await fillLog(world);
		const settings = {
			start_date: new Date(Date.now() - 400 * DAY_MS).toISOString(),
			keep_log_days: 500,
		};
		const workflow = withSettings(exampleWorkflow('reconcile-nightly'), settings);
		const run = await watchRun(world, await api.createWorkflow(workflow));
		const [row] = await rowsOf(world, 'Converge accuracy');
		const { ids, seconds, count } = run;
		if (row.placed !== placed || row.sent_now !== lost || row.open !== 0 || ids.size !== lost) {
			throw new Error(
				`The run found ${row.placed} of ${placed} placed orders, ${ids.size} of ${lost} lost ones`,
			);
		}
		return {
			id: 'reconcile',
			title: 'A long reconciliation',
			cases: [run.memory],
			notes: [
				`${ORDERS} changed orders, ${placed} of them placed and all but ${lost} of these in the log, with n8n's heap limited to ${HEAP_MB} MB and the quota of BigCommerce's Pro plan (450 requests in 30 s): compared in ${Math.round(seconds)} s (${Math.round(ORDERS / seconds)} a second), ${count.events} events sent; ${runNote(run)}`,
			],
		};
	});
}

/** Logs the placed orders as delivered, except for some. */
async function fillLog(world: World): Promise<{ placed: number; lost: number }> {
	await createTable(world, LOG, logColumns());
	const { store } = world.sandbox;
	let placed = 0;
	let lost = 0;
	let rows: Row[] = [];
	for (let id = 1; id <= ORDERS; id++) {
		const order = store.history.order(id);
		if (isPlacedStatus(order.status_id)) {
			placed++;
			const at = new Date(order.date_created).toISOString();
			if (placed % LOST_EVERY === 0) lost++;
			else {
				rows.push({
					...{ store: store.hash, order_id: id, event_id: String(id) },
					...{ event_name: 'Placed Order', total_price: Number(order.total_inc_tax) },
					...{ currency: order.default_currency_code, timestamp: at, delivered: true },
				});
			}
		}
		if (rows.length === 1000 || id === ORDERS) {
			await insertRows(world, LOG, rows);
			rows = [];
		}
	}
	return { placed, lost };
}
