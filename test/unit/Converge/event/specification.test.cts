import {
	checkSpecification,
	suspiciousNames,
} from '../../../../nodes/Converge/event/specification';
import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import fc from 'fast-check';
import { orderItem } from '../../../support/orders.cts';
import { orderWithBooks } from '../placedOrder/arbitraryStore.cts';

const { event } = toPlacedOrder(orderItem());

const problemsOf = (properties: object, profile_properties: object = {}) =>
	checkSpecification({ event_name: 'Placed Order', properties, profile_properties });

test('our own events meet the specification', () => {
	expect(checkSpecification(event)).toEqual([]);
	fc.assert(
		fc.property(orderWithBooks, ({ order }) => {
			expect(checkSpecification(toPlacedOrder(order).event)).toEqual([]);
		}),
		{ numRuns: 100 },
	);
});

test('what is missing, and what Converge does not specify, is not reported', () => {
	expect(problemsOf({})).toEqual([]);
	expect(problemsOf({ note: null, constructor: 1, score: '7' }, { vip: 1 })).toEqual([]);
});

test.each([
	['total_price', '30', 'a number'],
	['total_price', null, 'a number'],
	['total_tax', NaN, 'a number'],
	['total_shipping', true, 'a number'],
	['total_discount', -1, 'a number that is not negative'],
	['currency', 'usd', 'an ISO 4217 code'],
	['currency', 'US Dollar', 'an ISO 4217 code'],
	['id', 118, 'a string'],
	['coupon', [1], 'a string or an array of strings'],
	['items', {}, 'an array'],
	['$email', 'nobody', 'an email address'],
	['$phone_number', '5125550143', 'a phone number with +'],
	['$country_code', 'us', 'an ISO 3166-1 alpha-2 code'],
	['$country_code', 'USA', 'an ISO 3166-1 alpha-2 code'],
	['$is_new_customer', 'true', 'true or false'],
	['$sales_channel_type', 'shop', 'one of facebook_shop, marketplace'],
	['$zip_code', 78701, 'a string'],
])('properties.%s is not to be %j', (name, value, form) => {
	expect(problemsOf({ [name]: value })).toEqual([
		expect.stringContaining(`properties.${name} must be ${form}`),
	]);
});

test.each([
	['product_id', 77],
	['price', '20.00'],
	['quantity', 1.5],
	['currency', '$'],
])('the %s of an item is not to be %j', (name, value) => {
	expect(problemsOf({ items: [{}, { [name]: value }] })).toEqual([
		expect.stringContaining(`properties.items[1].${name} must be`),
	]);
	for (const item of ['x', [1], null]) {
		expect(problemsOf({ items: [item] })).toEqual(['properties.items[0] must be an object']);
	}
});

test('profile properties are checked too', () => {
	expect(problemsOf({}, { $email: 'x', $consent: 'yes' })).toHaveLength(2);
});

test.each([{ analytics: 'yes' }, { marketing: true }, [], 'granted', null])(
	'the consent %j is not in the form that Converge reads',
	($consent) => {
		expect(problemsOf({}, { $consent })).toEqual([
			'profile_properties.$consent must be an object with analytics and marketing, each granted or denied',
		]);
	},
);

test.each([{}, { analytics: 'granted' }, { analytics: 'denied', marketing: 'granted' }])(
	'the consent %j is in the form that Converge reads',
	($consent) => expect(problemsOf({}, { $consent })).toEqual([]),
);

test.each(['+0000000000', '+0 512 555 0143', '5125550143', '+1'])(
	'%s lacks a country code, or is not a number',
	($phone_number) => expect(problemsOf({ $phone_number })).toHaveLength(1),
);

test.each<[object, object, string[]]>([
	[
		{ totalPrice: 1, Total_Price: 2 },
		{},
		['totalPrice (total_price?)', 'Total_Price (total_price?)'],
	],
	[{ Currency: 'USD', total_price: 1 }, {}, ['Currency (currency?)']],
	[{}, { email: 'x', first_name: 'Ada' }, ['email ($email?)', 'first_name ($first_name?)']],
	[{ $vip: true, $url: 'x' }, { $ip: 'x' }, ['$vip']],
	[{ note: 1, constructor: 2 }, { group: 'x' }, []],
])('names that look like slips are found in %j and %j', (properties, profile_properties, found) => {
	const parts = { event_name: 'Placed Order', properties, profile_properties };
	expect(suspiciousNames({ ...parts, aliases: ['urn:email:ada@example.com'] })).toEqual(found);
	expect(suspiciousNames({ ...parts, aliases: ['ada@example.com'] })).toEqual([
		...found,
		'an alias that is not a URN',
	]);
});
