import { setTimeout as sleep } from 'node:timers/promises';
import { toRfc2822 } from '../sandbox/store/dates.cts';
import { changeHook, hooksOf } from './support/hooks.cts';
import { exampleWorkflow } from './support/manual.cts';
import { startWorld, type World } from './support/world.cts';

const MINUTES = 60_000;
let world: World;
let reconcile: string;

beforeAll(async () => {
	// 48 hours of retries pass in half a second.
	world = await startWorld({ sandbox: { retryScale: 0.000_003 } });
}, 20 * MINUTES);

afterAll(async () => await world?.stop(), MINUTES);

/** The nightly workflow, scheduled every ten seconds. */
function shortNights() {
	const workflow = exampleWorkflow('reconcile-nightly');
	const nodes = workflow.nodes as Array<{ name: string; type: string; parameters: object }>;
	const schedule = nodes.find(({ name }) => name === 'Every night')!;
	schedule.parameters = { rule: { interval: [{ field: 'seconds', secondsInterval: 10 }] } };
	return workflow;
}

async function untilExecution(status: string): Promise<string> {
	for (;;) {
		const found = (await world.api.executions(reconcile)).find((one) => one.status === status);
		if (found) return found.id;
		await sleep(250);
	}
}

test(
	'the nightly run sends orders that n8n missed and BigCommerce gave up on',
	async () => {
		const { store, deliveries, converge } = world.sandbox;
		await world.n8n.stop();
		const orders = Array.from({ length: 100 }, () => store.createOrder({ status_id: 11 }));
		const migrated = store.createOrder({ status_id: 10, external_source: 'M-MIG' });
		await deliveries.idle(MINUTES);
		const [created] = await hooksOf(world);
		expect(created).toMatchObject({ scope: 'store/order/created', is_active: false });

		// Older than what the trigger recovers when it starts.
		for (const order of [...orders, migrated])
			order.date_modified = toRfc2822(new Date(Date.now() - 3_600_000));
		await world.restartN8n();
		await world.api.waitUntilActive(world.workflowId);
		expect(converge.distinct()).toBe(0);

		reconcile = await world.api.createWorkflow(shortNights());
		await world.api.activate(reconcile);
		await untilExecution('success');
		expect([...converge.byEventId.keys()].sort()).toEqual(
			orders.map(({ id }) => String(id)).sort(),
		);
	},
	5 * MINUTES,
);

test(
	'an inactive webhook fails the nightly run with a reason',
	async () => {
		const [hook] = await hooksOf(world);
		await changeHook(world, hook.id, { is_active: false });
		const id = await untilExecution('error');
		const { data } = await world.api.http.get<{ data: { data: string } }>(`/executions/${id}`);
		expect(data.data.data).toContain('BigCommerce may not deliver orders to this n8n');
		expect(data.data.data).toContain(`Webhook ${hook.id} (${hook.scope})`);
	},
	5 * MINUTES,
);
