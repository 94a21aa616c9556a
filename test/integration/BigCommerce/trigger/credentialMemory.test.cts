/* In a file of its own, as the credentials that other tests use stay in memory for a minute as well. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startTriggerWorld, type TriggerWorld } from '../../support/triggerWorld.cts';

let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
});

afterEach(async () => {
	jest.useRealTimers();
	jest.restoreAllMocks();
	await world.stop();
});

/** How many of the objects the process still holds. */
function alive(objects: Array<WeakRef<object>>): number {
	setFlagsFromString('--expose_gc');
	(runInNewContext('gc') as () => void)();
	return objects.filter((object) => object.deref()).length;
}

test('a credential is gone from memory a minute after the workflow was unpublished (D30)', async () => {
	const expired: Array<() => void> = [];
	jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
		const controller = new AbortController();
		expired.push(() => controller.abort());
		return controller.signal;
	});
	const decrypted: Array<WeakRef<object>> = [];
	const credentials = Object.defineProperty({}, 'bigCommerceApi', {
		enumerable: true,
		get() {
			const { bigCommerceApi } = world.credentials();
			decrypted.push(new WeakRef(bigCommerceApi));
			return bigCommerceApi;
		},
	}) as ReturnType<TriggerWorld['credentials']>;
	world.use({}, { credentials });
	await world.trigger.activate();
	world.sandbox.store.createOrder({ status_id: 11 });
	await world.settled();
	expect(world.emitted()).toHaveLength(1);
	expect(alive(decrypted)).toBeGreaterThan(0);

	await world.trigger.deactivate();
	jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'] });
	jest.setSystemTime(Date.now() + 61_000);
	for (const expire of expired.splice(0)) expire();
	for (let waits = 0; waits < 20 && alive(decrypted) > 0; waits++) {
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	expect(alive(decrypted)).toBe(0);
});
