import fc from 'fast-check';
import { maskCustomerData } from '../../../../nodes/Converge/api/customerData';

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
const mask = (text: string) => maskCustomerData(text, event);

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
			const masked = maskCustomerData(text, own);
			for (const each of [$first_name, $city].filter((one) => /[\p{L}\p{N}]{2}/u.test(one))) {
				expect(masked).not.toContain(`[${JSON.stringify(each).slice(1, -1)}]`);
			}
		}),
		{ numRuns: 100 },
	);
});
