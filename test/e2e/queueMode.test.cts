import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readExampleWorkflow, withCredentials } from '../../scripts/exampleWorkflow.cts';
import { expectNothingFalse, missingOf } from './support/events.cts';
import { hooksOf } from './support/hooks.cts';
import { createOrders, type Incoming } from './support/incomingOrders.cts';
import { giveUpWaiting } from './support/queueMode/giveUp.cts';
import { startQueueMode, type QueueMode } from './support/queueMode/queueMode.cts';
import type { QueueProcess } from './support/queueMode/queueProcess.cts';
import { slowWorkflow } from './support/slowWorkflow.cts';
import { story } from './support/story.cts';

const minutes = 60_000;
jest.setTimeout(20 * minutes);

const seed = Number(process.env.CHAOS_SEED ?? randomInt(1, 1_000_000));
const orders = Number(process.env.CHAOS_ORDERS ?? 120);
const say = (text: string) => process.stderr.write(`${text}\n`);

const step = story();

let world: QueueMode;
/** All orders of the store since the beginning. */
const all: Incoming = { placed: [], unplaced: [] };

beforeAll(async () => {
	say(`CHAOS_SEED=${seed} CHAOS_ORDERS=${orders}`);
	// Long enough to see n8n's response after a worker has died.
	const rateLimit = { quota: 450, windowMs: 30_000 };
	const sandbox = { seed, retryScale: 0.05, deliveryTimeoutMs: 5 * minutes, rateLimit };
	world = await startQueueMode({ workflow: slowWorkflow(), sandbox });
}, 20 * minutes);

afterAll(async () => await world?.stop(), minutes);

const enqueuedBy = (each: QueueProcess) => each.executions('Enqueued execution');
const startedBy = (each: QueueProcess) => each.executions('Worker started execution');
const finishedBy = (each: QueueProcess) => each.executions('Worker finished execution');

/** Waits until a condition holds, limited by the test's timeout. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await isSo())) await sleep(20);
}

/** Waits until a process starts another execution, each of which takes at least a second. */
async function begins(what: () => string[]): Promise<void> {
	const before = what().length;
	await until(() => what().length > before);
}

/** Places an order with a single notification; resolves to the event that Converge receives. */
async function orderToEvent() {
	const { store, converge } = world.sandbox;
	const order = store.createOrder({ status_id: 11 });
	all.placed.push(order);
	return await converge.waitForEvent(order.id, 2 * minutes);
}

/**
 * Places orders while something happens to the processes. Expects every placed order to arrive with
 * correct values, and nothing else; prints BigCommerce's responses and how many orders arrived twice.
 *
 * @returns the number of responses in this time, by status
 */
async function noneIsLost(
	what: string,
	count: number,
	before: (index: number) => Promise<void> | void,
): Promise<Map<string, number>> {
	const { sandbox } = world;
	const from = sandbox.deliveries.log.length;
	const incoming = await createOrders(sandbox, count, seed, before);
	all.placed.push(...incoming.placed);
	all.unplaced.push(...incoming.unplaced);
	await sandbox.deliveries.idle(10 * minutes);

	const log = sandbox.deliveries.log.slice(from);
	const answers = new Map<string, number>();
	for (const { status } of log) {
		answers.set(String(status), (answers.get(String(status)) ?? 0) + 1);
	}
	const failed = log.filter(({ status }) => status !== 200);
	const slowest = Math.max(0, ...failed.map(({ ms }) => ms));
	const repeated = incoming.placed.filter(
		({ id }) => (sandbox.converge.byEventId.get(String(id))?.length ?? 0) > 1,
	);
	say(
		`${what}: ${incoming.placed.length} orders placed, ${incoming.unplaced.length} not; answers ${JSON.stringify(Object.fromEntries(answers))}, ` +
			`the slowest failure took ${(slowest / 1000).toFixed(1)} s; ${repeated.length} orders arrived more than once`,
	);
	expect(missingOf(sandbox, incoming)).toEqual([]);
	expectNothingFalse(sandbox, all);
	return answers;
}

step('publishing creates the hooks, and an order arrives', async () => {
	expect((await hooksOf(world)).map(({ scope }) => scope)).toEqual([
		'store/order/created',
		'store/order/statusUpdated',
	]);
	expect(await orderToEvent()).toMatchObject({ event_name: 'Placed Order' });
});

step('both webhook processors receive orders, and only workers run them', async () => {
	const { processors, workers, api, sandbox } = world;
	await until(async () => {
		await orderToEvent();
		return [...processors.map(enqueuedBy), ...workers.map(finishedBy)].every((ids) => ids.length);
	});
	await sandbox.deliveries.idle(10 * minutes);
	const executions = (await api.executions()).map(({ id }) => id);
	expect(executions.filter((id) => !workers.flatMap(startedBy).includes(id))).toEqual([]);
});

