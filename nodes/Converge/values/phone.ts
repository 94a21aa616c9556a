import {
	parsePhoneNumberFromString,
	type CountryCode,
	type PhoneNumber,
} from 'libphonenumber-js/max';

/**
 * A phone number in E.164 ("+13235550123"), the form that Converge asks for. A number without a
 * country code is read by the country of its address.
 *
 * The library's whole metadata is needed: only it knows which numbers a country has issued.
 *
 * @param country two letters, as the order has them; also those that phone numbers know and ISO 3166-1
 *   does not, such as XK
 * @returns `undefined` when it is not a valid number there, or a placeholder
 */
export function toE164(phone: string, country: string | undefined): string | undefined {
	if (country === 'US' || country === 'CA') {
		const match = NORTH_AMERICAN.exec(phone);
		if (match) return northAmerican(match[1] + match[2], match[3], country);
	}
	if (!/\p{Nd}/u.test(phone)) return undefined;
	const number = parsePhoneNumberFromString(phone, country as CountryCode | undefined);
	return number?.isValid() && !isPlaceholder(number) ? number.number : undefined;
}

/**
 * What most shoppers there write. The library reads it just so, but takes as long for one number as
 * the rest of the mapping for a whole order.
 */
const NORTH_AMERICAN = /^(?:\+?1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]?(\d{3})[-. ]?(\d{4})$/;

/**
 * Whether an exchange (area code and the three digits after it) has valid numbers. North American
 * numbers are issued by exchange, so the last four digits make no difference.
 */
const validExchanges = new Map<string, boolean>();
const MAX_EXCHANGES = 20_000;

function northAmerican(exchange: string, line: string, country: CountryCode): string | undefined {
	let isValid = validExchanges.get(exchange);
	if (isValid === undefined) {
		isValid = parsePhoneNumberFromString(`+1${exchange}0100`, country)?.isValid() ?? false;
		if (validExchanges.size >= MAX_EXCHANGES) validExchanges.clear();
		validExchanges.set(exchange, isValid);
	}
	const digits = exchange + line;
	return isValid && !isFiller(digits) && !isRun(ASCENDING, digits) ? `+1${digits}` : undefined;
}

function isPlaceholder(number: PhoneNumber): boolean {
	const digits = number.nationalNumber;
	if (isFiller(digits)) return true;
	// Malaysia, Japan and others issue mobile numbers that begin 012 or 90: there 012 345 6789 can be somebody's.
	return isRun(ASCENDING, digits) && number.getType() !== 'MOBILE';
}

const ASCENDING = '01234567890123456789';
const DESCENDING = '98765432109876543210';
const MIN_RUN_LENGTH = 8;

/** Nobody's number in any country: seven times the same digit in a row (eight times 0), or 9 8 7 … */
function isFiller(digits: string): boolean {
	return /([1-9])\1{6}|0{8}/.test(digits) || isRun(DESCENDING, digits);
}

/** Whether the whole number counts up or down. */
function isRun(sequence: string, digits: string): boolean {
	return digits.length >= MIN_RUN_LENGTH && sequence.includes(digits);
}
