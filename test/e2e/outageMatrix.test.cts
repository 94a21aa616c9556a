import { mkdtempSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signIn } from '../../scripts/n8nApi.cts';
import { freePorts } from '../../scripts/ports.cts';
import { startN8n } from '../../scripts/runN8n.cts';
import type { OrderPartial } from '../sandbox/index.cts';
import { changeHook, deleteHook, hooksOf } from './support/hooks.cts';
import {
	ExecutionCounter,
	successesByOrder,
	type EndedExecution,
} from './support/outages/executions.cts';
import { writeOutageTable, type OutageRow } from './support/outages/table.cts';
import { outageWorkflow, POISON } from './support/outages/workflow.cts';
import { isRunning, jump, timeTravelEnvironment } from './support/timeTravel/travel.cts';
import { startWorld, type World } from './support/world.cts';

const minute = 60_000;
const hour = 60 * minute;
/** What the trigger knows is saved at most once a minute, by a timer that knows nothing of moved clocks. */
const SAVED_MS = 65_000;
const rows: OutageRow[] = [];
const folder = mkdtempSync(path.join(tmpdir(), 'outages-'));
const clockFile = path.join(folder, 'clock');
let world: World;
let counter: ExecutionCounter;

beforeAll(async () => {
	const env = {
		...timeTravelEnvironment(clockFile),
		N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
	};
	const sandbox = { rateLimit: { quota: 150, windowMs: 30_000 } };
	world = await startWorld({ env, sandbox, workflow: outageWorkflow() });
	counter = new ExecutionCounter(world.api, world.workflowId);
	// A hook that was made just now is blind for a minute.
	await travel(2 * minute);
}, 20 * minute);

afterAll(async () => {
	try {
		process.stderr.write(`\n${writeOutageTable(rows)}\n`);
	} finally {
		await world?.stop();
		await rm(folder, { recursive: true, force: true });
	}
}, minute);

// An outage that failed its test must not fail the others.
beforeEach(async () => {
	const { converge, faults } = world.sandbox;
	Object.assign(converge, { down: false, oddAnswer: undefined });
	faults.clear();
	if (!isRunning(world.n8n.pid)) await world.restartN8n();
}, 2 * minute);

/** Moves all clocks; BigCommerce's retries and n8n's cron jobs up to then happen. */
async function travel(ms: number): Promise<void> {
	await jump(world, clockFile, ms);
}

function place(count: number, given: OrderPartial = {}): number[] {
	return Array.from(
		{ length: count },
		() => world.sandbox.store.createOrder({ status_id: 11, ...given }).id,
	);
}

const eventsOf = (id: number) => world.sandbox.converge.byEventId.get(String(id)) ?? [];
const missing = (ids: number[]) => ids.filter((id) => eventsOf(id).length === 0);

async function eventually(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
	const deadline = Date.now() + 2 * minute;
	while (!(await isSo())) {
		if (Date.now() > deadline) throw new Error(`Not within two minutes: ${what}`);
		await sleep(250);
	}
}

/**
 * As `eventually`. What fails because all clocks jump in the middle of it is tried again by the next
 * hourly check, as the trigger promises.
 */
async function withinTheHour(isSo: () => boolean, what: string): Promise<void> {
	try {
		await eventually(isSo, what);
	} catch {
		await travel(hour + minute);
		await eventually(isSo, what);
	}
}

const arrived = async (ids: number[]) =>
	await withinTheHour(
		() => missing(ids).length === 0,
		`orders in Converge: ${missing(ids).join(', ') || ids.join(', ')}`,
	);

function hooksAreRight(): boolean {
	const own = world.sandbox.store.hooks.all.filter(
		({ destination, is_active }) => is_active && destination.startsWith('https://n8n.example.com/'),
	);
	const scopes = own.map(({ scope }) => scope).sort();
	return scopes.join() === 'store/order/created,store/order/statusUpdated';
}

interface SavedWorkflow {
	nodes: Array<{ name: string; parameters: object }>;
	connections: object;
	versionId: string;
}

async function workflow(): Promise<SavedWorkflow> {
	const path = `/workflows/${world.workflowId}`;
	return (await world.api.http.get<{ data: SavedWorkflow }>(path)).data.data;
}

/** How often the orders have been answered, that is tried by BigCommerce. */
const triesOf = (ids: number[]) =>
	world.sandbox.deliveries.log.filter(({ orderId }) => ids.includes(orderId!));

async function untilTried(ids: number[]): Promise<void> {
	await eventually(() => triesOf(ids).length >= ids.length, 'the first tries are answered');
}

interface Allowed {
	/** For each order; more than one only where a process was killed. */
	maxEvents?: number;
	/** Whether orders may be executed again, because a process was killed before it could save. */
	isKilled?: boolean;
	/** Executions in another n8n. */
	elsewhere?: () => EndedExecution[];
}

