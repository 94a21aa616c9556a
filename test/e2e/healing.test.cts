import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { changeHook, deleteHook, hooksOf, type Hook } from './support/hooks.cts';
import { startWorld, type World } from './support/world.cts';

const minutes = 60_000;
let world: World;
let right: Hook[];

beforeAll(async () => {
	world = await startWorld({ sandbox: { retryScale: 0.01 } });
	right = await hooksOf(world);
}, 20 * minutes);

afterAll(async () => await world?.stop(), minutes);

/** The scopes and headers of the active hooks at the trigger's address. */
async function working() {
	return (await hooksOf(world))
		.filter((hook) => hook.is_active && hook.destination === right[0].destination)
		.map(({ scope, headers }) => ({ scope, headers }))
		.sort((a, b) => a.scope.localeCompare(b.scope));
}

async function untilRepaired(): Promise<void> {
	const wanted = right.map(({ scope, headers }) => ({ scope, headers }));
	const deadline = Date.now() + 60_000;
	while (JSON.stringify(await working()) !== JSON.stringify(wanted) && Date.now() < deadline) {
		await sleep(200);
	}
	expect(await working()).toEqual(wanted);
}

async function expectAnOrderToArrive(): Promise<void> {
	const { id } = world.sandbox.store.createOrder({ status_id: 11 });
	await world.sandbox.converge.waitForEvent(String(id), 30_000);
}

test('publishing creates the two hooks', () => {
	expect(right.map(({ scope }) => scope)).toEqual([
		'store/order/created',
		'store/order/statusUpdated',
	]);
});

const HARM: Array<[name: string, harm: (hook: Hook) => Promise<void>]> = [
	['deleted', async ({ id }) => await deleteHook(world, id)],
	['deactivated', async ({ id }) => await changeHook(world, id, { is_active: false })],
	[
		'given another secret',
		async ({ id, headers }) => {
			const [name] = Object.keys(headers);
			await changeHook(world, id, { headers: { [name]: 'another' } });
		},
	],
	[
		'pointed at an old URL',
		async ({ id }) =>
			await changeHook(world, id, { destination: 'https://old.example.com/webhook' }),
	],
];

test.each(HARM)(
	'hooks that were %s are repaired when n8n starts',
	async (_name, harm) => {
		await world.n8n.stop();
		for (const hook of await hooksOf(world)) await harm(hook);
		expect(await working()).not.toEqual(right.map(({ scope, headers }) => ({ scope, headers })));
		await world.restartN8n();
		await untilRepaired();
		await expectAnOrderToArrive();
	},
	3 * minutes,
);

test(
	'hooks of a former address are removed once BigCommerce has deactivated them',
	async () => {
		const former = (await hooksOf(world)).filter(({ destination }) => destination.includes('old.'));
		expect(former).toHaveLength(2);
		for (const { id } of former) await changeHook(world, id, { is_active: false });
		const [hook] = (await hooksOf(world)).filter(
			({ destination }) => !destination.includes('old.'),
		);
		await changeHook(world, hook.id, { is_active: false });
		await world.restartN8n();
		await untilRepaired();
		while ((await hooksOf(world)).length > 2) await sleep(200);
	},
	3 * minutes,
);

test(
	'the workflow stays active when n8n starts while BigCommerce is down',
	async () => {
		world.sandbox.faults.set({ rate: 1, kinds: ['500'] });
		await world.restartN8n();
		await world.api.waitUntilActive(world.workflowId);
		await sleep(15_000);
		world.sandbox.faults.clear();
		await expectAnOrderToArrive();
		expect(await hooksOf(world)).toHaveLength(2);
	},
	3 * minutes,
);

test(
	'an order whose webhook n8n swallowed during startup is recovered',
	async () => {
		await world.n8n.stop();
		// While n8n migrates its database, it responds 200 to everything.
		const swallowing = http.createServer((_request, response) =>
			response.end('n8n is starting up'),
		);
		await new Promise<void>((resolve) => {
			swallowing.listen(world.instance.port, '127.0.0.1', resolve);
		});
		const { id } = world.sandbox.store.createOrder({ status_id: 11 });
		await world.sandbox.deliveries.idle(10_000);
		expect(world.sandbox.deliveries.log.at(-1)).toMatchObject({ orderId: id, status: 200 });
		swallowing.closeAllConnections();
		await new Promise((resolve) => swallowing.close(resolve));

		await world.restartN8n();
		await world.sandbox.converge.waitForEvent(String(id), 60_000);
		expect(world.sandbox.converge.byEventId.get(String(id))).toHaveLength(1);
	},
	3 * minutes,
);
