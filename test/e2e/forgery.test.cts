import axios from 'axios';
import fc from 'fast-check';
import { forgeries, notification, signed, type Genuine } from '../support/forgeries.cts';
import { hooksOf } from './support/hooks.cts';
import { startWorld, type World } from './support/world.cts';

const minutes = 60_000;
const count = 1000;
let world: World;
let genuine: Genuine;
let url: string;

beforeAll(async () => {
	world = await startWorld();
	const { store, deliveries } = world.sandbox;
	deliveries.sign = true;
	const { id } = store.createOrder({ status_id: 11 });
	await world.sandbox.converge.waitForEvent(String(id), 30_000);
	await deliveries.idle(30_000);

	const [hook] = await hooksOf(world);
	url = `http://127.0.0.1:${world.instance.port}${new URL(hook.destination).pathname}`;
	genuine = {
		header: Object.entries(hook.headers)[0],
		clientSecret: store.clientSecret,
		storeHash: store.hash,
		orderId: store.createOrder().id,
		now: Math.floor(Date.now() / 1000),
	};
	await deliveries.idle(30_000);
}, 20 * minutes);

afterAll(async () => await world?.stop(), minutes);

async function post(headers: Record<string, string>, body: string): Promise<number> {
	const { status } = await axios.post(url, body, {
		headers: { 'content-type': 'application/json', ...headers },
		proxy: false,
		transformRequest: (data: string) => data,
		validateStatus: () => true,
	});
	return status;
}

test(
	`${count} forged requests start no execution and no API request, and n8n keeps working`,
	async () => {
		const before = (await world.api.executions(world.workflowId)).length;
		world.sandbox.requests.clear();
		const answers: number[] = [];
		const all = fc.sample(forgeries(genuine), count);
		for (let start = 0; start < all.length; start += 10) {
			const batch = all.slice(start, start + 10);
			answers.push(...(await Promise.all(batch.map(({ headers, body }) => post(headers, body)))));
		}
		expect(answers.filter((status) => status < 400)).toEqual([]);
		expect((await world.api.executions(world.workflowId)).length).toBe(before);
		expect(world.sandbox.requests.count({ path: /^\/stores/ })).toBe(0);

		// Genuine requests are still accepted.
		world.sandbox.store.setStatus(genuine.orderId, 11);
		await world.sandbox.converge.waitForEvent(String(genuine.orderId), 30_000);
		const body = notification(genuine);
		const own = Object.fromEntries([genuine.header]);
		const now = Math.floor(Date.now() / 1000);
		expect(
			await post({ ...own, ...signed(genuine.clientSecret, body, { timestamp: now }) }, body),
		).toBe(200);
	},
	10 * minutes,
);
