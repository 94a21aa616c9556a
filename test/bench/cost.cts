/* What an order of a shopper costs from end to end, its notification as Incomplete included: requests to
   BigCommerce, executions, and space in n8n's database, with the settings that people can choose. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readExampleWorkflow, type Workflow } from '../../scripts/exampleWorkflow.cts';
import type { World } from '../e2e/support/world.cts';
import { inWorld, publishTrigger, publishWebhook, SETTINGS, withoutLog } from './n8n.cts';
import { forSandbox, subscribe } from './orderToEvent.cts';
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
	const costs: Record<string, Cost> = {
		'our two nodes': await ofOurs(withoutLog()),
		'with the delivery log': await ofOurs(readExampleWorkflow()),
		'successful executions not saved': await ofOurs(unsaved(withoutLog())),
		"n8n's own nodes": await ofTheirs(),
	};
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
			`The mean of ${ORDERS} orders, one after the other, each Incomplete at first and paid ${PAY_AFTER_MS / 1000} s later, of as many lines as the sandbox gives them. In the database: the data of its executions, as n8n's API returns them. The trigger waits up to 3 s for the news that an order is paid; where that takes longer, it makes another request.`,
			"n8n's own nodes are notified only of changed statuses: of Incomplete orders as well, they would make four more requests for each, and start another execution.",
		],
	};
}

/** In a world of its own, so that each way gets the same orders. */
async function ofOurs(workflow: Omit<Workflow, 'id'>): Promise<Cost> {
	return await inWorld(SETTINGS['lazy isolates'], async (world) => {
		const { workflowId } = await publishTrigger(world, workflow);
		// The trigger learns from the first order that they are Incomplete at first.
		await buy(world, 1);
		return await costOf(world, workflowId);
	});
}

async function ofTheirs(): Promise<Cost> {
	return await inWorld(SETTINGS['lazy isolates'], async (world) => {
		const { workflowId, url } = await publishWebhook(
			world,
			await forSandbox(world),
			'bigcommerce-orders',
		);
		await subscribe(world, url);
		await buy(world, 1);
		return await costOf(world, workflowId);
	});
}

function unsaved(workflow: Omit<Workflow, 'id'>): Omit<Workflow, 'id'> {
	return { ...workflow, settings: { ...workflow.settings, saveDataSuccessExecution: 'none' } };
}

async function costOf(world: World, workflowId: string): Promise<Cost> {
	const { requests, converge } = world.sandbox;
	const known = await executionIds(world, workflowId);
	requests.clear();
	converge.events.length = 0;
	converge.byEventId.clear();
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
