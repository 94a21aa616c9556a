/* What an order of a shopper costs from end to end, its notification as Incomplete included: requests to
   BigCommerce, executions, and space in n8n's database, with the settings that people can choose. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readExampleWorkflow, type Workflow } from '../../scripts/exampleWorkflow.cts';
import { hooksOf } from '../e2e/support/hooks.cts';
import type { World } from '../e2e/support/world.cts';
import { call } from '../sandbox/client.cts';
import { inWorld, publishTrigger, publishWebhook, SETTINGS, withoutLog } from './n8n.cts';
import { forSandbox } from './orderToEvent.cts';
import type { Case, Measurement } from './report.cts';

const ORDERS = 20;
/** As BigCommerce's payment of a card may take. */
const PAY_AFTER_MS = 1_000;

/** For an order. */
interface Cost {
	requests: number;
	executions: number;
	kilobytes: number;
}

export async function measureCost(): Promise<Measurement> {
	const costs: Record<string, Cost> = {};
	await inWorld(SETTINGS['lazy isolates'], async (world) => {
		const measure = async (way: string, workflow: Omit<Workflow, 'id'>) => {
			const { workflowId } = await publishTrigger(world, workflow);
			// The trigger learns from the first order that they are Incomplete at first.
			await buy(world, 1);
			costs[way] = await costOf(world, workflowId);
			await world.api.deactivate(workflowId);
			while ((await hooksOf(world)).length > 0) await sleep(200);
		};
		await measure('our two nodes', withoutLog());
		await measure('with the delivery log', readExampleWorkflow());
		await measure('successful executions not saved', unsaved(withoutLog()));

		const theirs = await publishWebhook(world, await forSandbox(world), 'bigcommerce-orders');
		const destination = `https://n8n.example.com${new URL(theirs.url).pathname}`;
		for (const scope of ['store/order/created', 'store/order/statusUpdated']) {
			const body = { scope, destination, is_active: true };
			await call(world.sandbox, 'POST', '/v3/hooks', { body });
		}
		costs["n8n's own nodes"] = await costOf(world, theirs.workflowId);
	});
	const figure = (name: string, unit: string, pick: (cost: Cost) => number): Case => ({
		...{ name, unit },
		ways: Object.fromEntries(Object.entries(costs).map(([way, cost]) => [way, [pick(cost)]])),
	});
	return {
		id: 'cost',
		title: 'What an order costs',
		cases: [
			figure('API requests', '', ({ requests }) => requests),
			figure('executions', '', ({ executions }) => executions),
			figure("in n8n's database", 'kB', ({ kilobytes }) => kilobytes),
		],
		notes: [
			`The mean of ${ORDERS} orders, one after the other, each Incomplete at first and paid ${PAY_AFTER_MS / 1000} s later, of as many lines as the sandbox gives them. In the database: the data of its executions, as n8n's API returns them. The trigger waits up to 3 s for the news that an order is paid; where that takes longer, it makes a third request.`,
		],
	};
}

function unsaved(workflow: Omit<Workflow, 'id'>): Omit<Workflow, 'id'> {
	return { ...workflow, settings: { ...workflow.settings, saveDataSuccessExecution: 'none' } };
}

async function costOf(world: World, workflowId: string): Promise<Cost> {
	const { requests, converge } = world.sandbox;
	const known = await executionIds(world, workflowId);
	requests.clear();
	converge.events.length = 0;
	await buy(world, ORDERS);
	if (converge.byEventId.size < ORDERS) throw new Error('Not every order has arrived');
	await sleep(1_000);
	const ids = (await executionIds(world, workflowId)).filter((id) => !known.includes(id));
	const sizes = await Promise.all(ids.map(async (id) => await bytesOf(world, id)));
	return {
		requests: requests.count({ path: /^\/stores/ }) / ORDERS,
		executions: converge.events.length > 0 && ids.length === 0 ? 0 : ids.length / ORDERS,
		kilobytes: sizes.reduce((sum, size) => sum + size, 0) / ORDERS / 1000,
	};
}

async function buy({ sandbox }: World, count: number): Promise<void> {
	for (let bought = 0; bought < count; bought++) {
		await sandbox.store.placeOrder({}, { payAfterMs: PAY_AFTER_MS }).paid;
		await sandbox.deliveries.idle(30_000);
	}
}

async function executionIds({ api }: World, workflowId: string): Promise<string[]> {
	return (await api.executions(workflowId)).map(({ id }) => id);
}

async function bytesOf({ api }: World, id: string): Promise<number> {
	const { data } = await api.http.get<{ data: { data: string; workflowData: object } }>(
		`/executions/${id}`,
	);
	return (
		Buffer.byteLength(data.data.data) + Buffer.byteLength(JSON.stringify(data.data.workflowData))
	);
}
