import { toPlacedOrder } from '../../../nodes/Converge/placedOrder';
import { Unmappable } from '../../../nodes/Converge/unmappable';
import { line, orderItem } from '../../support/orders.cts';

const eventOf = (...args: Parameters<typeof toPlacedOrder>) => toPlacedOrder(...args).event;
const propertiesOf = (...args: Parameters<typeof toPlacedOrder>) => eventOf(...args).properties;

test('a placed order becomes the whole event', () => {
	const item = orderItem({
		products: [
			line({ quantity: 2 }),
			line({
				id: 2,
				product_id: 78,
				variant_id: 0,
				name: 'Engraving',
				sku: '',
				product_options: [],
			}),
		],
		discount_amount: '1.0000',
		coupon_discount: '2.5000',
		coupons: ['SUMMER'],
		is_new_customer: true,
		external_source: 'kiosk',
	});
	const person = {
		$email: 'ada@example.com',
		$first_name: 'Ada',
		$last_name: 'Example',
		$phone_number: '+15125550143',
		$city: 'Austin',
		$state: 'Texas',
		$zip_code: '78701',
		$country_code: 'US',
	};
	expect(eventOf(item)).toEqual({
		event_name: 'Placed Order',
		event_id: '118',
		timestamp: '2026-06-18T12:05:04.000Z',
		properties: {
			id: '118',
			total_price: 30,
			total_tax: 5,
			total_shipping: 5,
			total_discount: 3.5,
			coupon: 'SUMMER',
			currency: 'USD',
			items: [
				{
					product_id: '77',
					variant_id: '90',
					sku: 'LS-M-GREEN',
					name: 'Linen shirt',
					variant_name: 'M / Green',
					price: 20,
					currency: 'USD',
					quantity: 2,
					vendor: 'Northwind',
				},
				{
					product_id: '78',
					name: 'Engraving',
					price: 20,
					currency: 'USD',
					quantity: 1,
					vendor: 'Northwind',
				},
			],
			...person,
			$is_new_customer: true,
			$sales_channel_type: 'web',
			order_source: 'www',
			external_source: 'kiosk',
			order_status: 'Awaiting Fulfillment',
			payment_method: 'Credit Card',
			storefront: 'Main shop',
		},
		profile_properties: person,
		aliases: [
			'urn:bigcommerce:cart:0b6e7a7c-52f5-4a53-8a52-0f4f4b2f3c11',
			'urn:bigcommerce:customer:abc123:11',
			'urn:email:ada@example.com',
		],
	});
});

describe('amounts', () => {
	const inclusive = orderItem({ is_tax_inclusive_pricing: true });
	const exclusive = orderItem();
	test.each([
		['as shown in a shop without tax', exclusive, undefined, 20, 5],
		['as shown in a shop with tax', inclusive, undefined, 24, 6],
		['asShown is the default', inclusive, 'asShown', 24, 6],
		['including tax overrides', exclusive, 'includingTax', 24, 6],
		['excluding tax overrides', inclusive, 'excludingTax', 20, 5],
	] as const)('%s', (_name, item, amounts, price, shipping) => {
		const properties = propertiesOf(item, { amounts });
		expect(properties.items[0].price).toBe(price);
		expect(properties.total_shipping).toBe(shipping);
		expect(properties.total_price).toBe(30);
	});

	test('are in the currency that is paid, not the one displayed', () => {
		const item = orderItem({ currency_code: 'USD', default_currency_code: 'EUR' });
		expect(propertiesOf(item).currency).toBe('EUR');
		expect(propertiesOf(item).items[0].currency).toBe('EUR');
	});

	test.each([
		['JPY', '1980.0000', 1980],
		['KWD', '12.3456', 12.346],
		['USD', '0.1000', 0.1],
	])('have the decimals of %s', (currency, total, expected) => {
		const item = orderItem({ default_currency_code: currency, total_inc_tax: total });
		expect(propertiesOf(item).total_price).toBe(expected);
	});

	test('discounts are summed without float dust', () => {
		const item = orderItem({ discount_amount: '0.1000', coupon_discount: '0.2000' });
		expect(propertiesOf(item).total_discount).toBe(0.3);
	});

	test('no discount is no total_discount', () => {
		expect(propertiesOf(orderItem())).not.toHaveProperty('total_discount');
	});

	test.each(['', 'free', null, undefined, Number.NaN, '1,50'])('%p is no amount', (value) => {
		expect(() => eventOf(orderItem({ total_tax: value as never }))).toThrow(/total_tax/);
		expect(() =>
			eventOf(orderItem({ products: [line({ price_ex_tax: value as never })] })),
		).toThrow(/price_ex_tax/);
	});
});

