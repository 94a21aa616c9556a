import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../../../sandbox/client.cts';
import { shortenWaits } from '../../support/shortWaits.cts';
import { startTriggerWorld, until, type TriggerWorld } from '../../support/triggerWorld.cts';

const HOUR_MS = 60 * 60_000;
let world: TriggerWorld;

beforeEach(async () => {
	shortenWaits();
	world = await startTriggerWorld();
	await world.trigger.activate();
});

afterEach(async () => {
	await world.stop();
	jest.restoreAllMocks();
});

const hooksOfStore = () => world.sandbox.store.hooks.all;

async function removeHooks(): Promise<void> {
	for (const { id } of await world.hooks()) {
		await call(world.sandbox, 'DELETE', `/v3/hooks/${id}`);
	}
}

/** As n8n publishes a change: it unpublishes the workflow first. */
async function publishChange() {
	await world.trigger.deactivate();
	await world.trigger.activate(false, 'update');
	return await world.trigger.listen('update');
}

describe('a publish in the same process fetches what was missed since the last look', () => {
	test('while the workflow was unpublished for a day', async () => {
		const former = await world.trigger.listen();
		const before = world.place();
		await world.settled();
		await sleep(1_000);
		await world.trigger.deactivate();
		await former.close();
		await until(() => hooksOfStore().length === 0);
		await world.sandbox.clock.advance(10 * HOUR_MS);
		const missed = world.place();
		await world.sandbox.clock.advance(14 * HOUR_MS);
		await world.trigger.activate();
		const { emitted, close } = await world.trigger.listen();
		await until(() => emitted.length > 0);
		await sleep(300);
		expect(emitted.map(({ id }) => id)).toEqual([missed]);
		expect(world.emitted()).toEqual([before]);
		await close();
	});

	test.each<[string, () => unknown]>([
		['deleted', removeHooks],
		['switched off', () => hooksOfStore().forEach((hook) => (hook.is_active = false))],
		['partly deleted', () => hooksOfStore().shift()],
	])('while the webhooks were %s', async (_name, disturb) => {
		const former = await world.trigger.listen();
		await sleep(1_000);
		await disturb();
		const missed = world.place();
		await world.sandbox.clock.advance(HOUR_MS / 2);
		await world.settled();
		await former.close();
		const { emitted, close } = await publishChange();
		await until(() => emitted.length + world.emitted().length > 0);
		await sleep(300);
		expect([...emitted.map(({ id }) => id), ...world.emitted()]).toEqual([missed]);
		await close();
	});
});
