import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import type { pageState } from '../../../sandbox/page/pageState.cts';
import { call } from '../../../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';
import { startReceiver, type Receiver } from '../webhooks/receiver.cts';

type State = ReturnType<typeof pageState>;

let sandbox: Sandbox;
let receiver: Receiver;

beforeEach(async () => {
	receiver = await startReceiver();
	sandbox = await startSandbox({ routes: { 'https://n8n.example.com': receiver.origin } });
	const body = {
		scope: 'store/order/statusUpdated',
		destination: 'https://n8n.example.com/webhook/1',
	};
	await call(sandbox, 'POST', '/v3/hooks', { body });
});
afterEach(async () => {
	await sandbox.stop();
	await receiver.stop();
});

async function readState(): Promise<State> {
	const { data } = await axios.get<State>(`${sandbox.url}/sandbox/page/state`, { proxy: false });
	return data;
}

/** Places an order; resolves when its delivery was attempted `attempts` times. */
async function placeOrder(attempts: number): Promise<string> {
	const order = sandbox.store.placeOrder();
	const id = await order;
	await order.paid;
	const { log } = sandbox.deliveries;
	while (log.filter(({ orderId }) => orderId === id).length < attempts) {
		await sleep(5);
	}
	return String(id);
}

describe('an order that is not in Converge', () => {
	it('is waiting while its first delivery is under way', async () => {
		sandbox.deliveries.reorderMs = 1_000_000;
		const id = await placeOrder(0);
		const { comparison } = await readState();
		expect(comparison).toMatchObject({
			rows: [{ id, verdict: 'waiting', nextAttempt: expect.any(String) }],
			ids: { waiting: [id], failing: [] },
		});
		expect(comparison.nextAttempt).toBeUndefined();
	});

	it('is failing, with the time of the next attempt, after a delivery has failed', async () => {
		receiver.status = 500;
		const first = await placeOrder(1);
		const second = await placeOrder(1);
		const { comparison } = await readState();
		expect(comparison).toMatchObject({ ids: { failing: [second, first] }, problems: 0 });
		const [, { nextAttempt }] = comparison.rows;
		expect(comparison.nextAttempt).toBe(nextAttempt);
		const [{ at }] = sandbox.deliveries.log;
		expect(Date.parse(String(nextAttempt)) - at.getTime()).toBeGreaterThanOrEqual(60_000);
	});

	it('is waiting while an order that was delivered before has another delivery under way', async () => {
		const id = await placeOrder(1);
		sandbox.deliveries.reorderMs = 1_000_000;
		sandbox.store.setStatus(Number(id), 2);
		expect((await readState()).comparison.ids.waiting).toEqual([id]);
	});

	it('is missing when no delivery is under way', async () => {
		const id = await placeOrder(1);
		expect((await readState()).comparison.ids).toMatchObject({ missing: [id], failing: [] });
	});
});
