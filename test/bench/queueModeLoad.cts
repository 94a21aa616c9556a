import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { withCredentials } from '../../scripts/exampleWorkflow.cts';
import { freePorts } from '../../scripts/ports.cts';
import { queueModeDomain, type QueueMode } from '../e2e/support/queueMode/queueMode.cts';
import { startCaddy } from '../e2e/support/queueMode/servers.cts';
import { slowWorkflow } from '../e2e/support/slowWorkflow.cts';
import type { Hook } from '../sandbox/index.cts';
import { notificationOf } from './n8n.cts';
import { machineTime, processorTimes } from './processorTime.cts';
import { ownTime } from './timing.cts';

/** 1.5 times what two workers of the compose file run at the same time. */
const CONNECTIONS = 30;
/** Until as many orders finish as start. */
const WARM_UP_SECONDS = 6;
/** Makes one worker, not a machine with two cores, the bottleneck. */
const WAIT_SECONDS = 4;

/** The setup for a load; `waiting`: the workflow waits four seconds before it sends the event. */
export interface Way {
	workers: 1 | 2;
	processors: 1 | 2;
	waiting: boolean;
}

/** The result of a load. */
export interface Load extends Way {
	/** Events at Converge per second. */
	ordersPerSecond: number;
	/** Responses other than 2xx. */
	failed: number;
	/** Time until a notification's response, in ms. */
	latency: { median: number; p99: number };
	/** Processor time per order in ms, by process. */
	perOrder: Record<string, number>;
	/** The share of all cores that was in use, 0 to 1. */
	machineUse: number;
}

/**
 * Prepares the loads: publishes a workflow that waits, and starts a proxy for one webhook processor and
 * one for both.
 *
 * @param ends receives the functions to call at the end
 * @returns a function that runs a load and measures `seconds` of it after a warm-up
 */
export async function prepareLoads(
	world: QueueMode,
	seconds: number,
	ends: Array<() => Promise<void>>,
): Promise<(way: Way) => Promise<Load>> {
	const { sandbox, api, main, workers, processors, folder } = world;
	const slow = withCredentials(slowWorkflow(WAIT_SECONDS));
	const webhookId = randomUUID();
	for (const node of slow.nodes) Object.assign(node, { webhookId });
	await api.activate(await api.createWorkflow({ ...slow, name: 'Waiting' }));
	const hookOf = (isWaiting: boolean) =>
		sandbox.store.hooks.all.find(
			({ scope, destination }) =>
				scope === 'store/order/created' && destination.includes(webhookId) === isWaiting,
		)!;

	const [bothPort, onePort] = await freePorts(2);
	const proxy = async (port: number, addresses: string[]) =>
		await startCaddy(
			queueModeDomain,
			{ main: main.address, processors: addresses },
			{ port, folder: path.join(folder, `caddy-for-${addresses.length}`) },
		);
	const addresses = processors.map(({ address }) => address);
	const proxies = await Promise.all([
		proxy(onePort, addresses.slice(0, 1)),
		proxy(bothPort, addresses),
	]);
	ends.push(...proxies.map((each) => () => each.stop()));

	return async (way) => {
		const port = way.processors === 1 ? onePort : bothPort;
		const hook = hookOf(way.waiting);
		const roots = {
			main: main.pid,
			...Object.fromEntries(processors.map(({ name, pid }) => [name, pid])),
			...Object.fromEntries(workers.slice(0, way.workers).map(({ name, pid }) => [name, pid])),
			postgres: world.postgres.pid!,
			redis: world.redis.pid!,
			caddy: proxies[way.processors - 1].pid!,
		};
		const state = () => ({
			ofProcesses: new Map([
				...Object.entries(processorTimes<string>(roots)),
				['sandbox and load', ownTime()],
			]),
			ofMachine: machineTime(),
			events: sandbox.converge.events.length,
			at: Date.now(),
		});
		const load = putLoadOn(world, hook, port, WARM_UP_SECONDS + seconds + 1);
		await sleep(WARM_UP_SECONDS * 1000);
		const before = state();
		await sleep(seconds * 1000);
		const after = state();
		const answers = await load;
		await quiet(sandbox);
		const elapsed = after.at - before.at;
		const orders = after.events - before.events;
		const perOrder = [...after.ofProcesses].map(([name, ms]) => [
			name,
			(ms - before.ofProcesses.get(name)!) / orders,
		]);
		return {
			...way,
			ordersPerSecond: (orders / elapsed) * 1000,
			...answers,
			perOrder: Object.fromEntries(perOrder),
			machineUse: (after.ofMachine - before.ofMachine) / (elapsed * cpus().length),
		};
	};
}

/** Sends a notification for one new order after the other on each connection; resolves to the responses. */
async function putLoadOn({ sandbox }: QueueMode, hook: Hook, port: number, seconds: number) {
	const { store } = sandbox;
	const result = await autocannon({
		url: `http://127.0.0.1:${port}`,
		connections: CONNECTIONS,
		duration: seconds,
		timeout: 60,
		requests: [
			{
				method: 'POST',
				path: new URL(hook.destination).pathname,
				headers: { ...hook.headers, host: queueModeDomain, 'content-type': 'application/json' },
				setupRequest: (request) => {
					const [{ id }] = store.generateOrders(1, {
						from: new Date(),
						given: { status_id: 11 },
					});
					return { ...request, body: notificationOf({ sandbox }, id, hook.scope).body };
				},
			},
		],
	});
	return {
		failed: result.non2xx + result.errors,
		latency: { median: result.latency.p50, p99: result.latency.p99 },
	};
}

/** Resolves when no event has arrived for a second. */
async function quiet({ converge }: QueueMode['sandbox']): Promise<void> {
	for (let before = -1; before !== converge.events.length; await sleep(1000)) {
		before = converge.events.length;
	}
}
