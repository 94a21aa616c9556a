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
] as const)('the token %s is refused %s and may use hooks', async (name, path) => {
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

it('an exhausted quota answers 429 until its time is over', async () => {
	sandbox.rateLimit.exhaust(60_000);
	const refused = await get('/v2/time');
	expect(refused.status).toBe(429);
	const wait = Number(refused.headers['x-rate-limit-time-reset-ms']);
	expect(wait).toBeGreaterThan(59_000);
	await sandbox.clock.advance(wait);
	expect((await get('/v2/time')).status).toBe(200);
});

it('dates of answers follow the clock of the sandbox', async () => {
	const fiveDays = 5 * 86_400_000;
	await sandbox.clock.advance(fiveDays);
	const { headers, data } = await get('/v2/time');
	expect(Date.parse(String(headers.date)) - Date.now()).toBeGreaterThan(fiveDays - 2000);
	expect(data.time * 1000 - Date.now()).toBeGreaterThan(fiveDays - 2000);
	const order = sandbox.store.createOrder();
	expect(Date.parse(order.date_created) - Date.now()).toBeGreaterThan(fiveDays - 2000);
});

it('an account may lack several scopes, and have several tokens', async () => {
	const { accounts } = sandbox.store;
	const { clientId, token } = accounts.create({ lacks: ['orders', 'channels'] });
	expect((await get('/v2/orders', token)).status).toBe(403);
	expect((await get('/v3/channels', token)).status).toBe(403);
	const second = accounts.newToken(clientId);
	accounts.revoke(token);
	expect((await get('/v3/hooks', token)).status).toBe(401);
	expect((await get('/v3/hooks', second)).status).toBe(200);
});

it('hooks belong to the account, and go with it', async () => {
	sandbox.rateLimit.quota = 100;
	const { accounts, tokens } = sandbox.store;
	const { clientId, token } = accounts.create();
	const body = { scope: 'store/order/created', destination: 'https://n8n.example.com/webhook/1' };
	const create = (by: string) => call(sandbox, 'POST', '/v3/hooks', { token: by, body });
	expect((await create(token)).data.data.client_id).toBe(clientId);
	expect((await create(tokens.full)).status).toBe(200);
	const second = accounts.newToken(clientId);
	expect((await get('/v3/hooks', second)).data.data).toHaveLength(1);
	accounts.delete(clientId);
	expect((await get('/v3/hooks', second)).status).toBe(401);
	expect(sandbox.store.hooks.all.map((hook) => hook.client_id)).toEqual(['sandbox-client-full']);
});
