/* How many notifications a second our trigger handles, against n8n's plain Webhook node, which does
   nothing with them: the upper limit. Each is the only node of its workflow, in a real n8n. */
import { randomUUID } from 'node:crypto';
import type { World } from '../e2e/support/world.cts';
import type { Shot } from './load.cts';
import {
	inWorld,
	notificationOf,
	placedOrders,
	publishTriggerAlone,
	publishWebhook,
	responseRate,
	SETTINGS,
	SETTINGS_NOTE,
	single,
	type Receiver,
} from './n8n.cts';
import type { Case, Measurement } from './report.cts';
import { inTurns } from './timing.cts';

const AMOUNT = 60;
const REPETITIONS = 5;
const CONNECTIONS = 10;

/** n8n's response modes → the trigger's values for them. */
const MODES = { onReceived: 'whenReceived', lastNode: 'whenFinished' } as const;
type Mode = keyof typeof MODES;

/** A kind of notification: its requests, and the trigger's response to them. */
interface Kind {
	name: string;
	/** Starts a turn; returns a function that returns the next request. */
	shots: () => () => Shot;
	status: 200 | 401;
	/** The goal for our responses a second, as a multiple of the Webhook node's, by setting. */
	atLeast: Record<string, number>;
	/** The fewest requests to BigCommerce in a turn; with fewer, the orders were not read. */
	minRequests: number;
}

const MIN_PLACED = { 'n8n as it comes': 0.5, 'lazy isolates': 0.65 };
const MIN_REFUSED = { 'n8n as it comes': 1.5, 'lazy isolates': 1.5 };

export async function measureNotifications(): Promise<Measurement> {
	const cases: Case[] = [];
	for (const [setting, env] of Object.entries(SETTINGS)) {
		await inWorld(env, async (world) => {
			for (const mode of Object.keys(MODES) as Mode[]) {
				cases.push(...(await underMode(world, mode, setting)));
			}
			cases.push(...(await withLess(world, setting)));
		});
	}
	const note = `${AMOUNT} notifications per turn, ${CONNECTIONS} at once. For a placed order the trigger reads the order and the customer's earlier orders; the Webhook node outputs the request as it is.`;
	return {
		id: 'notifications',
		title: 'Notifications handled per second',
		cases,
		notes: [note, SETTINGS_NOTE],
	};
}

async function underMode(world: World, mode: Mode, setting: string): Promise<Case[]> {
	const trigger = await publishTriggerAlone(world, { acknowledge: MODES[mode] });
	const webhook = await webhookNode(world, mode);
	const cases: Case[] = [];
	for (const { name, shots, status, atLeast, minRequests } of kinds(world, trigger)) {
		const { requests } = world.sandbox;
		const ways = await inTurns(REPETITIONS, {
			'BigCommerce Trigger': async () => {
				requests.clear();
				const perSecond = await rate(trigger, shots(), status);
				const made = requests.count({ path: /^\/stores/ });
				if (made < minRequests) throw new Error(`${name}: only ${made} requests to BigCommerce`);
				return perSecond;
			},
			'Webhook node': () => rate(webhook, shots(), 200),
		});
		const goals = [{ against: 'Webhook node', atLeast: atLeast[setting] }];
		cases.push({ name: `${name}, ${mode}, ${setting}`, unit: '/s', ways, goals });
	}
	await unpublish(world, trigger);
	return cases;
}

/** The cost of the requests for a placed order: the trigger with one fewer, and with none. */
async function withLess(world: World, setting: string): Promise<Case[]> {
	const webhook = await webhookNode(world, 'lastNode');
	const cases: Case[] = [];
	for (const [name, options] of Object.entries({
		'placed orders, without Detect New Customers': { detectNewCustomer: false },
		'notification only': { notificationOnly: true },
	})) {
		const trigger = await publishTriggerAlone(world, options);
		const { shots } = kinds(world, trigger)[0];
		const ways = await inTurns(REPETITIONS, {
			'BigCommerce Trigger': () => rate(trigger, shots(), 200),
			'Webhook node': () => rate(webhook, shots(), 200),
		});
		cases.push({ name: `${name}, lastNode, ${setting}`, unit: '/s', ways });
		await unpublish(world, trigger);
	}
	return cases;
}

/** Otherwise the trigger would catch up on the orders of those that are measured later. */
async function unpublish({ api }: World, { workflowId }: Receiver): Promise<void> {
	await api.deactivate(workflowId);
}

async function webhookNode(world: World, mode: Mode): Promise<Receiver> {
	const path = randomUUID();
	const parameters = {
		...{ httpMethod: 'POST', path, responseMode: mode, responseData: 'noData', options: {} },
	};
	const node = { type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters };
	return await publishWebhook(world, single(node), path);
}

function kinds(world: World, trigger: Receiver): Kind[] {
	const [known] = placedOrders(world, 1);
	const [secret] = Object.keys(trigger.headers);
	const forged = { [secret]: 'f'.repeat(64) };
	return [
		{
			name: 'placed orders',
			shots: () => {
				const orders = placedOrders(world, AMOUNT + CONNECTIONS);
				return () => notificationOf(world, orders.shift()!);
			},
			status: 200,
			atLeast: MIN_PLACED,
			minRequests: AMOUNT,
		},
		{
			name: 'repetitions',
			shots: () => () => notificationOf(world, known),
			status: 200,
			atLeast: MIN_REFUSED,
			minRequests: 0,
		},
		{
			name: 'forgeries',
			shots: () => () => ({ ...notificationOf(world, known), headers: forged }),
			status: 401,
			atLeast: MIN_REFUSED,
			minRequests: 0,
		},
	];
}

/** Responses per second in one turn. */
async function rate(receiver: Receiver, next: () => Shot, status: number): Promise<number> {
	return await responseRate(receiver, { amount: AMOUNT, connections: CONNECTIONS, next, status });
}
