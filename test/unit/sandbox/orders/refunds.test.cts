import { call } from '../../../sandbox/client.cts';
import {
	startSandbox,
	type OrderPartial,
	type Refund,
	type Sandbox,
} from '../../../sandbox/index.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

const list = async (query: Record<string, string> = {}) => {
	const { data } = await call(sandbox, 'GET', '/v3/orders/payment_actions/refunds', { query });
	return (data as { data: Refund[] }).data;
};

const ORDER: OrderPartial = {
	...{ status_id: 10, discount_amount: '10.0000', shipping_cost_inc_tax: '5.9500', fees: [] },
	...{ default_currency_code: 'EUR', is_tax_inclusive_pricing: true },
	...{ handling_cost_inc_tax: '0', wrapping_cost_inc_tax: '0' },
	lines: [
		{ name: 'Shirt', quantity: 4, price_ex_tax: '20.0000', price_inc_tax: '25.0000' },
		{ name: 'Belt', quantity: 1, price_ex_tax: '80.0000', price_inc_tax: '100.0000' },
	],
};
const place = () => sandbox.store.createOrder(ORDER);

it('a full refund is the order’s total, with its tax, its lines and its shipping', async () => {
	const { id, total_inc_tax, total_tax, lines, addresses } = place();
	expect(sandbox.store.refund(id).status_id).toBe(4);
	expect(await list()).toEqual([
		{
			...{ id: 1, order_id: id, user_id: 0, reason: '', uses_merchant_override_values: false },
			created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
			...{ total_amount: Number(total_inc_tax), total_tax: Number(total_tax) },
			items: [
				{ item_type: 'PRODUCT', item_id: lines[0].id, quantity: 4 },
				{ item_type: 'PRODUCT', item_id: lines[1].id, quantity: 1 },
				{ item_type: 'SHIPPING', item_id: addresses[0].id },
			].map((item) => ({ ...item, reason: '', requested_amount: null })),
			payments: [expect.objectContaining({ amount: Number(total_inc_tax), is_declined: false })],
		},
	]);
});

it('partial refunds take a line’s share of its discount and tax, and end in a full refund', async () => {
	const { id, total_inc_tax, total_tax } = place();
	const first = sandbox.store.refund(id, { items: [{ quantity: 1 }], reason: 'Too small' });
	expect(first).toMatchObject({
		status_id: 14,
		lines: [{ quantity_refunded: 1, is_refunded: false }, {}],
	});
	expect(sandbox.store.refund(id).status_id).toBe(4);
	const [one, rest] = await list();
	// Each shirt has an eighth of the discount of 10.00, and a fifth of the rest is tax.
	expect(one).toMatchObject({ total_amount: 23.75, total_tax: 4.75, reason: 'Too small' });
	expect(one.total_amount + rest.total_amount).toBeCloseTo(Number(total_inc_tax), 4);
	expect(one.total_tax + rest.total_tax).toBeCloseTo(Number(total_tax), 4);
	expect(rest.items[0].quantity).toBe(3);
});

it('an amount is refunded without tax', async () => {
	const { id } = place();
	sandbox.store.refund(id, { items: [{ type: 'ORDER', amount: '5.50' }] });
	expect(await list()).toMatchObject([
		{
			...{ total_amount: 5.5, total_tax: 0 },
			items: [{ item_type: 'ORDER', item_id: id, requested_amount: 5.5 }],
		},
	]);
});

it('more than is left is not refunded', async () => {
	const { id } = place();
	sandbox.store.refund(id, { items: [{ index: 1 }] });
	expect(() => sandbox.store.refund(id, { items: [{ index: 1, quantity: 1 }] })).toThrow('left');
	const tooMuch = { items: [{ type: 'ORDER' as const, amount: '9999.00' }] };
	expect(() => sandbox.store.refund(id, tooMuch)).toThrow('left');
	expect(await list()).toHaveLength(1);
});

it('two refunds within a second are two, each found by its id, order and date', async () => {
	const [a, b] = [place().id, place().id];
	sandbox.store.refund(a, { items: [{ quantity: 1 }] });
	sandbox.store.refund(a, { items: [{ quantity: 1 }] });
	await sandbox.clock.advance(3_600_000);
	sandbox.store.refund(b);
	const ids = async (query: Record<string, string>) => (await list(query)).map(({ id }) => id);
	const past = new Date(sandbox.clock.now() - 1_800_000).toISOString();
	expect(await ids({ 'id:in': '2,3' })).toEqual([2, 3]);
	expect(await ids({ 'order_id:in': String(a) })).toEqual([1, 2]);
	expect(await ids({ 'created:min': past })).toEqual([3]);
	expect(await ids({ 'created:max': past })).toEqual([1, 2]);
	expect(await ids({ limit: '2', page: '2' })).toEqual([3]);
	const ofOrder = await call(sandbox, 'GET', `/v3/orders/${a}/payment_actions/refunds`);
	expect(ofOrder.data.data).toHaveLength(2);
	const one = await call(sandbox, 'GET', '/v3/orders/payment_actions/refunds/3');
	expect(one.data.data.order_id).toBe(b);
});
