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
] as const)(
	'the fault %s answers with its status and body, once',
	async (kind, status, hasQuota, type) => {
		sandbox.faults.next(kind);
		const answer = await get();
		expect(answer.status).toBe(status);
		expect(answer.headers['content-type']).toMatch(type);
		expect('x-rate-limit-time-reset-ms' in answer.headers).toBe(hasQuota);
		expect((await get()).data.data).toBeInstanceOf(Array);
	},
);

it('the fault slow delays a correct answer', async () => {
	sandbox.faults.slowMs = 60;
	sandbox.faults.next('slow');
	const start = Date.now();
	expect((await get()).status).toBe(200);
	expect(Date.now() - start).toBeGreaterThanOrEqual(55);
});

it.each(['cut', 'half'] as const)('the fault %s breaks the connection', async (kind) => {
	sandbox.faults.next(kind);
	await expect(get()).rejects.toMatchObject({ isAxiosError: true });
	expect((await get()).status).toBe(200);
});

it('planned faults hit their path as often as planned', async () => {
	sandbox.faults.next('500', { times: 2, path: /hooks/ });
	const statuses = [];
	for (const path of ['/v3/channels', '/v3/hooks', '/v3/hooks', '/v3/hooks']) {
		statuses.push((await get(path)).status);
	}
	expect(statuses).toEqual([200, 500, 500, 200]);
});

it('random faults occur at the given rate, the same ones for the same seed', () => {
	const draws = (seed: number) => {
		const faults = new Faults(seed);
		faults.set({ rate: 0.25, kinds: ['500', 'cut'], only: /orders/ });
		expect(faults.draw('/v3/channels').kind).toBeUndefined();
		return Array.from({ length: 400 }, () => faults.draw('/v2/orders').kind);
	};
	const hits = draws(1).filter((kind) => kind !== undefined);
	expect(hits.length).toBeGreaterThan(70);
	expect(hits.length).toBeLessThan(130);
	expect(new Set(hits)).toEqual(new Set(['500', 'cut']));
	expect(draws(1)).toEqual(draws(1));
	expect(draws(2)).not.toEqual(draws(1));
});

it('clear ends planned and random faults', async () => {
	sandbox.faults.set({ rate: 1, kinds: ['500'] });
	expect(sandbox.faults.current).toEqual([{ rate: 1, kinds: ['500'] }]);
	sandbox.faults.next('502');
	expect((await get()).status).toBe(502);
	expect((await get()).status).toBe(500);
	sandbox.faults.next('502');
	sandbox.faults.clear();
	expect(sandbox.faults.current).toEqual([]);
	expect((await get()).status).toBe(200);
});

it('slow answers and failing customer histories occur together, and end separately', async () => {
	const endSlow = sandbox.faults.slowAnswers(60);
	const endFailing = sandbox.faults.failCustomerHistory();
	const timed = async (path: string) => {
		const start = Date.now();
		const { status } = await get(path);
		return { status, isSlow: Date.now() - start >= 55 };
	};
	const ofCustomer = '/v2/orders?limit=5&customer_id=3';
	const ofGuest = '/v2/orders/count?email=a@example.com';
	expect(await timed(ofCustomer)).toEqual({ status: 500, isSlow: true });
	expect(await timed(ofGuest)).toEqual({ status: 500, isSlow: true });
	expect(await timed('/v2/orders?status_id=1')).toEqual({ status: 204, isSlow: true });
	endSlow();
	expect(await timed(ofCustomer)).toEqual({ status: 500, isSlow: false });
	endFailing();
	expect(await timed(ofCustomer)).toEqual({ status: 204, isSlow: false });
});

it('a fault of one path leaves the answers of others alone', async () => {
	sandbox.faults.slowAnswers(60, { only: /channels/ });
	const start = Date.now();
	await get('/v2/time');
	expect(Date.now() - start).toBeLessThan(55);
	await get('/v3/channels');
	expect(Date.now() - start).toBeGreaterThanOrEqual(60);
});

it('a 429 says that no requests are left', async () => {
	sandbox.faults.next('429');
	expect((await get()).headers['x-rate-limit-requests-left']).toBe('0');
	expect((await get()).headers['x-rate-limit-requests-left']).not.toBe('0');
});