step('a test in the editor receives its order and runs on a worker', async () => {
	const { api, sandbox, workers } = world;
	const workflow = withCredentials(readExampleWorkflow());
	for (const node of workflow.nodes) Object.assign(node, { webhookId: randomUUID() });
	const id = await api.createWorkflow({ ...workflow, name: 'Test' });
	await api.http.post(`/workflows/${id}/run`, {
		triggerToStartFrom: { name: 'BigCommerce Trigger' },
	});
	const isForTest = ({ destination }: { destination: string }) => /webhook-test/.test(destination);
	expect((await hooksOf(world)).filter(isForTest)).toHaveLength(2);
	const event = await orderToEvent();
	await until(async () => (await api.executions(id)).some(({ status }) => status === 'success'));
	const executions = await api.executions(id);
	expect(executions).toEqual([expect.objectContaining({ mode: 'manual', status: 'success' })]);
	expect(workers.flatMap(finishedBy)).toContain(executions[0].id);
	await until(() => sandbox.converge.byEventId.get(event.event_id)!.length === 2);
	await until(async () => !(await hooksOf(world)).some(isForTest));
});

step('an execution that n8n gives up before a worker starts it is retried', async () => {
	const { sandbox, workers, processors } = world;
	// Retries to the removed test hooks have to end first.
	await sandbox.deliveries.idle(10 * minutes);
	await Promise.all(workers.map((worker) => worker.stop()));
	const before = processors.flatMap(enqueuedBy).length;
	const order = sandbox.store.createOrder({ status_id: 11 });
	all.placed.push(order);
	await until(() => processors.flatMap(enqueuedBy).length > before);
	giveUpWaiting(world);
	await Promise.all(workers.map((worker) => worker.start()));
	await sandbox.deliveries.idle(10 * minutes);
	const answers = sandbox.deliveries.log.filter(({ orderId }) => orderId === order.id);
	const statuses = answers.map(({ status }) => status);
	// A retry that arrives while n8n still waits for the execution is answered 503 as well.
	expect(statuses.slice(0, -1)).toEqual(statuses.slice(1).map(() => 503));
	expect(statuses.length).toBeGreaterThan(1);
	expect(statuses.at(-1)).toBe(200);
	expect(sandbox.converge.byEventId.get(String(order.id))).toHaveLength(1);
});

step('killing a worker and a webhook processor under load loses no order', async () => {
	const { sandbox, workers, processors, api } = world;
	const [worker] = workers;
	sandbox.deliveries.duplicate = 0.2;
	sandbox.deliveries.reorderMs = 400;
	let cutOff: string[] = [];
	let killed: Promise<void> = Promise.resolve();
	let restart: Promise<unknown> = Promise.resolve();
	let processor: QueueProcess;
	const answers = await noneIsLost('A worker and a processor killed', orders, async (index) => {
		if (index === Math.floor(orders / 4)) {
			// Not awaited here: it starts an execution only while orders keep arriving.
			killed = begins(() => startedBy(worker)).then(async () => {
				await worker.kill9();
				cutOff = startedBy(worker).filter((id) => !finishedBy(worker).includes(id));
			});
		}
		if (index === Math.floor(orders * 0.4)) {
			await killed;
			// Not the one that waits for the interrupted execution: its response is checked below.
			processor = processors.find((each) => !enqueuedBy(each).includes(cutOff[0]))!;
			killed = begins(() => enqueuedBy(processor)).then(() => processor.kill9());
		}
		if (index === Math.floor(orders * 0.6)) {
			await killed;
			restart = Promise.all([worker.start(), processor.start()]);
		}
	});
	await restart;
	// The faults did occur: executions died with the worker, connections with the processor.
	expect(cutOff).not.toEqual([]);
	expect(answers.get('503')).toBeGreaterThan(0);
	expect(answers.get('502')).toBeGreaterThan(0);
	// n8n notices a dead worker after 30 to 65 seconds.
	let status = 'new';
	await until(async () => {
		const { data } = await api.http.get<{ data: { status: string } }>(`/executions/${cutOff[0]}`);
		({ status } = data.data);
		return !['new', 'running'].includes(status);
	});
	expect(['error', 'crashed']).toContain(status);
});

step('restarting the webhook processors one after the other loses no order', async () => {
	let restarts: Promise<unknown> = Promise.resolve();
	await noneIsLost('Processors restarted in turn', orders / 2, (index) => {
		if (index !== 10) return;
		restarts = world.processors.reduce(async (before, processor) => {
			await before;
			await processor.stop();
			await processor.start();
			// Until Caddy has checked it.
			await sleep(3000);
		}, Promise.resolve());
	});
	await restarts;
});

step('killing the main process does not stop orders from arriving', async () => {
	const { main, sandbox, api } = world;
	await main.kill9();
	await orderToEvent();
	const before = sandbox.converge.distinct();
	let restart: Promise<unknown> = Promise.resolve();
	await noneIsLost('The main process killed', orders / 2, (index) => {
		if (index === Math.floor(orders / 4)) {
			expect(sandbox.converge.distinct()).toBeGreaterThan(before);
			restart = main.start();
		}
	});
	await restart;
	// On startup it cleans up executions that the killed processor left behind.
	await until(async () =>
		(await api.executions()).every(({ status }) => !/new|running/.test(status)),
	);
});

step('stopping ends every process', async () => {
	const { main, workers, processors, postgres, redis, caddy } = world;
	const pids = [main, ...workers, ...processors, postgres, redis, caddy].map(({ pid }) => pid!);
	await world.stop();
	for (const pid of pids) expect(() => process.kill(-pid, 0)).toThrow('ESRCH');
});
