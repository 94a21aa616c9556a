import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { line, orderItem } from '../../../support/orders.cts';

const eventOf = (...args: Parameters<typeof toPlacedOrder>) => toPlacedOrder(...args).event;

const nobody = { cart_id: null, customer_id: 0, billing_address: {} };

test('a guest has no customer alias', () => {
	expect(eventOf(orderItem({ customer_id: 0 })).aliases).toEqual([
		'urn:bigcommerce:cart:0b6e7a7c-52f5-4a53-8a52-0f4f4b2f3c11',
		'urn:email:ada@example.com',
	]);
});

test('an order of nobody has an alias of its own', () => {
	expect(eventOf(orderItem(nobody)).aliases).toEqual(['urn:bigcommerce:order:abc123:118']);
});

describe('the store is found in a link of an order that was fetched otherwise:', () => {
	const link = (resource: string) => ({
		url: `https://api.bigcommerce.com/stores/xyz9/v2/orders/118/${resource}`,
		resource: `/orders/118/${resource}`,
	});
	const products = { url: link('products').url };
	const certificates = { gift_certificates: [{ line_items: [products] }] };
	const address = { city: 'Austin', shipping_quotes: link('shippingaddresses/1/shipping_quotes') };

	test.each([
		['coupons', { coupons: link('coupons') }],
		['fees, beside arrays', { fees: link('fees'), coupons: [], shipping_addresses: [] }],
		['consignments', { consignments: link('consignments'), fees: [] }],
		['shipping quotes of an address', { shipping_addresses: [{ city: 'x' }, address] }],
		['shipping quotes of a consignment', { consignments: { shipping: [address] } }],
		['shipping quotes of a consignment in an array', { consignments: [{ shipping: [address] }] }],
		['downloads', { consignments: { downloads: [{ line_items: [products] }] } }],
		['downloads of one line', { consignments: { downloads: [{ line_items: products }] } }],
		['pick-ups', { consignments: { pickups: [{ line_items: [products] }], shipping: [] } }],
		['gift certificates', { consignments: { email: certificates } }],
		['gift certificates in an array', { consignments: [{ email: certificates }] }],
		['lines of a consignment', { consignments: { shipping: [{ line_items: products }] } }],
		[
			'lines in an array of consignments',
			{ consignments: [{ shipping: [{ line_items: products }] }] },
		],
		[
			'a link that is nearer than another',
			{
				consignments: {
					downloads: [{ line_items: { url: link('x').url.replace('xyz9', 'far1') } }],
				},
				fees: link('fees'),
			},
		],
	])('%s', (_name, given) => {
		const item = orderItem({ customer_id: 11, store_hash: undefined, ...given });
		expect(eventOf(item).aliases).toContain('urn:bigcommerce:customer:xyz9:11');
	});

	test('not below the links of BigCommerce', () => {
		let fees: object = { url: link('fees').url };
		for (let depth = 0; depth < 50; depth++) fees = { fees };
		const { aliases } = eventOf(orderItem({ store_hash: undefined, fees }));
		expect(aliases).not.toContainEqual(expect.stringContaining('customer'));
	});

	test('not in the page of a product', () => {
		const products = [line({ url: 'https://shop.example.com/stores/berlin/hat/' })];
		const item = orderItem({ store_hash: undefined, products });
		expect(eventOf(item).aliases).not.toContainEqual(expect.stringContaining('customer'));
	});
});

test('an order without any alias is rejected', () => {
	expect(() => eventOf(orderItem({ ...nobody, store_hash: undefined }))).toThrow(
		/^Order 118 has no identifier that Converge can use/,
	);
});

test.each(['0', 0, null, 'abc', 1.5])('the customer ID %p gives no alias', (customer_id) => {
	const { aliases } = eventOf(orderItem({ customer_id: customer_id as never }));
	expect(aliases).toHaveLength(2);
});

test.each([
	[
		'Ada.Example@Example.com',
		['urn:email:Ada.Example@Example.com', 'urn:email:ada.example@example.com'],
	],
	['ada@example.com', ['urn:email:ada@example.com']],
])('the e-mail address %s is an alias as it stands and in lower case', (email, expected) => {
	const item = orderItem({ ...nobody, billing_address: { email: ` ${email} ` } });
	expect(eventOf(item).aliases).toEqual(expected);
});
