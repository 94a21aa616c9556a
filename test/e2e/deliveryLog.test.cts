import { ended } from './support/manual.cts';
import { createTable, rowsOf } from './support/tables.cts';
import { startWorld, type World } from './support/world.cts';

const minutes = 60_000;
const LOG = 'Converge delivery log';
const COLUMNS = {
	store: 'string',
	order_id: 'number',
	event: 'string',
	total: 'number',
	currency: 'string',
	placed: 'date',
	delivered: 'date',
	error: 'string',
};
let world: World;

beforeAll(async () => {
	world = await startWorld();
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
			event: 'Placed Order',
			total: Number(order.total_inc_tax),
			currency: order.default_currency_code,
			placed: new Date(order.date_created).toISOString(),
			delivered: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			error: '',
		},
	]);
});

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