/**
 * Runs one outage, checks what must hold after each, and keeps its row of the table. Each order is
 * executed with success once, by n8n's record as by Converge's, and none of an earlier outage again,
 * unless a process was killed: a restart within a minute of the last save may repeat orders.
 */
async function outage(
	name: string,
	by: string,
	run: () => Promise<number[]>,
	{ maxEvents = 1, isKilled = false, elsewhere = () => [] }: Allowed = {},
): Promise<void> {
	const ids = await run();
	await arrived(ids);
	await withinTheHour(hooksAreRight, 'the hooks are right');
	await world.sandbox.deliveries.idle(2 * minute).catch(() => undefined);
	const executions = [...(await counter.next()), ...elsewhere()];
	const successes = successesByOrder(executions);
	const executed = ids.map((id) => Math.max(successes.get(id) ?? 0, eventsOf(id).length));
	const again = [...successes.keys()].filter((id) => !ids.includes(id));
	const mostEvents = Math.max(...ids.map((id) => eventsOf(id).length));
	rows.push({
		outage: name,
		orders: ids.length,
		arrived: ids.length - missing(ids).length,
		mostEvents,
		fewestExecutions: Math.min(...executed),
		mostExecutions: Math.max(...executed),
		earlierAgain: again.length,
		failed: executions.filter(({ status }) => status === 'error').length,
		killed: executions.filter(({ status }) => status === 'crashed').length,
		by,
	});
	expect(mostEvents).toBeLessThanOrEqual(maxEvents);
	if (isKilled) return;
	expect(executed).toEqual(ids.map(() => 1));
	expect(again).toEqual([]);
}

test(
	'orders of five days without n8n arrive after it has started',
	async () => {
		await outage('n8n down for 5 days', 'catch-up at the start of n8n', async () => {
			await world.n8n.stop();
			const ids: number[] = [];
			for (let day = 0; day < 5; day++) {
				ids.push(...place(2));
				await travel(24 * hour);
			}
			const created = (await hooksOf(world)).find(({ scope }) => scope.endsWith('/created'));
			expect(created).toMatchObject({ is_active: false });
			await world.restartN8n();
			return ids;
		});
	},
	9 * minute,
);

test(
	'orders whose execution was killed arrive after n8n has started again',
	async () => {
		await outage(
			'n8n killed in mid-execution',
			'retries of BigCommerce, catch-up at the start of n8n',
			async () => {
				world.sandbox.converge.down = true;
				const ids = place(3);
				await eventually(async () => {
					const [newest] = await world.api.executions(world.workflowId);
					return newest?.status === 'running';
				}, 'an execution runs');
				await world.n8n.kill9();
				world.sandbox.converge.down = false;
				await world.restartN8n();
				// A jump would cut the catch-up's requests, and put the repeated orders off to another outage.
				await eventually(() => missing(ids).length === 0, 'the catch-up has started its orders');
				await travel(5 * minute);
				return ids;
			},
			{ maxEvents: 2, isKilled: true },
		);
	},
	9 * minute,
);

test.each([
	['deleted', async (id: number) => await deleteHook(world, id)],
	['switched off', async (id: number) => await changeHook(world, id, { is_active: false })],
])(
	'orders placed while the hooks are %s arrive within the hour',
	async (what, harm) => {
		await outage(`Hooks ${what}`, 'hourly check and catch-up', async () => {
			for (const { id } of await hooksOf(world)) await harm(id);
			const ids = place(3);
			await sleep(1000);
			expect(missing(ids)).toEqual(ids);
			await travel(hour + minute);
			return ids;
		});
	},
	9 * minute,
);

test(
	'orders that fail while a changed workflow is published arrive by the retries that are due',
	async () => {
		await outage('Publish while orders fail', 'retries of BigCommerce', async () => {
			const before = await hooksOf(world);
			world.sandbox.converge.down = true;
			const ids = place(3);
			await untilTried(ids);
			const { nodes, connections, versionId } = await workflow();
			for (const node of nodes) {
				if (node.name === 'BigCommerce Trigger') {
					node.parameters = { ...node.parameters, options: { productPages: true } };
				}
			}
			await world.api.http.patch(`/workflows/${world.workflowId}`, {
				nodes,
				connections,
				versionId,
			});
			await world.api.activate(world.workflowId);
			const after = await hooksOf(world);
			expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
			world.sandbox.converge.down = false;
			await travel(2 * minute);
			return ids;
		});
	},
	9 * minute,
);

