import { CustomerIndex } from '../../../../../nodes/BigCommerce/resources/order/customerIndex';
import type { Order } from '../../../../../nodes/shared/orderItem';

const order = (id: number, customer_id: number, email = `c${customer_id}@example.com`) =>
	({ id, customer_id, billing_address: { email } }) as Order;

test('hundred thousand customers are told apart, by id and by address', () => {
	const index = new CustomerIndex();
	const count = 100_000;
	for (let customer = 1; customer <= count; customer++) {
		index.see(order(1000 + customer, customer), true);
	}
	for (let customer = 1; customer <= count; customer += 97) {
		const byId = order(1, customer, '');
		const byAddress = order(1, 0, `C${customer}@example.com`);
		expect(index.recordOf(byId).firstId).toBe(1000 + customer);
		expect(index.recordOf(byAddress).firstId).toBe(1000 + customer);
	}
	expect(index.recordOf(order(1, count + 1)).firstId).toBe(Infinity);
	expect(index.isFull).toBe(false);
});

test('the lowest id counts, in whatever sequence orders are seen', () => {
	const index = new CustomerIndex();
	for (const id of [105, 101, 103]) index.see(order(id, 7), true);
	expect(index.recordOf(order(1, 7)).firstId).toBe(101);
});

test.each<[string, Order, boolean]>([
	['is cancelled', order(101, 7), false],
	['is given to another person', order(101, 8), true],
	['loses its customer id', order(101, 0, 'other@example.com'), true],
])('a first purchase that %s makes its customer uncertain', (_name, changed, isPurchase) => {
	const index = new CustomerIndex();
	index.see(order(101, 7), true);
	index.see(order(103, 7), true);
	index.seeAgain(changed, isPurchase);
	expect(index.recordOf(order(1, 7))).toEqual({ firstId: Infinity, isUncertain: true });
	if (isPurchase) expect(index.recordOf(changed)).toEqual({ firstId: 101, isUncertain: false });
	index.seeAgain(order(101, 7), true);
	expect(index.recordOf(order(1, 7))).toEqual({ firstId: 101, isUncertain: false });
});

test('a change of an address leaves what is known by the customer id', () => {
	const index = new CustomerIndex();
	index.see(order(101, 7, 'typo@example.com'), true);
	index.seeAgain(order(101, 7, 'right@example.com'), true);
	expect(index.recordOf(order(103, 7, 'typo@example.com'))).toMatchObject({ firstId: 101 });
	expect(index.recordOf(order(103, 0, 'right@example.com'))).toMatchObject({ firstId: 101 });
	expect(index.recordOf(order(103, 0, 'typo@example.com'))).toMatchObject({ isUncertain: true });
});

test('an order that was not placed is no purchase until it is seen as placed', () => {
	const index = new CustomerIndex();
	index.see(order(101, 7), false);
	expect(index.recordOf(order(1, 7))).toEqual({ firstId: Infinity, isUncertain: false });
	index.seeAgain(order(101, 7), true);
	expect(index.recordOf(order(1, 7))).toEqual({ firstId: 101, isUncertain: false });
});

test('an order with neither an id nor an address leaves no trace', () => {
	const index = new CustomerIndex();
	index.see(order(101, 0, ' '), true);
	expect(index.recordOf(order(102, 0, ' ')).firstId).toBe(Infinity);
});
