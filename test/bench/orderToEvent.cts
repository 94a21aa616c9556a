/* From BigCommerce's notification to the event at Converge: our two nodes against a workflow of n8n's
   own nodes (byHand/workflow.json), in the same n8n under the same load. */
import type { Workflow } from '../../scripts/exampleWorkflow.cts';
import type { World } from '../e2e/support/world.cts';
import { call } from '../sandbox/client.cts';
import { builtInWorkflow } from './byHand/index.cts';
import { load } from './load.cts';
import {
	inWorld,
	notificationOf,
	placedOrders,
	publishTrigger,
	publishTriggerAlone,
	publishWebhook,
	responseRate,
	SETTINGS,
	SETTINGS_NOTE,
	untilCaughtUp,
	withoutLog,
	type Receiver,
} from './n8n.cts';
import { processorTimes } from './processorTime.cts';
import type { Case, Goal, Measurement } from './report.cts';
import { inTurns, quantile } from './timing.cts';

const ORDERS = 40;
const REPETITIONS = 5;
const CONNECTIONS = 5;
/** BigCommerce's response time: none, as on loopback, and what a network adds. */
const DELAYS_MS = [0, 100];

const OURS = 'our two nodes';
const THEIRS = "n8n's own nodes";
/** Reads nothing and delivers nothing, so that this is what n8n itself takes: the limit for ours. */
const IDLE = 'trigger alone';

/** The figures of a turn, each with its unit and goal. */
const FIGURES = {
	rate: { name: 'orders', unit: '/s' },
	p50: { name: 'notification to event, p50', unit: 'ms' },
	p95: { name: 'notification to event, p95', unit: 'ms', goal: { atMost: 0.7 } },
	processor: { name: 'processor time of n8n an order', unit: 'ms' },
	requests: { name: 'API requests an order', unit: '', goal: { atMost: 0.5 } },
	kilobytes: { name: "in n8n's database an order", unit: 'kB' },
} satisfies Record<string, { name: string; unit: string; goal?: Partial<Goal> }>;
/** The figures of one turn. */
export type Turn = Record<keyof typeof FIGURES, number>;

/** The goals for orders a second, as a multiple of theirs, where the API takes no time. */
const MIN_RATES: Record<string, number> = { 'n8n as it comes': 1.3, 'lazy isolates': 3.4 };

interface Condition {
	name: string;
	delay: number;
	/** The goal for orders a second. */
	atLeast?: number;
}

export async function measureOrderToEvent(): Promise<Measurement> {
	const cases: Case[] = [];
	for (const [setting, env] of Object.entries(SETTINGS)) {
		await inWorld(env, async (world) => {
			const receivers = await publishAll(world);
			await untilCaughtUp();
			for (const delay of DELAYS_MS) {
				const name = `API in ${delay} ms, ${setting}`;
				const atLeast = delay > 0 ? undefined : MIN_RATES[setting];
				cases.push(...(await underDelay(world, receivers, { delay, name, atLeast })));
			}
			cases.push(await limitOfN8n(world, receivers, setting));
		});
	}
	return {
		id: 'order-to-event',
		title: 'From notification to event',
		cases,
		notes: [
			`${ORDERS} orders of three lines per turn, ${CONNECTIONS} at once, each with the notification that it is paid; n8n responds when the workflow has finished. In the database: the data of the execution, as n8n's API returns it.`,
			"The limit: our trigger alone, set to output the notification without reading the order, against the whole job of n8n's own nodes. n8n takes that much for each request to a trigger and its execution, whatever the nodes do. An order of a shopper has another notification, as Incomplete: a further request for our trigger, and a further execution for a workflow of n8n's own nodes that listens to it.",
			SETTINGS_NOTE,
		],
	};
}

async function underDelay(
	world: World,
	receivers: Record<string, Receiver>,
	{ delay, name: condition, atLeast }: Condition,
): Promise<Case[]> {
	const { faults } = world.sandbox;
	if (delay > 0) faults.set({ rate: 1, kinds: ['slow'], slowMs: delay, only: /^\/stores/ });
	const turns = await inTurns<string, Turn>(REPETITIONS, {
		[OURS]: () => orderTurn(world, receivers[OURS]),
		[THEIRS]: () => orderTurn(world, receivers[THEIRS]),
	});
	faults.clear();

	return Object.entries(FIGURES).map(([figure, { name, unit, ...more }]) => {
		const goal =
			figure === 'rate' && atLeast ? { atLeast } : 'goal' in more ? more.goal : undefined;
		const samples = (way: string) => turns[way].map((one) => one[figure as keyof Turn]);
		return {
			name: `${name}, ${condition}`,
			unit,
			ways: { [OURS]: samples(OURS), [THEIRS]: samples(THEIRS) },
			goals: goal ? [{ against: THEIRS, ...goal }] : [],
		};
	});
}