test(
	'orders placed after a clone with the same address was unpublished arrive within the hour',
	async () => {
		let inClone: EndedExecution[] = [];
		const copyAndUnpublish = async () => {
			await sleep(SAVED_MS);
			await world.n8n.stop();
			const userFolder = path.join(folder, 'clone');
			await cp(world.instance.userFolder, userFolder, { recursive: true });
			const [port, brokerPort] = await freePorts(2);
			await world.restartN8n();
			const logFile = path.join(folder, 'clone.log');
			const clone = await startN8n({ ...world.instance, userFolder, port, brokerPort, logFile });
			const api = await signIn(clone.url, clone.login);
			const counterOfClone = new ExecutionCounter(api, world.workflowId);
			await counterOfClone.skip();
			await api.waitUntilActive(world.workflowId);
			await api.deactivate(world.workflowId);
			await eventually(async () => (await hooksOf(world)).length === 0, 'the hooks are removed');
			inClone = await counterOfClone.next();
			await clone.stop();
			const ids = place(3);
			await travel(hour + minute);
			return ids;
		};
		await outage('Clone unpublished', 'hourly check and catch-up', copyAndUnpublish, {
			elsewhere: () => inClone,
		});
	},
	9 * minute,
);

test(
	'orders placed while Converge is down for three hours arrive by the retries of BigCommerce',
	async () => {
		await outage('Converge down for 3 hours', 'retries of BigCommerce', async () => {
			world.sandbox.converge.down = true;
			const ids = place(4);
			for (const wait of [minute, 3 * minute, 56 * minute, 2 * hour]) {
				await sleep(6000);
				await travel(wait);
			}
			await sleep(6000);
			world.sandbox.converge.down = false;
			expect(missing(ids)).toEqual(ids);
			await travel(6 * hour);
			return ids;
		});
	},
	9 * minute,
);

test(
	'a poison order is given up after two days, and harms no other order nor the hooks',
	async () => {
		await outage('Poison order', 'acknowledged on the last retry', async () => {
			const [poison] = place(1, { staff_notes: POISON });
			const ids = place(2);
			await arrived(ids);
			for (const wait of [5 * minute, hour, 2 * hour, 6 * hour, 14 * hour, 24 * hour, 24 * hour]) {
				await travel(wait);
				await sleep(1500);
			}
			expect(eventsOf(poison)).toEqual([]);
			const tries = triesOf([poison]);
			expect(tries.at(-1)).toMatchObject({ status: 200 });
			expect(tries.slice(0, -1).map(({ status }) => status)).not.toContain(200);
			return [...ids, ...place(2)];
		});
	},
	9 * minute,
);

test(
	'orders that Converge answers drop by drop arrive once it answers again',
	async () => {
		await outage('Converge half-dead (drips)', 'retries of BigCommerce', async () => {
			world.sandbox.converge.oddAnswer = 'drip';
			const ids = place(2);
			await untilTried(ids);
			await sleep(40_000);
			world.sandbox.converge.oddAnswer = undefined;
			expect(missing(ids)).toEqual(ids);
			await travel(5 * minute);
			return ids;
		});
	},
	9 * minute,
);

test.each<[string, string, () => () => void]>([
	[
		'BigCommerce slow (4.5 s a response)',
		'the second try at the latest',
		() => world.sandbox.faults.slowAnswers(4500),
	],
	[
		'Customer history down',
		'the second try at the latest',
		() => world.sandbox.faults.failCustomerHistory(),
	],
])(
	'orders arrive while this lasts: %s',
	async (name, by, begin) => {
		await outage(name, by, async () => {
			const end = begin();
			const ids = place(2);
			await untilTried(ids);
			await travel(minute);
			await arrived(ids);
			end();
			return ids;
		});
	},
	9 * minute,
);

test(
	'orders placed in a storm of 429 arrive after it',
	async () => {
		await outage('429 storm', 'retries of BigCommerce', async () => {
			const end = world.sandbox.faults.add({ rate: 1, kinds: ['429'], only: /\/v2\/orders/ });
			const ids = place(3);
			await sleep(20_000);
			end();
			await travel(5 * minute);
			return ids;
		});
	},
	9 * minute,
);

test(
	'orders arrive although the access token was changed while the workflow was published',
	async () => {
		await outage('Access token changed', 'former secret, repair and catch-up', async () => {
			const { accounts, hash } = world.sandbox.store;
			const { token, clientId, clientSecret } = accounts.create();
			const former = accounts.of(world.sandbox.store.tokens.full)!;
			await world.api.http.patch('/credentials/bigCommerceApi', {
				name: 'Sandbox store',
				type: 'bigCommerceApi',
				data: {
					...{ storeHash: hash, accessToken: token, clientSecret, apiUrl: world.sandbox.url },
				},
			});
			const ids = place(3);
			await sleep(2000);
			accounts.delete(former.clientId);
			ids.push(...place(2));
			await travel(hour + 2 * minute);
			await eventually(
				() => world.sandbox.store.hooks.of(clientId).length === 2,
				'the hooks belong to the new API account',
			);
			return ids;
		});
	},
	9 * minute,
);
