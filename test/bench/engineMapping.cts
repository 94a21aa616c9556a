/* How long mapping takes in a real n8n, by the time that n8n records for each node: the Converge node
   against n8n's Code node and Edit Fields, each with the same mapping written by hand. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ended, execute } from '../e2e/support/manual.cts';
import { startWorld, type World } from '../e2e/support/world.cts';
import { javaScript, n8nExpression } from './byHand/index.cts';
import { orderItem } from './orders.cts';
import type { Case, Measurement } from './report.cts';
import { inTurns } from './timing.cts';

const REPETITIONS = 5;
/** Lines per order → number of orders mapped at once. */
const ORDERS: Record<number, number> = { 1: 500, 5: 500, 50: 100 };

const nodes = {
	'Converge node': {
		type: 'n8n-nodes-bigcommerce-converge.converge',
		typeVersion: 1,
		parameters: { operation: 'mapOrder' },
	},
	'Code node': {
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		parameters: {
			jsCode: `${javaScript}\nreturn $input.all().map(({ json }) => ({ json: placedOrder(json) }));`,
		},
	},
	'Edit Fields': {
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: `={{ ${n8nExpression} }}`, options: {} },
	},
};

export async function measureEngineMapping(): Promise<Measurement> {
	const world = await startWorld();
	try {
		const cases: Case[] = [];
		for (const lineCount of Object.keys(ORDERS))
			cases.push(await mapping(world, Number(lineCount)));
		return {
			id: 'engine-mapping',
			title: "Mapping an order, in n8n's engine",
			cases,
			notes: [
				"Time of the node as recorded by n8n, for 500 orders in one execution (100 orders of 50 lines). The Code node runs in n8n's task runner, so its time includes sending the orders there and the events back.",
			],
		};
	} finally {
		await world.stop();
	}
}

async function mapping(world: World, lineCount: number): Promise<Case> {
	const orders = Array.from({ length: ORDERS[lineCount] }, (_, index) =>
		orderItem(index + 1, lineCount),
	);
	const source = createServer((_request, response) => {
		response.setHeader('content-type', 'application/json').end(JSON.stringify(orders));
	});
	await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(source.address() as AddressInfo).port}`;
	try {
		const ways = {} as Record<string, () => Promise<number>>;
		for (const [way, node] of Object.entries(nodes)) {
			const id = await world.api.createWorkflow(workflow(node, url));
			ways[way] = async () => ((await timeOf(world, id, orders.length)) / orders.length) * 1000;
		}
		return {
			name: lineCount === 1 ? '1 line' : `${lineCount} lines`,
			unit: 'µs',
			ways: await inTurns(REPETITIONS, ways),
			goals: [
				{ against: 'Code node', atMost: 1 },
				{ against: 'Edit Fields', atMost: 0.2 },
			],
		};
	} finally {
		source.close();
	}
}

function workflow(way: object, url: string) {
	const common = { position: [0, 0], typeVersion: 1 };
	const manual = { ...common, type: 'n8n-nodes-base.manualTrigger', parameters: {} };
	const request = {
		...{ ...common, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 },
		parameters: { url, options: {} },
	};
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	return {
		name: 'Mapping',
		nodes: [
			{ ...manual, id: randomUUID(), name: 'Start' },
			{ ...request, id: randomUUID(), name: 'Orders' },
			{ ...common, ...way, id: randomUUID(), name: 'Mapping' },
		],
		connections: { Start: to('Orders'), Orders: to('Mapping') },
		settings: { executionOrder: 'v1' },
	};
}

interface RunData {
	resultData: {
		runData: Record<string, Array<{ executionTime: number; data: { main: object[][] } }>>;
	};
}

/** The time of the mapping node in one execution, in ms. */
async function timeOf(world: World, workflowId: string, orders: number): Promise<number> {
	const id = await execute(world, workflowId, 'Start');
	const status = await ended(world, id);
	const { data } = await world.api.http.get<{ data: { data: string } }>(`/executions/${id}`);
	const { parse } = await import('flatted');
	const { runData } = (parse(data.data.data) as RunData).resultData;
	const [{ executionTime, data: output }] = runData.Mapping;
	if (status !== 'success' || output.main[0].length !== orders) {
		throw new Error(`The mapping ended with status ${status} and ${output?.main[0].length} events`);
	}
	return executionTime;
}
