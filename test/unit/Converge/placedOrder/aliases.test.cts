import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { orderItem } from '../../../support/orders.cts';

const eventOf = (...args: Parameters<typeof toPlacedOrder>) => toPlacedOrder(...args).event;

const nobody = { cart_id: null, customer_id: 0, billing_address: {} };
test('a guest has no customer alias', () => {
	expect(eventOf(orderItem({ customer_id: 0 })).aliases).toEqual([
		'urn:bigcommerce:cart:0b6e7a7c-52f5-4a53-8a52-0f4f4b2f3c11',
		'urn:email:ada@example.com',
	]);
});

test('an order of nobody stands for itself', () => {
	expect(eventOf(orderItem(nobody)).aliases).toEqual(['urn:bigcommerce:order:abc123:118']);
});

test('the store is found in the links of an order read some other way', () => {
	const coupons = { url: 'https://api.bigcommerce.com/stores/xyz9/v2/orders/118/coupons' };
	const item = orderItem({ ...nobody, store_hash: undefined, coupons: coupons as never });
	expect(eventOf(item).aliases).toEqual(['urn:bigcommerce:order:xyz9:118']);
});

test('without any, the order is refused', () => {
	expect(() => eventOf(orderItem({ ...nobody, store_hash: undefined }))).toThrow(
		/store_hash|customer/,
	);
});

test.each(['0', 0, null, 'abc', 1.5])('the customer id %p is none', (customer_id) => {
	const { aliases } = eventOf(orderItem({ customer_id: customer_id as never }));
	expect(aliases).toHaveLength(2);
});

test('an e-mail address is taken as it stands, without the space around it', () => {
	const billing_address = { email: ' Ada.Example@Example.com ' };
	expect(eventOf(orderItem({ billing_address })).aliases).toContain(
		'urn:email:Ada.Example@Example.com',
	);
});
