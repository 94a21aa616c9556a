import axios from 'axios';
import { signed } from '../../../support/forgeries.cts';
import { PUBLIC, startTriggerWorld, type TriggerWorld } from '../../support/triggerWorld.cts';

let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
	await world.trigger.activate();
	world.trigger.decryptions = 0;
});

afterEach(async () => {
	jest.useRealTimers();
	await world.stop();
});

const doNotFake = ['nextTick', 'setImmediate', 'setTimeout', 'setInterval'] as const;

/** Stops the clock, until a test sets it. */
const stopDates = () => jest.useFakeTimers({ doNotFake: [...doNotFake] });

/** Lets a test set the clock, which goes on from there: reading an order takes time. */
const moveDates = () => jest.useFakeTimers({ doNotFake: [...doNotFake], advanceTimers: true });

const secretOf = async () => (await world.hooks())[0].headers;

const forge = async () => {
	const url = world.sandbox.routes[PUBLIC] + world.trigger.webhookPath();
	const { status } = await axios.post(url, {}, { validateStatus: () => true, proxy: false });
	return status;
};

const placeOrder = async () => {
	const before = world.sandbox.deliveries.log.length;
	const { id } = world.sandbox.store.createOrder({ status_id: 11 });
	await world.settled();
	return { id, answers: world.sandbox.deliveries.log.slice(before).map(({ status }) => status) };
};

test('a credential is decrypted once for many notifications and forgeries', async () => {
	for (let count = 0; count < 5; count++) await placeOrder();
	expect(world.emitted()).toHaveLength(5);
	expect(world.trigger.decryptions).toBe(1);
	stopDates();
	for (let count = 0; count < 20; count++) expect(await forge()).toBe(401);
	expect(world.trigger.decryptions).toBeLessThanOrEqual(2);
});

test('a credential is decrypted at most once a second while forgeries arrive', async () => {
	stopDates();
	await forge();
	expect(world.trigger.decryptions).toBe(1);
	for (let second = 1; second <= 3; second++) {
		jest.setSystemTime(Date.now() + 1_001);
		for (let count = 0; count < 5; count++) await forge();
		expect(world.trigger.decryptions).toBe(1 + second);
	}
});

test('a credential is read again after a minute, and at once when a notification does not match it', async () => {
	moveDates();
	await placeOrder();
	jest.setSystemTime(Date.now() + 59_000);
	await placeOrder();
	expect(world.trigger.decryptions).toBe(1);
	jest.setSystemTime(Date.now() + 2_000);
	await placeOrder();
	expect(world.trigger.decryptions).toBe(2);

	// Another API account, for which the hooks get another secret.
	const before = await secretOf();
	const { bigCommerceApi } = world.credentials({
		accessToken: world.sandbox.store.tokens.withoutCustomers,
	});
	world.trigger.changeCredential('bigCommerceApi', bigCommerceApi);
	await world.trigger.activate();
	const [hook] = await world.hooks(world.sandbox.store.tokens.withoutCustomers);
	expect(hook.headers).not.toEqual(before);
	jest.setSystemTime(Date.now() + 2_000);
	const url = world.sandbox.routes[PUBLIC] + world.trigger.webhookPath();
	const { id } = world.sandbox.store.generateOrders(1, {
		given: { status_id: 11, date_created: new Date().toUTCString() },
	})[0];
	const body = JSON.stringify({
		scope: 'store/order/created',
		producer: `stores/${world.sandbox.store.hash}`,
		data: { type: 'order', id },
	});
	const headers = { 'content-type': 'application/json', ...hook.headers };
	const post = async (own: object) =>
		(
			await axios.post(url, body, {
				headers: { ...headers, ...own },
				validateStatus: () => true,
				proxy: false,
			})
		).status;
	expect(await post({})).toBe(200);
	expect(world.emitted()).toContain(id);

	// A client secret that has been filled in.
	world.trigger.changeCredential('bigCommerceApi', { ...bigCommerceApi, clientSecret: 'other' });
	jest.setSystemTime(Date.now() + 61_000);
	const timestamp = Math.floor(Date.now() / 1000);
	expect(await post(signed('other', body, { timestamp }))).toBe(200);
	expect(await post(signed('wrong', body, { timestamp }))).toBe(401);
});
