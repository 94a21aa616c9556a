import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { goThroughChaos, injectFaults } from './support/chaos.cts';
import { expectNothingFalse, missingOf } from './support/events.cts';
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

test(
	'whenFinished delivers every placed order through the retries of BigCommerce',
	async () => {
		world = await startWorld({ sandbox, workflow: flakyWorkflow() });
		injectFaults(world);
		const convergeDownFor = (orders / 3) * 500;
		const chaos = await goThroughChaos(world, { orders, seed, convergeDownFor });
		world.sandbox.converge.failRate = 0.05;
		const { converge, deliveries } = world.sandbox;
		await deliveries.idle(20 * minutes);
		const missing = () => missingOf(world.sandbox, chaos);
		// The trigger recovers what n8n swallowed during startup, with minutes between its attempts.
		const patience = Date.now() + 10 * minutes;
		while (missing().length > 0 && Date.now() < patience) await sleep(1000);

		const answers = new Map<string, number>();
		for (const { status } of deliveries.log) {
			answers.set(String(status), (answers.get(String(status)) ?? 0) + 1);
		}
		say(
			`${chaos.placed.length} orders placed, ${chaos.unplaced.length} not; ${converge.events.length} events; notifications ${JSON.stringify(Object.fromEntries(answers))}`,
		);
		expectNothingFalse(world.sandbox, chaos);
		expect(missing()).toEqual([]);
		expect(converge.distinct()).toBe(chaos.placed.length);
		// The faults did occur.
		expect(answers.get('500')).toBeGreaterThan(0);
		expect(answers.get('503')).toBeGreaterThan(0);
		expect(answers.get('refused')).toBeGreaterThan(0);
	},
	40 * minutes,
);

test(
	'whenReceived delivers no false order and loses only what a crash interrupted',
	async () => {
		const workflow = flakyWorkflow({ acknowledge: 'whenReceived' }, false);
		world = await startWorld({ sandbox, workflow });
		injectFaults(world);
		const chaos = await goThroughChaos(world, { orders, seed, convergeDownFor: 0 });
		await world.sandbox.deliveries.idle(20 * minutes);
		await world.n8n.stop();
		await world.restartN8n();

		expectNothingFalse(world.sandbox, chaos);
		const lost = missingOf(world.sandbox, chaos).length;
		say(`whenReceived: ${lost} of ${chaos.placed.length} orders lost in two crashes`);
		const cutOff = (await world.api.executions()).filter(
			({ status }) => status === 'crashed',
		).length;
		expect(lost).toBeLessThanOrEqual(cutOff);
	},
	40 * minutes,
);
