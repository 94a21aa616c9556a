import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConvergeBody, SandboxOrder } from '../sandbox/index.cts';
import { letOrdersComeIn, makeTrouble, type Chaos } from './support/chaos.cts';
import { flakyWorkflow } from './support/flakyWorkflow.cts';
import { startWorld, type World } from './support/world.cts';

const minutes = 60_000;
const seed = Number(process.env.CHAOS_SEED ?? randomInt(1, 1_000_000));
const orders = Number(process.env.CHAOS_ORDERS ?? 300);
let world: World;

const sandbox = { seed, retryScale: 0.02, rateLimit: { quota: 450, windowMs: 30_000 } };
const say = (text: string) => process.stderr.write(`${text}\n`);

beforeAll(() => say(`CHAOS_SEED=${seed} CHAOS_ORDERS=${orders}`));
afterEach(async () => await world?.stop(), minutes);

/** A four-decimal amount in cents, as a number of the currency (the sandbox sells in USD and EUR). */
const amount = (wire: string) => Math.round(Math.round(Number(wire) * 10_000) / 100) / 100;

const sorted = (items: Array<{ product_id: string | number; quantity: number }>) =>
	items.map(({ product_id, quantity }) => `${quantity} × ${product_id}`).sort();

/** What Converge must have of an order, from the order as the store has it. */
function expectRight(event: ConvergeBody, order: SandboxOrder): void {
	expect(event).toMatchObject({
		event_name: 'Placed Order',
		event_id: String(order.id),
		timestamp: new Date(order.date_created).toISOString(),
		properties: {
			id: String(order.id),
			total_price: amount(order.total_inc_tax),
			total_tax: amount(order.total_tax),
			currency: order.default_currency_code,
		},
	});
	const bought = order.lines.filter((line) => !line.parent_order_product_id);
	const { items } = event.properties as { items: Parameters<typeof sorted>[0] };
	expect(sorted(items)).toEqual(sorted(bought));
}

/** No event but of placed orders, each with the right values however often it came. */
function expectNothingFalse({ placed, unplaced }: Chaos): void {
	const byId = world.sandbox.converge.byEventId;
	const ids = new Set(placed.map(({ id }) => String(id)));
	expect([...byId.keys()].filter((id) => !ids.has(id))).toEqual([]);
	expect(unplaced.filter((id) => byId.has(String(id)))).toEqual([]);
	for (const order of placed) {
		for (const event of byId.get(String(order.id)) ?? []) expectRight(event, order);
	}
}

test(
	'whenFinished: every placed order arrives, by the retries of BigCommerce alone',
	async () => {
		world = await startWorld({ sandbox, workflow: flakyWorkflow() });
		makeTrouble(world);
		const convergeDownFor = (orders / 3) * 500;
		const chaos = await letOrdersComeIn(world, { orders, seed, convergeDownFor });
		world.sandbox.converge.failRate = 0.05;
		const { converge, deliveries } = world.sandbox;
		await deliveries.idle(20 * minutes);
		const missing = () => chaos.placed.filter(({ id }) => !converge.byEventId.has(String(id)));
		// What n8n swallowed while it was starting is looked after by the trigger, in pauses of minutes.
		const patience = Date.now() + 10 * minutes;
		while (missing().length > 0 && Date.now() < patience) await sleep(1000);

		const answers = new Map<string, number>();
		for (const { status } of deliveries.log) {
			answers.set(String(status), (answers.get(String(status)) ?? 0) + 1);
		}
		say(
			`${chaos.placed.length} orders placed, ${chaos.unplaced.length} not; ${converge.events.length} events; notifications ${JSON.stringify(Object.fromEntries(answers))}`,
		);
		expectNothingFalse(chaos);
		expect(missing().map(({ id }) => id)).toEqual([]);
		expect(converge.distinct()).toBe(chaos.placed.length);
		// The trouble has been there.
		expect(answers.get('500')).toBeGreaterThan(0);
		expect(answers.get('503')).toBeGreaterThan(0);
		expect(answers.get('refused')).toBeGreaterThan(0);
	},
	40 * minutes,
);

test(
	'whenReceived: nothing false arrives, and what a crash cut off is counted',
	async () => {
		const workflow = flakyWorkflow({ acknowledge: 'whenReceived' }, false);
		world = await startWorld({ sandbox, workflow });
		makeTrouble(world);
		const chaos = await letOrdersComeIn(world, { orders, seed, convergeDownFor: 0 });
		await world.sandbox.deliveries.idle(20 * minutes);
		await world.n8n.stop();
		await world.restartN8n();

		expectNothingFalse(chaos);
		const { byEventId } = world.sandbox.converge;
		const lost = chaos.placed.filter(({ id }) => !byEventId.has(String(id))).length;
		say(`whenReceived: ${lost} of ${chaos.placed.length} orders lost in two crashes`);
		const cutOff = (await world.api.executions()).filter(
			({ status }) => status === 'crashed',
		).length;
		expect(lost).toBeLessThanOrEqual(cutOff);
	},
	40 * minutes,
);