async function limitOfN8n(
	world: World,
	receivers: Record<string, Receiver>,
	setting: string,
): Promise<Case> {
	const ways = await inTurns(REPETITIONS, {
		[IDLE]: () => idleTurn(world, receivers[IDLE]),
		[THEIRS]: async () => (await orderTurn(world, receivers[THEIRS])).rate,
	});
	return { name: `the limit: notifications without order and event, ${setting}`, unit: '/s', ways };
}

/** Notifications a second of a trigger that passes them on as they are. */
async function idleTurn(world: World, receiver: Receiver): Promise<number> {
	const orders = placedOrders(world, ORDERS + CONNECTIONS);
	const next = () => notificationOf(world, orders.shift()!);
	return await responseRate(receiver, { amount: ORDERS, connections: CONNECTIONS, next });
}

/** Sends the notifications of new orders and waits for all events. */
export async function orderTurn(
	world: World,
	{ url, headers, workflowId }: Receiver,
): Promise<Turn> {
	const { converge, requests } = world.sandbox;
	const orders = placedOrders(world, ORDERS + CONNECTIONS);
	const sent = new Map<string, number>();
	converge.events.length = 0;
	requests.clear();
	const { n8n: processorBefore } = processorTimes({ n8n: world.n8n.pid });
	const { seconds, statuses } = await load(url, {
		amount: ORDERS,
		connections: CONNECTIONS,
		next: () => {
			const id = orders.shift()!;
			sent.set(String(id), Date.now());
			const shot = notificationOf(world, id);
			return { ...shot, headers };
		},
	});
	const took = converge.events.map(
		({ body, receivedAt }) => receivedAt.getTime() - sent.get(String(body.event_id))!,
	);
	if (statuses['200'] !== ORDERS || took.length !== ORDERS) {
		throw new Error(`${took.length} events; responses ${JSON.stringify(statuses)}`);
	}
	return {
		rate: ORDERS / seconds,
		processor: (processorTimes({ n8n: world.n8n.pid }).n8n - processorBefore) / ORDERS,
		p50: quantile(took, 0.5),
		p95: quantile(took, 0.95),
		requests: requests.count({ path: /^\/stores/ }) / ORDERS,
		kilobytes: (await bytesOfNewest(world, workflowId)) / 1000,
	};
}

/** The size of the newest execution in bytes: the output of its nodes and the workflow itself. */
async function bytesOfNewest({ api }: World, workflowId: string): Promise<number> {
	const [{ id }] = await api.executions(workflowId);
	const { data } = await api.http.get<{ data: { data: string; workflowData: object } }>(
		`/executions/${id}`,
	);
	return (
		Buffer.byteLength(data.data.data) + Buffer.byteLength(JSON.stringify(data.data.workflowData))
	);
}

async function publishAll(world: World): Promise<Record<string, Receiver>> {
	return {
		[IDLE]: await publishTriggerAlone(world, { notificationOnly: true }),
		[OURS]: await publishTrigger(world, withoutLog()),
		[THEIRS]: await publishWebhook(world, await forSandbox(world), 'bigcommerce-orders'),
	};
}

/** The workflow of n8n's own nodes with the sandbox's addresses and credentials. */
export async function forSandbox({ sandbox, api }: World): Promise<Omit<Workflow, 'id'>> {
	const { url, convergeUrl, store, converge } = sandbox;
	const json = JSON.stringify(builtInWorkflow)
		.replaceAll('https://api.bigcommerce.com/stores/abc123', `${url}/stores/${store.hash}`)
		.replaceAll('https://app.runconverge.com/api/webhooks', convergeUrl)
		.replaceAll('abc123', store.hash);
	const credential = async (name: string, value: string) => {
		const { data } = await api.http.post<{ data: { id: string } }>('/credentials', {
			...{ name, type: 'httpHeaderAuth', data: { name, value } },
		});
		return { httpHeaderAuth: { id: data.data.id, name } };
	};
	const toBigCommerce = await credential('X-Auth-Token', store.tokens.full);
	const toConverge = await credential('X-Webhook-Token', converge.token);
	const workflow = JSON.parse(json) as Omit<Workflow, 'id'>;
	for (const node of workflow.nodes) {
		if (!node.type.endsWith('httpRequest')) continue;
		node.credentials = (node as { name?: string }).name === 'Converge' ? toConverge : toBigCommerce;
	}
	return workflow;
}

/** Has the sandbox notify n8n's own nodes, at the URL of their webhook, of changed statuses. */
export async function subscribe({ sandbox }: World, url: string): Promise<void> {
	await call(sandbox, 'POST', '/v3/hooks', {
		body: {
			scope: 'store/order/statusUpdated',
			destination: `https://n8n.example.com${new URL(url).pathname}`,
			is_active: true,
		},
	});
}
