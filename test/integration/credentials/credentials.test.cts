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
	['no hash', { storeHash: '-' }, /Invalid Store Hash/],
	['a wrong hash', { storeHash: 'other1' }, /Store "other1" not found/],
	['a wrong token', { accessToken: 'wrong' }, /does not accept the access token/],
	['no answer', { apiUrl: 'http://127.0.0.1:1' }, /did not respond/],
])('%s is told', async (_name, given, message) => {
	expect(await outcome(given)).toEqual({
		status: 'Error',
		message: expect.stringMatching(message) as unknown,
	});
});

test('a missing scope is told', async () => {
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
