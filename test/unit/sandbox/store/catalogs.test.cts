import axios from 'axios';
import { call } from '../../../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

interface Entry {
	id: number;
}

const get = async (path: string, query: Record<string, string | number> = {}) => {
	const { data } = await call(sandbox, 'GET', path, { query });
	return data as { data: Entry[]; meta: { pagination: object }; status: number };
};

it('lists channels page by page', async () => {
	const { data, meta } = await get('/v3/channels', { limit: 4, page: 2 });
	expect(data.map(({ id }) => id)).toEqual([1004, 1005]);
	expect(meta.pagination).toEqual({
		...{ total: 6, count: 2, per_page: 4, current_page: 2, total_pages: 2 },
		links: { previous: '?page=1&limit=4', current: '?page=2&limit=4' },
	});
});

it('knows the site of a storefront, and of no other channel', async () => {
	expect((await get('/v3/channels/1001/site')).data).toMatchObject({
		url: 'https://eu.lighthouse.example.com',
	});
	expect((await get('/v3/channels/1002/site')).status).toBe(404);
	expect((await get('/v3/sites', { 'channel_id:in': 1 })).data).toHaveLength(1);
});

it('gives of a product what is asked for', async () => {
	const { data } = await get('/v3/catalog/products', {
		'id:in': '101,104,999',
		include: 'primary_image',
		include_fields: 'name,custom_url',
	});
	expect(data.map(({ id }) => id)).toEqual([101, 104]);
	expect(Object.keys(data[0])).toEqual(['id', 'name', 'custom_url', 'primary_image']);
});

it('finds the customer behind an order', async () => {
	const order = sandbox.store.createOrder({ customer_id: 42 });
	const { data } = await get('/v3/customers', { 'id:in': '42,100000' });
	expect(data).toMatchObject([{ id: 42, email: order.billing_address.email }]);
});

it('can be steered with HTTP', async () => {
	const body = { channel_id: 1001 };
	const placed = await axios.post<Entry>(`${sandbox.url}/sandbox/orders`, body);
	expect(sandbox.store.order(placed.data.id)).toMatchObject({ channel_id: 1001, status_id: 0 });
	await axios.post(`${sandbox.url}/sandbox/faults`, { rate: 1, kinds: ['503'], only: 'time' });
	expect((await call(sandbox, 'GET', '/v2/time')).status).toBe(503);
	await axios.post(`${sandbox.url}/sandbox/faults`, {});
	expect((await call(sandbox, 'GET', '/v2/time')).status).toBe(200);
	const { data: state } = await axios.get(`${sandbox.url}/sandbox/state`);
	expect(state.requests).toBe(sandbox.requests.count());
	expect((await axios.get(`${sandbox.url}/sandbox/events`)).data).toEqual([]);
});
