import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { withSettings } from '../../scripts/exampleWorkflow.cts';
import { ended, execute, exampleWorkflow } from './support/manual.cts';
import { story } from './support/story.cts';
import { rowsOf, type Row } from './support/tables.cts';
import { startWorld, type World } from './support/world.cts';

const MINUTES = 60_000;
const LOG = 'Converge delivery log';
const ALERTS = 'Converge alerts';
const step = story();
let world: World;
let alerts: string;
let nightly: string;

/** Stands for the e-mail or Slack that a user connects to Alert. */
const sent: string[] = [];
const receiver = createServer((request, response) => {
	request.setEncoding('utf8').on('data', (text: string) => sent.push(text));
	request.on('end', () => response.end());
});

beforeAll(async () => {
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
	// The first retry comes after 60 ms.
	world = await startWorld({
		sandbox: { rateLimit: { quota: 1_000_000, windowMs: 30_000 }, retryScale: 0.001 },
	});
	await world.api.deactivate(world.workflowId);
}, 20 * MINUTES);

afterAll(async () => {
	receiver.close();
	await world?.stop();
}, MINUTES);

/** The alerts, connected as a user does it. */
function connectedAlerts(settings: object = {}): object {
	const workflow = withSettings(exampleWorkflow('alerts'), { ...settings });
	const tell = {
		...{ id: 'tell', name: 'Tell', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 },
		position: [2740, 100],
		parameters: {
			method: 'POST',
			url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`,
			...{ sendBody: true, specifyBody: 'json', jsonBody: '={{ JSON.stringify($json) }}' },
		},
	};
	return {
		...workflow,
		nodes: [...workflow.nodes, tell],
		connections: {
			...workflow.connections,
			Alert: { main: [[{ node: 'Tell', type: 'main', index: 0 }]] },
		},
	};
}

/** A workflow of `workflows/`, with the alerts as its error workflow. */
async function importWithAlerts(name: string, settings?: object): Promise<string> {
	const workflow = exampleWorkflow(name);
	const own = settings ? withSettings(workflow, { ...settings }) : workflow;
	return await world.api.createWorkflow({
		...own,
		settings: { ...own.settings, errorWorkflow: alerts },
	});
}

/** The rows of the problems so far; waits until there is one that `isWanted`. */
async function untilProblem(isWanted: (row: Row) => boolean): Promise<Row> {
	for (;;) {
		const found = (await rowsOf(world, ALERTS)).find(isWanted);
		if (found) return found;
		await sleep(100);
	}
}

/** How many alerts were sent, as many as there are rows of them. */
async function alertsSent(): Promise<number> {
	for (;;) {
		const executions = await world.api.executions(alerts);
		if (executions.every(({ status }) => status === 'success')) break;
		await sleep(100);
	}
	const rows = (await rowsOf(world, ALERTS)).filter(({ alerted }) => alerted);
	expect(sent).toHaveLength(rows.length);
	return rows.length;
}

step('an order that cannot be sent as it is gives one alert, not one for each retry', async () => {
	alerts = await world.api.createWorkflow(connectedAlerts());
	await world.api.activate(alerts);
	// Creates the tables.
	expect(await ended(world, await execute(world, alerts, 'Every hour'))).toBe('success');
	nightly = await importWithAlerts('reconcile-nightly', { minutes_on_the_way: 0 });
	world.sandbox.store.generateOrders(1, { given: { status_id: 11 } });
	expect(await ended(world, await execute(world, nightly, 'Execute workflow'))).toBe('success');

	const live = await importWithAlerts('order-to-converge');
	await world.api.activate(live);
	const { id } = world.sandbox.store.createOrder({ status_id: 11, default_currency_code: '' });
	const problem = await untilProblem(
		({ message, times }) => String(message).includes(String(id)) && Number(times) > 1,
	);
	expect(problem.alerted).not.toBeNull();
	expect(await alertsSent()).toBe(1);
});

step('an outage of Converge gives no alert', async () => {
	const { store, converge } = world.sandbox;
	converge.down = true;
	const { id } = store.createOrder({ status_id: 11 });
	const problem = await untilProblem(({ message }) => String(message).includes(String(id)));
	converge.down = false;
	await converge.waitForEvent(String(id), MINUTES);
	expect(problem.alerted).toBeNull();
	expect(await alertsSent()).toBe(1);
});

step('orders that stay open night after night give one alert', async () => {
	const schedule = exampleWorkflow('reconcile-nightly');
	const nodes = schedule.nodes as unknown as Array<{ name: string; parameters: object }>;
	nodes.find(({ name }) => name === 'Every night')!.parameters = {
		rule: { interval: [{ field: 'seconds', secondsInterval: 5 }] },
	};
	const id = await world.api.createWorkflow({
		...withSettings(schedule, { minutes_on_the_way: 0 }),
		settings: { ...schedule.settings, errorWorkflow: alerts },
	});
	await world.api.activate(id);
	const problem = await untilProblem(
		({ message, times }) => String(message).includes('Open: ') && Number(times) > 1,
	);
	await world.api.deactivate(id);
	expect(problem.alerted).not.toBeNull();
	expect(await alertsSent()).toBe(2);
});

step('no delivered order for some hours gives one alert', async () => {
	expect(await ended(world, await execute(world, alerts, 'Every hour'))).toBe('success');
	expect(await alertsSent()).toBe(2);
	const delivered = (await rowsOf(world, LOG)).filter((row) => row.delivered);
	const impatient = await world.api.createWorkflow(connectedAlerts({ quiet_hours: 0 }));
	for (let hour = 0; hour < 2; hour++) {
		expect(await ended(world, await execute(world, impatient, 'Every hour'))).toBe('success');
	}
	const [problem] = (await rowsOf(world, ALERTS)).slice(-1);
	expect(problem).toMatchObject({
		message: `No order has been delivered to Converge since ${String(delivered.at(-1)!.createdAt)}.`,
		times: 2,
	});
	expect(await alertsSent()).toBe(3);
});

step('a token that Converge refuses gives one alert, however many orders it stops', async () => {
	const { store, converge } = world.sandbox;
	const { token } = converge;
	Object.defineProperty(converge, 'token', { value: 'another' });
	const stopped = [1, 2, 3].map(() => store.createOrder({ status_id: 11 }).id);
	const problem = await untilProblem(
		({ message, times }) =>
			String(message).includes('rejected the webhook token') && Number(times) > 3,
	);
	Object.defineProperty(converge, 'token', { value: token });
	for (const id of stopped) await converge.waitForEvent(String(id), MINUTES);
	expect(problem.alerted).not.toBeNull();
	const rows = await rowsOf(world, ALERTS);
	expect(rows.filter(({ key }) => String(key).includes('webhook token'))).toHaveLength(1);
	expect(await alertsSent()).toBe(4);
});
