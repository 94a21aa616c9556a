import { isNewCustomer } from '../../../../nodes/BigCommerce/orders/newCustomer';
import { asOrder, fakeOrdersApi, type FakeOrder } from './fakeOrdersApi.cts';

const at = (minute: number) => new Date(Date.UTC(2026, 5, 1, 12, minute)).toUTCString();

const order = (id: number, given: Partial<FakeOrder> = {}): FakeOrder => ({
	id,
	customer_id: 0,
	billing_address: { email: 'ann@example.com' },
	status_id: 11,
	date_created: at(id - 100),
	modified: 0,
	...given,
});

/** The answer for the last of the orders, and how many requests it took. */
async function ask(orders: FakeOrder[], options = {}, id = orders.at(-1)!.id) {
	const { api, queries } = fakeOrdersApi(orders);
	const asked = orders.find((one) => one.id === id)!;
	return { answer: await isNewCustomer(api, asOrder(asked), options), requests: queries.length };
}

test.each<[string, FakeOrder[], boolean, number]>([
	['the first order of a guest', [order(101)], true, 1],
	['the second order of a guest', [order(101), order(102)], false, 1],
	['the first order of an account', [order(101, { customer_id: 7 })], true, 2],
	[
		'the second order of an account, with another address',
		[
			order(101, { customer_id: 7 }),
			order(102, { customer_id: 7, billing_address: { email: 'b@example.com' } }),
		],
		false,
		1,
	],
	['an account after a guest order', [order(101), order(102, { customer_id: 7 })], false, 2],
	['a guest order after an account', [order(101, { customer_id: 7 }), order(102)], false, 1],
	[
		'an address in other letters',
		[order(101, { billing_address: { email: 'ANN@Example.com ' } }), order(102)],
		false,
		1,
	],
	['an order after one that was not placed', [order(101, { status_id: 0 }), order(102)], true, 1],
	['an order after a cancelled one', [order(101, { status_id: 5 }), order(102)], true, 1],
	[
		'an order after a test order',
		[order(101, { payment_method: ' test payment GATEWAY' }), order(102)],
		true,
		1,
	],
])('%s', async (_name, orders, answer, requests) => {
	// The address as it is written is what BigCommerce is asked for.
	orders.forEach((one) => (one.billing_address.email = one.billing_address.email?.trim()));
	expect(await ask(orders)).toEqual({ answer, requests });
});

test('a test order counts where test orders are included', async () => {
	const orders = [order(101, { payment_method: 'Test Payment Gateway' }), order(102)];
	expect((await ask(orders, { includeTestOrders: true })).answer).toBe(false);
});

test('an unplaced order counts where its status is chosen as placed', async () => {
	const orders = [order(101, { status_id: 1 }), order(102)];
	expect((await ask(orders, { isPlaced: () => true })).answer).toBe(false);
});

test('an order that was placed after one with a higher id is not new', async () => {
	const orders = [order(101), order(102)];
	const placedAt = Date.parse(at(5));
	expect((await ask(orders, { placedAt }, 101)).answer).toBe(false);
	expect((await ask(orders, { placedAt: Date.parse(at(1)) }, 101)).answer).toBe(true);
});

test('an order with neither an id nor an address is asked for nothing', async () => {
	const nobody = order(101, { billing_address: {} });
	expect(await ask([nobody])).toEqual({ answer: undefined, requests: 0 });
});

test('many unplaced orders in between do not hide the earlier one', async () => {
	const unplaced = Array.from({ length: 45 }, (_, index) => order(102 + index, { status_id: 0 }));
	const orders = [order(101), ...unplaced, order(200)];
	expect(await ask(orders)).toEqual({ answer: false, requests: 3 });
});
