/* The n8n that is measured: its settings, and the published workflows that receive requests. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
	readExampleWorkflow,
	withCredentials,
	type Workflow,
} from '../../scripts/exampleWorkflow.cts';
import { hooksOf } from '../e2e/support/hooks.cts';
import { startWorld, type World } from '../e2e/support/world.cts';
import { notification } from '../sandbox/webhooks/notification.cts';
import { load, type Shot } from './load.cts';

/** The settings of n8n that are compared: name → environment variables. */
export const SETTINGS: Record<string, Record<string, string>> = {
	'n8n as it comes': {},
	'lazy isolates': { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
};

/** Explains the names of the settings, for the notes. */
export const SETTINGS_NOTE =
	'"Lazy isolates" is n8n with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true: it starts a V8 isolate only when there is an expression to evaluate, not for every request and execution.';

/** Longer than the trigger waits after a publish until it catches up. */
const CATCH_UP_MS = 100_000;

/** Runs `work` with an n8n that has these settings and a sandbox without a rate limit. */
export async function inWorld<T>(
	env: Record<string, string>,
	work: (world: World) => Promise<T>,
): Promise<T> {
	const world = await startWorld({
		env,
		sandbox: { rateLimit: { quota: 1e9, windowMs: 30_000 } },
	});
	try {
		await world.api.deactivate(world.workflowId);
		// Until they are removed, nobody receives what its webhooks get.
		while ((await hooksOf(world)).length > 0) await sleep(200);
		return await work(world);
	} finally {
		await world.stop();
	}
}

/** A published workflow that receives requests. */
export interface Receiver {
	workflowId: string;
	url: string;
	/** The headers that a request needs to be accepted. */
	headers: Record<string, string>;
}

/** Publishes a workflow that starts with our trigger. */
export async function publishTrigger(
	world: World,
	workflow: Omit<Workflow, 'id'>,
): Promise<Receiver> {
	const workflowId = await publish(world, workflow);
	const { destination, headers } = (await hooksOf(world)).at(-1)!;
	return { workflowId, url: local(world, new URL(destination).pathname), headers };
}

/** Publishes a workflow of our trigger alone. */
export async function publishTriggerAlone(world: World, options: object): Promise<Receiver> {
	const type = 'n8n-nodes-bigcommerce-converge.bigCommerceTrigger';
	return await publishTrigger(world, single({ type, typeVersion: 2, parameters: { options } }));
}

/** Responses a second to `amount` requests, each of which has to be answered with `status`. */
export async function responseRate(
	{ url, headers }: Receiver,
	requests: { amount: number; connections: number; next: () => Shot; status?: number },
): Promise<number> {
	const { amount, connections, next, status = 200 } = requests;
	const { seconds, statuses } = await load(url, {
		...{ amount, connections },
		next: () => {
			const given = next();
			return { ...given, headers: { ...headers, ...given.headers } };
		},
	});
	if (statuses[status] !== amount) {
		throw new Error(`Expected ${status} only, got ${JSON.stringify(statuses)}`);
	}
	return amount / seconds;
}

/**
 * Waits until triggers published so far have caught up on the first minute of their webhooks. Orders made
 * before that would be delivered by each of them, also without a notification.
 */
export async function untilCaughtUp(): Promise<void> {
	await sleep(CATCH_UP_MS);
}

/** Publishes a workflow that starts with n8n's Webhook node. */
export async function publishWebhook(
	world: World,
	workflow: Omit<Workflow, 'id'>,
	path: string,
): Promise<Receiver> {
	const workflowId = await publish(world, workflow);
	return { workflowId, url: local(world, `/webhook/${path}`), headers: {} };
}

/** The example workflow without its nodes for the delivery log. */
export function withoutLog(): Omit<Workflow, 'id'> {
	const workflow = readExampleWorkflow();
	const types = ['n8n-nodes-base.set', 'n8n-nodes-base.dataTable'];
	const nodes = workflow.nodes.filter(({ type }) => !types.includes(type));
	const toConverge = Object.entries(workflow.connections).slice(0, 1);
	return { ...workflow, nodes, connections: Object.fromEntries(toConverge) };
}

/** A workflow with a single node named Start. */
export function single(node: {
	type: string;
	typeVersion: number;
	parameters: object;
}): Omit<Workflow, 'id'> {
	const start = { ...node, id: randomUUID(), name: 'Start', position: [0, 0] };
	return {
		name: node.type,
		nodes: [{ ...start, webhookId: randomUUID() }],
		connections: {},
		settings: { executionOrder: 'v1' },
	};
}

let serial = 0;

/** BigCommerce's webhook request for an order, by default that its status has changed. */
export function notificationOf(
	{ sandbox }: Pick<World, 'sandbox'>,
	orderId: number,
	scope = 'store/order/statusUpdated',
): Shot {
	const event = { scope, data: { type: 'order', id: orderId } };
	return { headers: {}, body: JSON.stringify(notification(event, sandbox.store, ++serial)) };
}

/**
 * Creates placed orders of three lines, without notifications. They are placed now: those of before the
 * publish are history to the trigger. A second's fraction is missing in an order's date.
 */
export function placedOrders({ sandbox }: World, count: number): number[] {
	const given = { status_id: 11, lines: [{}, {}, {}] };
	const soon = new Date(Date.now() + 1000);
	return sandbox.store.generateOrders(count, { given, from: soon, to: soon }).map(({ id }) => id);
}

async function publish({ api }: World, workflow: Omit<Workflow, 'id'>): Promise<string> {
	const id = await api.createWorkflow(withCredentials(workflow));
	await api.activate(id);
	return id;
}

function local({ instance }: World, path: string): string {
	return `http://127.0.0.1:${instance.port}${path}`;
}