describe('lines', () => {
	test('leave out pick-list children', () => {
		const products = [line(), line({ id: 2, parent_order_product_id: 1, price_ex_tax: '0.0000' })];
		expect(propertiesOf(orderItem({ products })).items).toHaveLength(1);
	});

	test('keep custom products and gift certificates', () => {
		const products = [
			line({ product_id: 0, variant_id: null, name: 'Custom' }),
			line({ type: 'giftcertificate', name: 'Gift certificate' }),
		];
		const { items } = propertiesOf(orderItem({ products }));
		expect(items.map(({ product_id, name }) => [product_id, name])).toEqual([
			['0', 'Custom'],
			['77', 'Gift certificate'],
		]);
	});

	test('options that the shopper filled in name no variant', () => {
		const product_options = [
			{ display_value: 'M', type: 'Multiple choice' },
			{ display_value: 'For Ada with love', type: 'Text field' },
			{ display_value: 'Yes', type: 'Checkbox' },
		];
		const item = orderItem({ products: [line({ product_options })] });
		expect(propertiesOf(item).items[0].variant_name).toBe('M');
	});

	const inlined = {
		pickups: [{ line_items: [line({ product_id: 1 })] }],
		shipping: [
			{ line_items: [line({ product_id: 2 })] },
			{ line_items: [line({ product_id: 3 })] },
		],
		downloads: [{ line_items: [line({ product_id: 4 })] }],
		email: { gift_certificates: [{ line_items: [line({ product_id: 5 })] }] },
	};
	test.each([
		['as an object', inlined],
		['as an array', [inlined]],
	])('are read from consignments inlined %s', (_shape, consignments) => {
		const item = orderItem({ products: { url: 'x', resource: 'x' } as never, consignments });
		const ids = propertiesOf(item).items.map(({ product_id }) => product_id);
		expect(ids).toEqual(['1', '2', '3', '4', '5']);
	});

	test('an order without its lines is refused', () => {
		const link = { url: 'x', resource: 'x' };
		const item = orderItem({ products: link as never, consignments: link });
		expect(() => eventOf(item)).toThrow(/without its lines/);
		const links = { shipping: [{ line_items: [link] }] };
		expect(() => eventOf({ ...item, consignments: links })).toThrow(/without its lines/);
	});
});

describe('coupons', () => {
	test.each([
		['codes', ['A', 'B'], ['A', 'B']],
		['the same code twice', ['A', 'A'], 'A'],
		["BigCommerce's coupon objects", [{ code: 'A', discount: '1.0000' }, { code: null }], 'A'],
		['none', [], undefined],
	])('from %s', (_name, coupons, expected) => {
		expect(propertiesOf(orderItem({ coupons: coupons as never })).coupon).toEqual(expected);
	});

	test('from what discounted the lines, when coupons is a link', () => {
		const products = [line({ applied_discounts: [{ code: 'A' }, { code: null }] })];
		const item = orderItem({ products, coupons: { url: 'x', resource: 'x' } as never });
		expect(propertiesOf(item).coupon).toBe('A');
	});
});

describe('the customer', () => {
	const billing = (given: object) =>
		orderItem({ billing_address: { ...orderItem().billing_address, ...given } });

	test.each([
		['phone', { phone: '12' }, '$phone_number', 'phone number'],
		['e-mail', { email: 'nobody at example' }, '$email', 'e-mail address'],
		['country', { country_iso2: 'XX', phone: '+44 20 7946 0958' }, '$country_code', 'country code'],
	])('an invalid %s is left out and told', (_name, given, property, told) => {
		const { event, leftOut } = toPlacedOrder(billing(given));
		expect(event.properties).not.toHaveProperty([property]);
		expect(event.profile_properties).not.toHaveProperty([property]);
		expect(leftOut).toEqual([told]);
	});

	test('empty values are left out without a word', () => {
		const { event, leftOut } = toPlacedOrder(
			orderItem({
				billing_address: { first_name: '', phone: ' ', email: null, country_iso2: '', city: null },
			}),
		);
		expect(event.profile_properties).toEqual({});
		expect(leftOut).toEqual([]);
	});

	test('an own phone number and address can be dropped', () => {
		const person = eventOf(orderItem(), { dropPhone: true, dropAddress: true }).profile_properties;
		expect(Object.keys(person)).toEqual(['$email', '$first_name', '$last_name']);
	});

	test('a phone number is read by the country of its address', () => {
		const item = billing({ country_iso2: 'gb', phone: '020 7946 0958' });
		expect(propertiesOf(item)).toMatchObject({
			$phone_number: '+442079460958',
			$country_code: 'GB',
		});
	});
});

describe('aliases', () => {
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
});

test.each([
	[null, /no BigCommerce order/],
	[[], /no BigCommerce order/],
	[{}, /no id/],
	[{ ...orderItem(), id: 'abc' }, /no id/],
	[{ ...orderItem(), status_id: undefined }, /no status_id/],
	[{ ...orderItem(), date_created: '' }, /date_created/],
	[{ ...orderItem(), default_currency_code: '' }, /default_currency_code/],
	[orderItem({ status_id: 0 }), /not placed.*Incomplete/],
	[orderItem({ status_id: 1 }), /not placed.*Pending/],
	[orderItem({ status_id: 5 }), /not placed.*Cancelled/],
	[orderItem({ status_id: 6 }), /not placed.*Declined/],
])('what is no placed order is refused (%#)', (item, message) => {
	expect(() => toPlacedOrder(item)).toThrow(Unmappable);
	expect(() => toPlacedOrder(item)).toThrow(message);
});

test('own properties are added, and the event id can be another', () => {
	const event = eventOf(orderItem(), {
		eventId: 'shop-118',
		properties: { campaign: 'spring', payment_method: 'Card', empty: '', nothing: null },
	});
	expect(event.event_id).toBe('shop-118');
	expect(event.properties).toMatchObject({ id: '118', campaign: 'spring', payment_method: 'Card' });
	expect(event.properties).not.toHaveProperty('empty');
	expect(event.properties).not.toHaveProperty('nothing');
});
