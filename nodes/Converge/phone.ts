import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/**
 * A phone number in E.164 ("+13235550123"), the form that Converge asks for. A number without a
 * country code is read by the country of its address.
 *
 * @param country ISO 3166-1 alpha-2
 * @returns `undefined` when it is no possible number there
 */
export function toE164(phone: string, country: string | undefined): string | undefined {
	const number = parsePhoneNumberFromString(phone, country as CountryCode | undefined);
	return number?.isPossible() ? number.number : undefined;
}
