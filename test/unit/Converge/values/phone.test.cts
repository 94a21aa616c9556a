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
	['044 123 456', 'XK', '+38344123456'],
	['010-2345-6780', 'KR', '+821023456780'],
	['0151 23456709', 'DE', '+4915123456709'],
	['021 100 000', 'NZ', '+6421100000'],
	['910 000 100', 'PT', '+351910000100'],
	['1-800-356-9377', 'US', '+18003569377'],
	['(340) 774-0123', 'US', '+13407740123'],
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
	['0000000000', 'US'],
	['1234567890', 'US'],
	['555-555-5555', 'US'],
	['(555) 123-4567', 'US'],
	['212-555-5555', 'US'],
	['2345678901', 'US'],
	['888-888-8888', 'US'],
	['123-456-7890', 'CA'],
	['00000000', 'AU'],
	['0400 000 000', 'AU'],
	['1234567890', 'AU'],
	['07777777777', 'GB'],
	['01234 567890', 'GB'],
	['0600000000', 'FR'],
	['0123456789', 'FR'],
	['0123456789', 'DE'],
	['11111111', 'DE'],
	['3333333333', 'IT'],
	['666666666', 'ES'],
	['123456789', 'PL'],
	['22222222', 'DK'],
	['9876543210', 'IN'],
	['9999999999', 'IN'],
	['13800000000', 'CN'],
	['090-1234-5678', 'JP'],
	['+81 90-1234-5678', undefined],
	['010-1234-5678', 'KR'],
	['0812 3456 7890', 'ID'],
	['0151 12345678', 'DE'],
	['012-345 6789', 'MY'],
	['021 000 000', 'NZ'],
	['910 000 000', 'PT'],
	['010-2000-0000', 'KR'],
	['06 10 00 00 00', 'FR'],
	['90 12 34 56', 'NO'],
	['+1 000 000 0000', undefined],
	['+44 0000 000000', undefined],
])('%p in %s is not a valid number', (phone, country) => {
	expect(toE164(phone, country)).toBeUndefined();
});

/* Our own reading of numbers of the usual form, and the rules for placeholders, against the library. */
const countries = getCountries();
/** Those that share their calling code with others. */
const sharing = countries.filter(
	(country) =>
		countries.filter((other) => getCountryCallingCode(other) === getCountryCallingCode(country))
			.length > 1,
);

/**
 * Written out once more: seven digits alike (eight zeros), zeros only after at most three digits, eight
 * digits that count up, or a whole number that counts down.
 */
function isFiller(digits: string): boolean {
	const steps = [...digits]
		.slice(1)
		.map((digit, index) => (Number(digit) - Number(digits[index]) + 10) % 10);
	if (steps.length >= 7 && steps.every((step) => step === 9)) return true;
	if (steps.some((_, index) => steps.slice(index, index + 7).join('') === '1111111')) return true;
	const zeros = digits.length - digits.replace(/0+$/, '').length;
	if (zeros >= 6 && digits.length - zeros <= 3) return true;
	return /0{8}/.test(digits) || [...'123456789'].some((digit) => digits.includes(digit.repeat(7)));
}

const viaLibrary = (phone: string, country: (typeof countries)[number] | undefined) => {
	const number = fromMax(phone, country);
	return number?.isValid() && !isFiller(number.nationalNumber) ? number.number : undefined;
};

test.each([
	['all countries', countries],
	['countries that share a calling code', sharing],
])('toE164 agrees with the library on numbers of %s', (_name, some) => {
	const phone = fc.stringMatching(/^(\+|00)?[\d ()-]{2,16}$/);
	fc.assert(
		fc.property(phone, fc.constantFrom(...some), (given, country) => {
			expect(toE164(given, country)).toBe(viaLibrary(given, country));
		}),
		{ numRuns: 2_000 },
	);
});

test('toE164 agrees with the library on North American numbers', () => {
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
		{ numRuns: 5_000 },
	);
});

/** A country's example number with some digits changed, as people write it: about a quarter are valid. */
const nearlyValid = fc.constantFrom(...countries).chain((country) => {
	const callingCode = getCountryCallingCode(country);
	const example = String(getExampleNumber(country, examples)!.nationalNumber);
	const national = fc
		.tuple(fc.nat(6), fc.stringMatching(/^\d{6}$/), fc.constantFrom('', '', '', '0', '7'))
		.map(
			([count, digits, more]) =>
				example.slice(0, -count || undefined) + digits.slice(0, count) + more,
		);
	const before = fc.constantFrom(
		...['', '0', '1', '8', callingCode, `00${callingCode}`],
		...[`+${callingCode}`, `+${callingCode}0`, `+${callingCode} (0)`],
	);
	const separators = fc.array(fc.constantFrom('', '', '', ' ', '-', '.', '/', '(', ') '), {
		minLength: 24,
		maxLength: 24,
	});
	return fc.tuple(before, national, separators).map(([prefix, digits, between]) => ({
		country,
		phone: [...(prefix + digits)].map((one, index) => one + (between[index] ?? '')).join(''),
	}));
});

test('toE164 agrees with the library on numbers that are nearly those of a country', () => {
	let valid = 0;
	fc.assert(
		fc.property(
			nearlyValid,
			fc.constantFrom(...countries, undefined),
			({ country, phone }, other) => {
				for (const region of [country, other]) {
					const expected = viaLibrary(phone, region);
					if (expected !== undefined) valid++;
					expect(toE164(phone, region)).toBe(expected);
				}
			},
		),
		{ numRuns: 2_500 },
	);
	expect(valid).toBeGreaterThan(500);
});

/** Ones that the library has for illustration: 49 of them count up, and Korea's is 10 2000 0000. */
const exampleOf = (country: (typeof countries)[number]) => getExampleNumber(country, examples)!;

test("toE164 keeps every country's example number that is no filler", () => {
	const fillers = countries.filter((country) => isFiller(exampleOf(country).nationalNumber));
	expect(fillers.length).toBeLessThanOrEqual(50);
	for (const country of countries) {
		const number = exampleOf(country);
		const expected = fillers.includes(country) ? undefined : number.number;
		for (const phone of [number.number, number.formatNational(), number.formatInternational()]) {
			expect(toE164(phone, country)).toBe(expected);
		}
	}
});

test('toE164 keeps nearly all numbers that a country can issue', () => {
	const ordinary = fc.constantFrom(...countries).chain((country) => {
		const example = exampleOf(country).nationalNumber;
		const free = Math.min(6, example.length - 2);
		return fc
			.stringMatching(new RegExp(`^\\d{${free}}$`))
			.map((digits) => `+${getCountryCallingCode(country)}${example.slice(0, -free)}${digits}`)
			.filter((phone) => fromMax(phone)?.isValid() ?? false);
	});
	const numbers = fc.sample(ordinary, { numRuns: 10_000, seed: 1 });
	const omitted = numbers.filter((phone) => toE164(phone, undefined) === undefined);
	expect(omitted.length).toBeLessThanOrEqual(5);
});
