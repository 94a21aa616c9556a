import { call } from '../../../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';

let sandbox: Sandbox;
const destination = 'https://n8n.example.com/webhook/1';
const hook = (more: object = {}) => ({ scope: 'store/order/created', destination, ...more });
const create = (body: unknown, token?: string) =>
	call(sandbox, 'POST', '/v3/hooks', { body, token });

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

it('creates, lists, changes and deletes hooks', async () => {
	const { data } = await create(hook({ headers: { 'x-secret': 'a' } }));
	const { id } = data.data;
	expect(data.data).toMatchObject({ ...hook(), is_active: true, headers: { 'x-secret': 'a' } });
	const changed = await call(sandbox, 'PUT', `/v3/hooks/${id}`, { body: { is_active: false } });
	expect(changed.data.data.is_active).toBe(false);
	const list = (query: Record<string, string>) => call(sandbox, 'GET', '/v3/hooks', { query });
	expect((await list({ is_active: 'true' })).data.data).toEqual([]);
	expect((await list({ destination, scope: 'store/order/created' })).data.data).toHaveLength(1);
	expect((await call(sandbox, 'DELETE', `/v3/hooks/${id}`)).data.data.id).toBe(id);
	expect((await call(sandbox, 'GET', `/v3/hooks/${id}`)).status).toBe(404);
});

it('takes ten hooks to a scope, and one to a destination', async () => {
	for (let i = 0; i < 10; i++) {
		expect((await create(hook({ destination: `${destination}${i}` }))).status).toBe(200);
	}
	const eleventh = await create(hook());
	expect(eleventh).toMatchObject({ status: 422, data: { errors: { scope: expect.any(String) } } });
	expect((await create(hook({ scope: 'store/order/updated' }))).status).toBe(200);
	const again = await create(hook({ scope: 'store/order/updated' }));
	expect(again.data.errors).toHaveProperty('destination');
	expect((await create(hook(), sandbox.store.tokens.withoutOrders)).status).toBe(200);
});

it.each([
	['plain HTTP', hook({ destination: 'http://n8n.example.com/webhook/1' })],
	['another port', hook({ destination: 'https://n8n.example.com:5678/webhook/1' })],
	['no URL', hook({ destination: 'n8n' })],
	['no scope', { destination }],
	['a header that is no text', hook({ headers: { 'x-secret': 1 } })],
	['an empty body', {}],
])('refuses %s', async (_, body) => {
	expect((await create(body)).status).toBe(422);
	expect(sandbox.store.hooks.all).toEqual([]);
});

it('shows hooks only to the account that made them', async () => {
	const { id } = (await create(hook())).data.data;
	const token = sandbox.store.tokens.withoutProducts;
	expect((await call(sandbox, 'GET', '/v3/hooks', { token })).data.data).toEqual([]);
	expect((await call(sandbox, 'DELETE', `/v3/hooks/${id}`, { token })).status).toBe(404);
});
