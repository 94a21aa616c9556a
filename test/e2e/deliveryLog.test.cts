import { setTimeout as sleep } from 'node:timers/promises';
import { executionData, type ExecutionData } from './support/executionData.cts';
import { changeHook, hooksOf } from './support/hooks.cts';
import { ended } from './support/manual.cts';
import { createTable, rowsOf } from './support/tables.cts';
import { startWorld, type World } from './support/world.cts';

const minutes = 60_000;
jest.setTimeout(2 * minutes);
const LOG = 'Converge delivery log';
const COLUMNS = {
	store: 'string',
	order_id: 'number',
	event_id: 'string',
	event_name: 'string',
	total_price: 'number',
	currency: 'string',
	timestamp: 'date',
	delivered: 'boolean',
	error: 'string',
};
let world: World;

beforeAll(async () => {
	world = await startWorld({ sandbox: { retryScale: 0.01 } });
}, 20 * minutes);

afterAll(async () => await world?.stop(), minutes);

/** Places an order; resolves when Converge has it and BigCommerce has all its answers. */
async function deliverOrder(): Promise<number> {
	const { store, converge, deliveries } = world.sandbox;
	const id = await store.placeOrder();
	await converge.waitForEvent(String(id), minutes);
	await deliveries.idle(minutes);
	return id;
}

/** That the order was delivered once, at the first attempt, by an execution without an error. */
async function expectDeliveredOnce(id: number): Promise<void> {
	const { deliveries, converge } = world.sandbox;
	const answers = deliveries.log.filter(({ orderId }) => orderId === id);
	expect(answers.map(({ attempt, status }) => [attempt, status])).toEqual(
		answers.map(() => [1, 200]),
	);
	expect(converge.byEventId.get(String(id))).toHaveLength(1);
	const [newest] = await world.api.executions(world.workflowId);
	expect(await ended(world, newest.id)).toBe('success');
}

test('an order is delivered while the delivery log does not exist', async () => {
	await expectDeliveredOnce(await deliverOrder());
});

test('a delivered order gets a row with what Converge received', async () => {
	await createTable(world, LOG, COLUMNS);
	const id = await deliverOrder();
	await expectDeliveredOnce(id);
	const order = world.sandbox.store.order(id)!;
	expect(await rowsOf(world, LOG)).toMatchObject([
		{
			store: world.sandbox.store.hash,
			order_id: id,
			event_id: String(id),
			event_name: 'Placed Order',
			total_price: Number(order.total_inc_tax),
			currency: order.default_currency_code,
			timestamp: new Date(order.date_created).toISOString(),
			delivered: true,
			error: null,
		},
	]);
});

/** The data by which n8n finds an execution, once that has ended. */
async function dataOf(executionId: string): Promise<ExecutionData> {
	await ended(world, executionId);
	return await executionData(world.api, executionId);
}

test('an execution is found by its order, and says whether Converge has it', async () => {
	const { store, converge, deliveries } = world.sandbox;
	converge.oddAnswer = 'quote';
	const id = await store.placeOrder();
	const { total_inc_tax: total, default_currency_code: currency } = store.order(id)!;
	const ofOrder = { order_id: String(id), total, currency };
	const newest = async () => {
		const [execution] = await world.api.executions(world.workflowId);
		return await dataOf(execution.id);
	};
	while (!deliveries.log.some(({ orderId, status }) => orderId === id && Number(status) >= 500)) {
		await sleep(100);
	}
	expect(await newest()).toEqual({ ...ofOrder, delivered: 'false' });

	converge.oddAnswer = undefined;
	await converge.waitForEvent(String(id), minutes);
	await deliveries.idle(minutes);
	expect(await newest()).toEqual({ ...ofOrder, delivered: 'true' });
});

test(
	'an execution that the catch-up starts is found by its order, as one that a notification starts',
	async () => {
		const { store, converge } = world.sandbox;
		await world.n8n.stop();
		// Hooks that are off bring nothing, so that no retry can be faster than the catch-up.
		for (const { id } of await hooksOf(world)) await changeHook(world, id, { is_active: false });
		const orders = await Promise.all([store.placeOrder(), store.placeOrder()]);
		await world.restartN8n();
		for (const id of orders) await converge.waitForEvent(String(id), minutes);
		const executions = await world.api.executions(world.workflowId);
		const caughtUp = executions.filter(({ mode }) => mode === 'trigger');
		const data = await Promise.all(caughtUp.map(async ({ id }) => await dataOf(id)));
		for (const id of orders) {
			const { total_inc_tax: total, default_currency_code: currency } = store.order(id)!;
			const ofOrder = { order_id: String(id), total, currency, delivered: 'true' };
			expect(data.filter(({ order_id }) => order_id === String(id))).toEqual([ofOrder]);
		}
	},
	5 * minutes,
);

test(
	'an order is delivered while the data tables are full',
	async () => {
		await world.restartN8n({ N8N_DATA_TABLES_MAX_SIZE_BYTES: '1' });
		await world.api.waitUntilActive(world.workflowId);
		const rows = await rowsOf(world, LOG);
		await expectDeliveredOnce(await deliverOrder());
		expect(await rowsOf(world, LOG)).toEqual(rows);
	},
	5 * minutes,
);
