import fc from 'fast-check';
import { withoutCustomerData } from '../../../../nodes/Converge/api/customerData';

const person = {
	$email: 'Ada.O-Example@example.com',
	$first_name: 'Ada',
	$last_name: "O'Grünwald",
	$phone_number: '+15125550143',
	$city: 'San Antonio (TX)',
	$zip_code: '78701',
	$country_code: 'US',
};
const event = {
	event_name: 'Placed Order',
	event_id: '118',
	properties: {
		id: '118',
		total_price: 30,
		...person,
		$is_new_customer: true,
		$sales_channel_type: 'web',
	},
	profile_properties: person,
	aliases: ['urn:bigcommerce:cart:0b6e7a7c-52f5', 'urn:bigcommerce:customer:abc123:11'],
};
const mask = (text: unknown) => withoutCustomerData(text, event);

test.each([
	['the email address', 'Ada.O-Example@example.com'],
	['the email address in lower case', 'ada.o-example@example.com'],
	['another email address', 'somebody.else@example.org'],
	['the first name in capitals', 'ADA'],
	['the last name', "O'Grünwald"],
	['the last name escaped', "O'Gr\\u00fcnwald"],
	['the last name in an address', "O'Gr%C3%BCnwald"],
	['the phone number', '+15125550143'],
	['the phone number in another form', '(512) 555-0143'],
	['another phone number', '+44 20 7946 0958'],
	['the city', 'San Antonio (TX)'],
	['the zip code', '78701'],
	['the country', 'US'],
	['the cart', '0b6e7a7c-52f5'],
	['an alias', 'urn:bigcommerce:customer:abc123:11'],
])('%s is masked', (_name, value) => {
	const text = mask(`{"errors":["The value ${value} of the event is wrong"]}`);
	expect(text).not.toContain(value);
	expect(text).toMatch(/^\{"errors":\["The value \(?\*\*\* of the event is wrong"\]\}$/);
});

test.each([
	'aliases must have 1 to 10 entries',
	'properties.total_price must be a number, got "30"',
	'$sales_channel_type web is unknown; the status was used, Adamant',
])('%p is left as it is', (text) => {
	expect(mask(text)).toBe(text);
});

test('whatever the customer is called, no text contains it', () => {
	const value = fc.string({ minLength: 2, maxLength: 12, unit: 'grapheme' });
	fc.assert(
		fc.property(value, value, (name, city) => {
			const $first_name = name.trim();
			const $city = city.trim();
			const own = { ...event, properties: {}, profile_properties: { $first_name, $city } };
			const text = JSON.stringify({ error: `no [${$first_name}], [${$city}]` });
			// Nothing is quoted of what cannot be masked.
			const masked = withoutCustomerData(text, own) ?? '';
			for (const each of [$first_name, $city].filter((one) => /[\p{L}\p{N}]{2}/u.test(one))) {
				expect(masked).not.toContain(`[${JSON.stringify(each).slice(1, -1)}]`);
			}
		}),
		{ numRuns: 100 },
	);
});

describe('a response that holds the data in another form', () => {
	const zoe = {
		...{ $email: 'zoe.obrien@example.com', $first_name: 'Zo\u00eb', $last_name: "O'Brien" },
		...{ $phone_number: '+15125550143', $city: 'Saint Cloud' },
	};
	const values = [
		'Zo\u00eb',
		'Zoe\u0308',
		"O'Brien",
		'Saint Cloud',
		'5550143',
		'obrien',
		'Kittens',
	];
	const own = { ...zoe, company: 'Kittens & Co', score: 4711 };
	const zoes = { ...event, properties: { id: '118', ...own }, profile_properties: zoe };
	const entity = (text: string) => text.replace(/[^\w ]/g, (one) => `&#${one.charCodeAt(0)};`);
	const texts = Object.values(zoe);
	const lines = `Invalid values:\n${texts.join('\n')}\tend`;

	test.each<[string, unknown]>([
		['lines in JSON', { error: lines }],
		['JSON in JSON', { error: JSON.stringify({ detail: lines }) }],
		['JSON in JSON in a text', JSON.stringify({ error: JSON.stringify({ detail: lines }) })],
		['keys', { errors: Object.fromEntries(texts.map((text) => [text, 'invalid'])) }],
		['a number', { errors: [{ phone: 15125550143 }] }],
		['URL-encoded JSON', `payload=${encodeURIComponent(JSON.stringify(zoe))}`],
		['a form', new URLSearchParams(zoe).toString()],
		['a form in JSON', { payload: new URLSearchParams(zoe).toString() }],
		['HTML entities', `<-- ${entity(lines)}`.slice(4)],
		['Latin-1 in an address', 'name=Zo%EB&city=Saint%20Cloud'],
		['accents apart from their letters', { error: `no name: ${'Zoe\u0308'}` }],
		['a phone number before letters', 'tel 5550143x, 15125550143abc'],
		['an own property', { error: 'company "Kittens & Co" is unknown' }],
	])('shows none of it: %s', (_name, body) => {
		const text = withoutCustomerData(body, zoes) ?? '';
		for (const value of values) expect(text.normalize('NFC')).not.toContain(value.normalize('NFC'));
		expect(decodeURIComponent(text.replace(/%(?![\da-f]{2})/gi, '%25'))).not.toMatch(/Zo|Saint/);
	});

	test('is quoted as far as it can be masked', () => {
		expect(withoutCustomerData({ error: lines }, zoes)).toBe(
			'{"error":"Invalid values:\\n***\\n***\\n***\\n***\\n***\\tend"}',
		);
		expect(withoutCustomerData('payload=Saint%20Cloud+is+wrong', zoes)).toBe(
			'payload=***+is+wrong',
		);
		expect(withoutCustomerData('payload=Saint+Cloud+is+wrong', zoes)).toBeUndefined();
	});

	test('is quoted when it has the values of the order', () => {
		const body = { error: 'order 118: USD must not be "84.5800", got true (100%, a+b, \\d+)' };
		expect(withoutCustomerData(body, zoes)).toBe(JSON.stringify(body));
	});
});
