/* Back-fills a long history with workflows/backfill-orders.json in a real n8n with a limited heap, and
   measures whether its memory grows. */
import { isPlacedStatus } from '../../nodes/shared/orderStatus.ts';
import { withSettings } from '../../scripts/exampleWorkflow.cts';
import { exampleWorkflow } from '../e2e/support/manual.cts';
import { call } from '../sandbox/client.cts';
import type { Sandbox } from '../sandbox/index.cts';
import { HEAP_MB, inSmallWorld, runNote, watchRun } from './memory.cts';
import type { Measurement } from './report.cts';

/** Set `BACKFILL_ORDERS` for another number. */
const ORDERS = Number(process.env.BACKFILL_ORDERS ?? 20_000);

export async function measureBackfill(): Promise<Measurement> {
	return await inSmallWorld(async (world) => {
		const { sandbox, api } = world;
		sandbox.store.history.fill(ORDERS);
		const placed = await placedOrders(sandbox);
		const settings = { start_date: new Date(Date.now() - 400 * 86_400_000).toISOString() };
		const id = await api.createWorkflow(withSettings(exampleWorkflow('backfill-orders'), settings));
		const run = await watchRun(world, id);
		const { seconds, ids, count } = run;
		if (ids.size !== placed) {
			throw new Error(`The back-fill ended with ${ids.size} of ${placed} orders`);
		}
		return {
			id: 'backfill',
			title: 'A long back-fill',
			cases: [run.memory],
			notes: [
				`${ORDERS} orders, ${placed} of them placed, with n8n's heap limited to ${HEAP_MB} MB and the quota of BigCommerce's Pro plan (450 requests in 30 s): ${count.events} events in ${Math.round(seconds)} s (${Math.round(ids.size / seconds)} a second); ${runNote(run)}`,
			],
		};
	});
}

async function placedOrders(sandbox: Sandbox): Promise<number> {
	const { data } = await call(sandbox, 'GET', '/v2/orders/count');
	return (data as { statuses: Array<{ id: number; count: number }> }).statuses
		.filter(({ id }) => isPlacedStatus(id))
		.reduce((sum, { count }) => sum + count, 0);
}
