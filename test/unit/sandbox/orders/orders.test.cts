import { call } from '../../../sandbox/client.cts';
import { startSandbox, type Sandbox, type SandboxOrder } from '../../../sandbox/index.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ rateLimit: { quota: 10_000, windowMs: 30_000 } });
});
afterEach(() => sandbox.stop());

const get = (path: string, query: Record<string, string | number> = {}) =>
	call(sandbox, 'GET', path, { query });
const ids = async (query: Record<string, string | number>) => {
	const { data } = await get('/v2/orders', query);
	return ((data || []) as SandboxOrder[]).map((order) => order.id);
};

describe('one order', () => {
	it('has links, unless what they lead to is included', async () => {
		const { id } = sandbox.store.createOrder();
		const plain = (await get(`/v2/orders/${id}`)).data;
		const whole = await get(`/v2/orders/${id}`, {
			include: 'consignments.line_items,fees',
			consignment_structure: 'object',
		});
		for (const name of ['products', 'coupons', 'shipping_addresses', 'consignments', 'fees']) {
			expect(plain[name]).toEqual({
				url: `${sandbox.url}/stores/sandbox1/v2/orders/${id}/${name}`,
				resource: `/orders/${id}/${name}`,
			});
		}
		expect(whole.data.consignments).toHaveProperty('email.gift_certificates');
		expect(whole.data.fees).toEqual([]);
		expect(whole.data.lines).toBeUndefined();
	});

	it('has its consignments as an array when no structure is asked for', async () => {
		const { id } = sandbox.store.createOrder({ lines: [{ product_id: 104 }] });
		const { data } = await get(`/v2/orders/${id}`, { include: 'consignments' });
		const [line] = data.consignments[0].shipping[0].line_items;
		expect(line.resource).toBe(`/orders/${id}/products/${id}001`);
	});

	it('puts each line into the consignment that it belongs to', async () => {
		const { id } = sandbox.store.createOrder({
			lines: [
				{ product_id: 104, name: 'parcel' },
				{ product_id: 107, name: 'download' },
				{ type: 'giftcertificate', name: 'certificate' },
				{ product_id: 103, name: 'collected', order_pickup_method_id: 1 },
			],
		});
		const { data } = await get(`/v2/orders/${id}`, {
			include: 'consignments.line_items',
			consignment_structure: 'object',
		});
		const { shipping, downloads, email, pickups } = data.consignments;
		const lists = [shipping, downloads, email.gift_certificates, pickups];
		expect(lists).toMatchObject(
			['parcel', 'download', 'certificate', 'collected'].map((name) => [
				{ line_items: [{ name }] },
			]),
		);
	});

	it('gives 50 lines of a consignment and says so, and all of them page by page', async () => {
		const lines = Array.from({ length: 60 }, () => ({ product_id: 104, quantity: 1 }));
		const { id } = sandbox.store.createOrder({ lines });
		const { data } = await get(`/v2/orders/${id}`, {
			include: 'consignments.line_items',
			consignment_structure: 'object',
		});
		expect(data.consignments.shipping[0].line_items).toHaveLength(50);
		expect(data.consignments.shipping[0].__warning__.message).toContain('50');
		expect(data.items_total).toBe(60);
		const pages = await Promise.all(
			[1, 2, 3].map((page) => get(`/v2/orders/${id}/products`, { page })),
		);
		expect(pages[0].data).toHaveLength(50);
		expect(pages[1].data).toHaveLength(10);
		expect(pages[2].status).toBe(204);
	});

	it('an order comes without included line items where a test says so', async () => {
		const { id } = sandbox.store.createOrder({ lines: [{ product_id: 104 }] });
		sandbox.store.hasEmptyLineItems = (order) => order === id;
		const { data } = await get(`/v2/orders/${id}`, {
			include: 'consignments.line_items',
			consignment_structure: 'object',
		});
		expect(data.consignments.shipping).toMatchObject([{ line_items: [] }]);
		expect((await get(`/v2/orders/${id}/products`)).data).toHaveLength(1);
	});

	it('an Incomplete order has no payment method and no coupons yet', async () => {
		const { id } = sandbox.store.createOrder({ coupons: [{ code: 'FIVE' }] });
		expect((await get(`/v2/orders/${id}`)).data.payment_method).toBe('');
		expect((await get(`/v2/orders/${id}/coupons`)).status).toBe(204);
		sandbox.store.setStatus(id, 11);
		expect((await get(`/v2/orders/${id}`)).data.payment_method).not.toBe('');
		expect((await get(`/v2/orders/${id}/coupons`)).data).toMatchObject([{ code: 'FIVE' }]);
	});

	it('is 404 as a bare array when there is none', async () => {
		const { status, data } = await get('/v2/orders/99999');
		expect(status).toBe(404);
		expect(data).toEqual([{ status: 404, message: expect.any(String) }]);
	});
});

