import fc from 'fast-check';
import examples from 'libphonenumber-js/examples.mobile.json';
import fromMax, {
	getCountries,
	getCountryCallingCode,
	getExampleNumber,
} from 'libphonenumber-js/max';
import { toE164 } from '../../../../nodes/Converge/values/phone';

test.each([
	['(512) 555-0143', 'US', '+15125550143'],
	['1-512-555-0143', 'US', '+15125550143'],
	['512.555.0143 x12', 'US', '+15125550143'],
	['416 555 0134', 'CA', '+14165550134'],
	['020 7946 0958', 'GB', '+442079460958'],
	['0044 20 7946 0958', 'DE', '+442079460958'],
	['+49 (0)221 4710123', 'US', '+492214710123'],
	['+44 20 7946 0958', undefined, '+442079460958'],
	['+44 20 7946 0958', 'AQ', '+442079460958'],
])('%p in %s is %s', (phone, country, expected) => {
	expect(toE164(phone, country)).toBe(expected);
});

test.each([
	['n/a', 'US'],
	['1', 'US'],
	['555-0143', 'US'],
	['1-800-FLOWERS', 'US'],
	['512 555 0143', undefined],
	['512 555 0143', 'AQ'],
	['+999 123456', 'US'],
	['0'.repeat(400), 'US'],
])('%p in %s is no possible number', (phone, country) => {
	expect(toE164(phone, country)).toBeUndefined();
});

/* The smallest metadata, and our own reading of North American numbers, against the library with all
   it knows. */
const countries = getCountries();
/** Those that share their calling code with others. */
const sharing = countries.filter(
	(country) =>
		countries.filter((other) => getCountryCallingCode(other) === getCountryCallingCode(country))
			.length > 1,
);

const viaLibrary = (phone: string, country: (typeof countries)[number]) => {
	const number = fromMax(phone, country);
	return number?.isPossible() ? number.number : undefined;
};

test.each([
	['all countries', countries],
	['countries that share a calling code', sharing],
])('numbers of %s come out as by the whole metadata', (_name, some) => {
	const phone = fc.stringMatching(/^(\+|00)?[\d ()-]{2,16}$/);
	fc.assert(
		fc.property(phone, fc.constantFrom(...some), (given, country) => {
			expect(toE164(given, country)).toBe(viaLibrary(given, country));
		}),
		{ numRuns: 2_000 },
	);
});

test('North American numbers come out as by the library', () => {
	const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
	const separator = fc.constantFrom('', '', '-', '.', ' ', '(', ')', ') ');
	const phone = fc
		.tuple(
			...[fc.constantFrom('', '1', '1 ', '+1', '+1-', '01'), separator, digits(3), separator],
			...[digits(3), separator, digits(4), fc.constantFrom('', '', '5')],
		)
		.map((parts) => parts.join(''));
	fc.assert(
		fc.property(phone, fc.constantFrom('US' as const, 'CA' as const), (given, country) => {
			expect(toE164(given, country)).toBe(viaLibrary(given, country));
		}),
		{ numRuns: 2_000 },
	);
});

test("numbers of every country's example come out as they are", () => {
	for (const country of countries) {
		const number = getExampleNumber(country, examples)!;
		for (const phone of [number.number, number.formatNational(), number.formatInternational()]) {
			expect(toE164(phone, country)).toBe(number.number);
		}
	}
});
