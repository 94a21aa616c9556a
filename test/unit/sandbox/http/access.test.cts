import axios from 'axios';
import { call } from '../../../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ rateLimit: { quota: 5, windowMs: 800 } });
});
afterEach(() => sandbox.stop());

const get = (path: string, token?: string | null) => call(sandbox, 'GET', path, { token });

it.each([
	['withoutOrders', '/v2/orders'],
	['withoutInformation', '/v2/store'],
	['withoutChannels', '/v3/channels'],
	['withoutCustomers', '/v3/customers'],
	['withoutProducts', '/v3/catalog/products'],
] as const)('a token %s is refused %s and may use hooks', async (name, path) => {
	const token = sandbox.store.tokens[name];
	expect((await get(path, token)).status).toBe(403);
	expect((await get(path)).status).toBeLessThan(300);
	expect((await get('/v3/hooks', token)).status).toBe(200);
});

it('answers 401 without a token, for an unknown and for a revoked one', async () => {
	expect((await get('/v2/time', null)).status).toBe(401);
	expect((await get('/v2/time', 'wrong')).status).toBe(401);
	expect((await get('/v2/time')).status).toBe(200);
	sandbox.store.revokeToken(sandbox.store.tokens.full);
	expect((await get('/v2/time')).status).toBe(401);
});

it('answers 404 for another store', async () => {
	const headers = { 'x-auth-token': sandbox.store.tokens.full };
	const validateStatus = () => true;
	const url = `${sandbox.url}/stores/other/v2/time`;
	expect((await axios.get(url, { headers, validateStatus })).status).toBe(404);
});

it('counts all tokens against one quota, and forgives when the window is over', async () => {
	const { headers } = await get('/v2/time');
	expect(headers).toMatchObject({
		'x-rate-limit-requests-left': '4',
		'x-rate-limit-requests-quota': '5',
		'x-rate-limit-time-window-ms': '800',
	});
	for (let i = 0; i < 4; i++) await get('/v2/time', sandbox.store.tokens.withoutOrders);
	const refused = await get('/v2/time');
	expect(refused.status).toBe(429);
	const wait = Number(refused.headers['x-rate-limit-time-reset-ms']);
	expect(wait).toBeLessThanOrEqual(800);
	await new Promise((resolve) => setTimeout(resolve, wait + 10));
	expect((await get('/v2/time')).status).toBe(200);
});

it('keeps a log of requests with their bodies', async () => {
	await call(sandbox, 'POST', '/v3/hooks', { query: { a: 1 }, body: { scope: 'x' } });
	expect(sandbox.requests.log[0]).toMatchObject({
		method: 'POST',
		path: '/stores/sandbox1/v3/hooks',
		query: { a: '1' },
		body: { scope: 'x' },
		status: 422,
	});
	expect(sandbox.requests.count({ method: 'POST', path: /hooks$/ })).toBe(1);
	expect(sandbox.requests.count({ method: 'GET' })).toBe(0);
});