describe('the list of orders', () => {
	it('filters by id, status, channel, customer, email and date', async () => {
		const [a, b, c] = sandbox.store
			.generateOrders(3, {
				given: (index) => ({
					status_id: [11, 10, 0][index],
					channel_id: [1, 1001, 1][index],
					customer_id: [0, 5, 0][index],
					billing_address: { email: ['guest@example.com', 'Five@example.com', ''][index] },
					date_created: `Thu, 1${index} Jun 2026 12:00:00 +0000`,
				}),
			})
			.map((order) => order.id);
		expect(await ids({})).toEqual([a, b, c]);
		expect(await ids({ min_id: b, max_id: b })).toEqual([b]);
		expect(await ids({ status_id: 11 })).toEqual([a]);
		expect(await ids({ channel_id: 1 })).toEqual([a, c]);
		expect(await ids({ customer_id: 5 })).toEqual([b]);
		expect(await ids({ email: 'five@example.com' })).toEqual([b]);
		expect(await ids({ min_date_created: '2026-06-11T12:00:00+00:00' })).toEqual([b, c]);
		expect(await ids({ max_date_created: 'Thu, 11 Jun 2026 12:00:00 +0000' })).toEqual([a, b]);
		expect(await ids({ sort: 'date_created:desc', limit: 2 })).toEqual([c, b]);
		const { data } = await get('/v2/orders/count', { channel_id: 1 });
		expect(data.count).toBe(2);
		expect(data.statuses[11]).toMatchObject({ id: 11, count: 1 });
	});

	it('finds guests by email only as long as the switch is on', async () => {
		const billing_address = { email: 'guest@example.com' };
		const { id } = sandbox.store.createOrder({ customer_id: 0, billing_address });
		expect(await ids({ email: 'guest@example.com' })).toEqual([id]);
		sandbox.store.emailFilterSeesGuests = false;
		expect(await ids({ email: 'guest@example.com' })).toEqual([]);
	});

	it('is 204 when nothing matches, 413 past 250 a page, 400 for nonsense', async () => {
		expect(await get('/v2/orders')).toMatchObject({ status: 204, data: '' });
		expect((await get('/v2/orders', { limit: 251 })).status).toBe(413);
		expect((await get('/v2/orders', { status_id: 'paid' })).status).toBe(400);
		expect((await get('/v2/orders', { min_date_created: 'yesterday' })).status).toBe(400);
	});

	it('pages hold fewer entries than asked for where the store says so', async () => {
		sandbox.store.generateOrders(5);
		sandbox.store.maxPageSize = 2;
		const pages = [1, 2, 3, 4].map(async (page) => (await ids({ page, limit: 250 })).length);
		expect(await Promise.all(pages)).toEqual([2, 2, 1, 0]);
	});

	it('leaves out archived orders', async () => {
		const { id } = sandbox.store.createOrder();
		sandbox.store.archive(id);
		expect(await ids({})).toEqual([]);
		expect((await get(`/v2/orders/${id}`)).data.is_deleted).toBe(true);
	});

	it('reads a long history and the orders placed after it', async () => {
		sandbox.store.history.fill(100_000, {
			from: new Date('2026-01-01T00:00:00Z'),
			to: new Date('2026-03-01T00:00:00Z'),
		});
		const { id } = sandbox.store.createOrder();
		expect(id).toBe(100_001);
		expect(await ids({ min_id: 99_999 })).toEqual([99_999, 100_000, id]);
		expect(await ids({ page: 400, limit: 250 })).toHaveLength(250);
		expect((await ids({ min_date_created: '2026-02-28T23:00:00Z' }))[0]).toBeGreaterThan(99_900);
		const listed = (await get('/v2/orders', { min_id: 777, limit: 1 })).data[0];
		const single = (await get('/v2/orders/777')).data;
		expect(listed).toEqual(single);
		expect(await ids({ status_id: single.status_id, min_id: 777, max_id: 777 })).toEqual([777]);
		expect(await ids({ customer_id: single.customer_id, min_id: 777, max_id: 777 })).toEqual([777]);
	});
});
