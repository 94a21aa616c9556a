import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { orderItem } from '../../../support/orders.cts';

const eventOf = (...args: Parameters<typeof toPlacedOrder>) => toPlacedOrder(...args).event;
const propertiesOf = (...args: Parameters<typeof toPlacedOrder>) =>
	toPlacedOrder(...args).event.properties;

const billing = (given: object) =>
	orderItem({ billing_address: { ...orderItem().billing_address, ...given } });

test.each([
	['phone', { phone: '12' }, '$phone_number', 'phone number'],
	['email address', { email: 'nobody at example' }, '$email', 'email address'],
	[
		'country',
		{ country: 'Atlantis', country_iso2: 'XX', phone: '+44 20 7946 0958' },
		'$country_code',
		'country code',
	],
])('an invalid %s is omitted and counted', (_name, given, property, counted) => {
	const { event, omitted } = toPlacedOrder(billing(given));
	expect(event.properties).not.toHaveProperty([property]);
	expect(event.profile_properties).not.toHaveProperty([property]);
	expect(omitted).toEqual([counted]);
});

test('empty values are omitted and not counted', () => {
	const { event, omitted } = toPlacedOrder(
		orderItem({
			billing_address: { first_name: '', phone: ' ', email: null, country_iso2: '', city: null },
		}),
	);
	expect(event.profile_properties).toEqual({});
	expect(omitted).toEqual([]);
});

test('phone number and address can be dropped', () => {
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

describe('the phone number', () => {
	const shipping = { first_name: 'Bo', country_iso2: 'GB', phone: '020 7946 0958' };

	test.each([
		['in shipping_addresses', { shipping_addresses: [{ phone: '' }, shipping] }],
		['in consignments', { consignments: { shipping: [shipping] } }],
		['in an array of consignments', { consignments: [{ shipping: [{}, shipping] }] }],
	])('is that of the shipping address %s when billing has none', (_name, given) => {
		const item = { ...billing({ phone: ' ' }), ...given };
		expect(propertiesOf(item)).toMatchObject({
			$phone_number: '+442079460958',
			$first_name: 'Ada',
			$country_code: 'US',
		});
		expect(propertiesOf(item, { dropPhone: true })).not.toHaveProperty('$phone_number');
	});

	const texan = { country_iso2: 'US', phone: '(512) 555-0143' };
	const links = { url: 'https://api.bigcommerce.com/x', resource: 'x' };
	test.each([
		['0000000000', { shipping_addresses: [texan] }],
		['N/A', { shipping_addresses: [texan] }],
		['-', { shipping_addresses: [{ ...texan, phone: '-' }, texan] }],
		['', { shipping_addresses: [{ ...texan, phone: '1234567890' }, texan] }],
		['', { shipping_addresses: [{ phone: texan.phone }] }],
		['n/a', { shipping_addresses: [{ ...texan, country_iso2: '--' }] }],
		['1', { shipping_addresses: [], consignments: { shipping: [texan] } }],
		['', { shipping_addresses: [{ phone: '-' }], consignments: [{ shipping: [texan] }] }],
		['', { shipping_addresses: links, consignments: { shipping: [{}, texan] } }],
	])('is the first valid one, behind the billing %p', (phone, given) => {
		const { event, omitted } = toPlacedOrder({ ...billing({ phone }), ...given });
		expect(event.properties.$phone_number).toBe('+15125550143');
		expect(omitted).toEqual([]);
	});

	test('is omitted and counted once when none of several is valid', () => {
		const item = {
			...billing({ phone: 'n/a' }),
			shipping_addresses: [{ phone: '1' }, { phone: '-' }],
		};
		const { event, omitted } = toPlacedOrder(item);
		expect(event.properties).not.toHaveProperty('$phone_number');
		expect(omitted).toEqual(['phone number']);
		expect(toPlacedOrder(item, { dropPhone: true }).omitted).toEqual([]);
	});

	test('is that of the billing address when both have one', () => {
		const item = { ...orderItem(), shipping_addresses: [shipping] };
		expect(propertiesOf(item).$phone_number).toBe('+15125550143');
	});

	test.each([
		['US', '0000000000'],
		['US', '1234567890'],
		['US', '555-555-5555'],
		['US', '999 999 9999'],
		['AU', '00000000'],
		['GB', '07777777777'],
		['DE', '0123456789'],
		['FR', '06 00 00 00 00'],
	])('of %s is omitted and counted when it is %s', (country_iso2, phone) => {
		const { event, omitted } = toPlacedOrder(billing({ country_iso2, phone }));
		expect(event.properties).not.toHaveProperty('$phone_number');
		expect(omitted).toEqual(['phone number']);
	});
});

describe('the country', () => {
	test.each([
		['United Kingdom', '', '020 7946 0958', 'GB', '+442079460958'],
		['Great Britain', null, '020 7946 0958', 'GB', '+442079460958'],
		['', 'UK', '020 7946 0958', 'GB', '+442079460958'],
		['Germany', 'Germany', '0221 4710123', 'DE', '+492214710123'],
		['GB', '', '020 7946 0958', 'GB', '+442079460958'],
		['UK', ' ', '020 7946 0958', 'GB', '+442079460958'],
		['Greece', 'EL', '21 0123 4568', 'GR', '+302101234568'],
		['Korea, Republic of', undefined, '02-312-3456', 'KR', '+8223123456'],
		['Kosovo', 'XK', '044 123 456', undefined, '+38344123456'],
		['Kosovo', '', '044 123 456', undefined, '+38344123456'],
		['', 'xk', '044 123 456', undefined, '+38344123456'],
		['Serbia', 'XK', '044 123 456', undefined, '+38344123456'],
		['Germany', 'DEU', '0221 4710123', 'DE', '+492214710123'],
		['Germany', 'N/A', '0221 4710123', 'DE', '+492214710123'],
		['Germany', '276', '0221 4710123', 'DE', '+492214710123'],
		['Germany', '--', '0221 4710123', 'DE', '+492214710123'],
		['Germany', 'ZZ', '0221 4710123', 'DE', '+492214710123'],
		['Curacao', 'AN', '9 518 1234', 'CW', '+59995181234'],
		['DEU', '', '0221 4710123', 'DE', '+492214710123'],
		['DE', 'N/A', '0221 4710123', 'DE', '+492214710123'],
		['Republic of Singapore', '', '6521 1234', 'SG', '+6565211234'],
	])('%p with the code %p', (country, country_iso2, phone, code, number) => {
		const { event, omitted } = toPlacedOrder(billing({ country, country_iso2, phone }));
		expect(event.properties.$country_code).toBe(code);
		expect(event.properties.$phone_number).toBe(number);
		expect(omitted).toEqual(code ? [] : ['country code']);
	});

	test('is counted as omitted when its name is unknown too', () => {
		const item = billing({ country: 'Atlantis', country_iso2: '', phone: '' });
		expect(toPlacedOrder(item).omitted).toEqual(['country code']);
	});
});

test("a checkout's prompt is not a state, and is counted", () => {
	const { event, omitted } = toPlacedOrder(billing({ state: 'Choisissez la région…' }));
	expect(event.properties).not.toHaveProperty('$state');
	expect(omitted).toEqual(['state']);
});
