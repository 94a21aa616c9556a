import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/**
 * A phone number in E.164 ("+13235550123"), the form that Converge asks for. A number without a
 * country code is read by the country of its address.
 *
 * The library's smallest metadata serves: whether a number is possible is a matter of its length.
 *
 * @param country ISO 3166-1 alpha-2
 * @returns `undefined` when it is no possible number there
 */
export function toE164(phone: string, country: string | undefined): string | undefined {
	if (country === 'US' || country === 'CA') {
		const match = NORTH_AMERICAN.exec(phone);
		if (match) return `+1${match[1]}${match[2]}${match[3]}`;
	}
	if (!/\p{Nd}/u.test(phone)) return undefined;
	const number = parsePhoneNumberFromString(phone, country as CountryCode | undefined);
	return number?.isPossible() ? number.number : undefined;
}

/**
 * What most shoppers there write. The library reads it just so, but takes as long for one number as
 * the rest of the mapping for a whole order.
 */
const NORTH_AMERICAN = /^(?:\+?1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]?(\d{3})[-. ]?(\d{4})$/;
