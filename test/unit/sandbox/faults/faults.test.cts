import { call } from '../../../sandbox/client.cts';
import { Faults } from '../../../sandbox/faults/faults.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ rateLimit: { quota: 10_000, windowMs: 30_000 } });
});
afterEach(() => sandbox.stop());

const get = (path = '/v3/channels') => call(sandbox, 'GET', path);

it.each([
	['429', 429, true, /json/],
	['429bare', 429, false, /json/],
	['500', 500, true, /json/],
	['502', 502, true, /html/],
	['503', 503, true, /json/],
	['html', 200, true, /html/],
] as const)('%s', async (kind, status, hasQuota, type) => {
	sandbox.faults.next(kind);
	const answer = await get();
	expect(answer.status).toBe(status);
	expect(answer.headers['content-type']).toMatch(type);
	expect('x-rate-limit-time-reset-ms' in answer.headers).toBe(hasQuota);
	expect((await get()).data.data).toBeInstanceOf(Array);
});

it('slow answers rightly, but late', async () => {
	sandbox.faults.slowMs = 60;
	sandbox.faults.next('slow');
	const start = Date.now();
	expect((await get()).status).toBe(200);
	expect(Date.now() - start).toBeGreaterThanOrEqual(55);
});

it.each(['cut', 'half'] as const)('%s breaks the connection', async (kind) => {
	sandbox.faults.next(kind);
	await expect(get()).rejects.toMatchObject({ isAxiosError: true });
	expect((await get()).status).toBe(200);
});

it('hit the planned path as often as planned', async () => {
	sandbox.faults.next('500', { times: 2, path: /hooks/ });
	const statuses = [];
	for (const path of ['/v3/channels', '/v3/hooks', '/v3/hooks', '/v3/hooks']) {
		statuses.push((await get(path)).status);
	}
	expect(statuses).toEqual([200, 500, 500, 200]);
});

it('come at the given rate, the same ones for the same seed', () => {
	const draws = (seed: number) => {
		const faults = new Faults(seed);
		faults.set({ rate: 0.25, kinds: ['500', 'cut'], only: /orders/ });
		expect(faults.draw('/v3/channels')).toBeUndefined();
		return Array.from({ length: 400 }, () => faults.draw('/v2/orders'));
	};
	const hits = draws(1).filter((kind) => kind !== undefined);
	expect(hits.length).toBeGreaterThan(70);
	expect(hits.length).toBeLessThan(130);
	expect(new Set(hits)).toEqual(new Set(['500', 'cut']));
	expect(draws(1)).toEqual(draws(1));
	expect(draws(2)).not.toEqual(draws(1));
});

it('end with clear', async () => {
	sandbox.faults.set({ rate: 1, kinds: ['500'] });
	sandbox.faults.next('502');
	expect((await get()).status).toBe(502);
	expect((await get()).status).toBe(500);
	sandbox.faults.next('502');
	sandbox.faults.clear();
	expect((await get()).status).toBe(200);
});
