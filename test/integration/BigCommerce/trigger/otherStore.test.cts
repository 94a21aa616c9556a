import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';
import { shortenWaits } from '../../support/shortWaits.cts';
import {
	PUBLIC,
	startTriggerWorld,
	until,
	type TriggerWorld,
} from '../../support/triggerWorld.cts';

let world: TriggerWorld;
let other: Sandbox;

beforeEach(async () => {
	shortenWaits();
	world = await startTriggerWorld();
	other = await startSandbox({ retryScale: 0.0005 });
	Object.assign(other.store, { hash: 'other1' });
	other.routes[PUBLIC] = world.sandbox.routes[PUBLIC];
	await world.trigger.activate();
});

afterEach(async () => {
	await world.stop();
	await other.stop();
	jest.restoreAllMocks();
});

/** What the workflow was started with, in either way. */
const started = (emitted: object[]) =>
	[...emitted, ...world.host.executions].map((item) => {
		const { id, store_hash: hash } = item as { id: number; store_hash: string };
		return `${hash}/${id}`;
	});

test('a credential that is edited to be of another store: its orders arrive, each once', async () => {
	const { emitted, tick, close } = await world.trigger.listen();
	const former = world.place();
	await world.settled();
	world.trigger.changeCredential('bigCommerceApi', {
		storeHash: other.store.hash,
		accessToken: other.store.tokens.full,
		apiUrl: other.url,
	});
	const old = other.store.createOrder({
		status_id: 11,
		date_created: new Date(Date.now() - 24 * 60 * 60_000).toUTCString(),
	});
	// Both stores number their orders alike.
	const missed = other.store.createOrder({ status_id: 11 });
	expect(old.id).toBe(former);
	await sleep(1_200);
	await tick();
	await until(() => emitted.length > 0);
	const later = other.store.createOrder({ status_id: 11 });
	await other.deliveries.idle(10_000);
	await sleep(1_000);
	await tick();
	await sleep(1_000);
	expect(started(emitted).sort()).toEqual(
		[`${world.sandbox.store.hash}/${former}`, `other1/${missed.id}`, `other1/${later.id}`].sort(),
	);
	await close();
});
