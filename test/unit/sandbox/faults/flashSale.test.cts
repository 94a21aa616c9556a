import { flashSale } from '../../../sandbox/faults/flashSale.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

it('a flash sale places its orders evenly, and pays all of them', async () => {
	const start = Date.now();
	const { ids } = await flashSale(sandbox, { orders: 20, withinMs: 300 });
	expect(Date.now() - start).toBeGreaterThanOrEqual(280);
	expect(new Set(ids).size).toBe(20);
	expect(ids.map((id) => sandbox.store.order(id)?.status_id)).toEqual(Array(20).fill(11));
	expect(sandbox.rateLimit.quota).toBe(150);
});

it('another app is refused once the receiver has used up the quota', async () => {
	const options = { withinMs: 200, otherAppEveryMs: 20, otherAppForMs: 200 };
	const alone = await flashSale(sandbox, { orders: 2, plan: 'pro', ...options });
	expect(alone.otherApp.requests).toBeGreaterThan(3);
	expect(alone.otherApp.refused).toBe(0);
	const sale = flashSale(sandbox, { orders: 2, ...options });
	for (let request = 0; request < 150; request++) sandbox.rateLimit.take();
	expect((await sale).otherApp.refused).toBeGreaterThan(0);
});
