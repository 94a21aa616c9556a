import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTriggerWorld, type TriggerWorld } from '../support/triggerWorld.cts';

let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
});

afterEach(async () => await world.stop());

const outcome = async (given: object = {}) =>
	await world.trigger.testCredential('bigCommerceApiTest', world.credentials(given).bigCommerceApi);

test.each(['', '/', '/v2', '/v2/', '/v3', '/v3/'])('the API path with %p passes', async (end) => {
	const storeHash = `https://api.bigcommerce.com/stores/${world.sandbox.store.hash}${end}`;
	expect(await outcome({ storeHash })).toMatchObject({ status: 'OK' });
});

test.each([
	['no hash', { storeHash: '-' }, /Invalid API Path or Store Hash/],
	['a wrong hash', { storeHash: 'other1' }, /Store "other1" not found/],
	['a wrong token', { accessToken: 'wrong' }, /does not accept the access token/],
	['no answer', { apiUrl: 'http://127.0.0.1:1' }, /did not respond/],
])('the credential test reports %s', async (_name, given, message) => {
	expect(await outcome(given)).toEqual({
		status: 'Error',
		message: expect.stringMatching(message) as unknown,
	});
});

test('the name of the store is said when all is well', async () => {
	const { hash } = world.sandbox.store;
	const { status, message } = await outcome();
	expect(status).toBe('OK');
	expect(message).toMatch(new RegExp(`^Connected to the store ".+" \\(${hash}\\)$`));
});

test.each(['html', 'half'] as const)(
	'the credential test reports %s instead of JSON',
	async (fault) => {
		world.sandbox.faults.set({ rate: 1, kinds: [fault] });
		expect(await outcome()).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/API URL/) as string,
		});
	},
);

test('all missing scopes are told at once', async () => {
	const answering403 = createServer((_request, response) => {
		response.writeHead(403, { 'content-type': 'application/json' }).end('{}');
	}).listen(0, '127.0.0.1');
	await once(answering403, 'listening');
	const apiUrl = `http://127.0.0.1:${(answering403.address() as AddressInfo).port}`;
	expect(await outcome({ apiUrl })).toMatchObject({
		status: 'Error',
		message: expect.stringContaining(
			'missing the "Information & Settings", "Orders" and "Channel Settings" scopes',
		) as string,
	});
	answering403.close();
	const { withoutChannels } = world.sandbox.store.tokens;
	expect(await outcome({ accessToken: withoutChannels })).toMatchObject({
		message: expect.stringContaining('missing the "Channel Settings" scope') as string,
	});
});

test('the credential test reports a missing scope', async () => {
	const { withoutOrders, withoutInformation } = world.sandbox.store.tokens;
	expect(await outcome({ accessToken: withoutOrders })).toMatchObject({
		message: expect.stringContaining('missing the "Orders" scope') as string,
	});
	expect(await outcome({ accessToken: withoutInformation })).toMatchObject({
		message: expect.stringContaining('missing the "Information & Settings" scope') as string,
	});
});

test('nothing is said of the token itself', async () => {
	const { message } = await outcome({ accessToken: 'token-of-a-shop' });
	expect(message).not.toContain('token-of-a-shop');
});
