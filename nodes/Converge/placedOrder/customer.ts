import type { Person } from '../event/types';
import { countryByName, countryCode } from '../values/country';
import { isEmail } from '../values/email';
import { setIfDefined } from '../values/fields';
import { toE164 } from '../values/phone';
import { isPlaceholder } from '../values/placeholder';
import type { ParsedAddress, ParsedContact } from './contact';

export interface Privacy {
	dropPhone?: boolean;
	/** City, state, zip code and country. */
	dropAddress?: boolean;
}

/** A value that the order or the user gives, but not in a form that Converge takes. */
export type OmittedField =
	'phone number' | 'e-mail address' | 'country code' | 'state' | 'alias' | 'consent value';

/** The customer by the billing address, without what Converge would flag. */
export function toCustomer(
	{ billing, shipping }: ParsedContact,
	{ dropPhone, dropAddress }: Privacy = {},
): { person: Person; omitted: OmittedField[] } {
	const person: Person = {};
	const omitted: OmittedField[] = [];

	if (billing.email && isEmail(billing.email)) person.$email = billing.email;
	else if (billing.email) omitted.push('e-mail address');
	setIfDefined(person, '$first_name', billing.firstName);
	setIfDefined(person, '$last_name', billing.lastName);
	const country = countryOf(billing);
	const phoneAddress = billing.phone || !shipping ? billing : shipping;
	if (phoneAddress.phone && !dropPhone) {
		const region = phoneAddress === billing ? country : countryOf(phoneAddress);
		const phone = toE164(phoneAddress.phone, region ?? otherRegion(phoneAddress));
		if (phone) person.$phone_number = phone;
		else omitted.push('phone number');
	}
	if (!dropAddress) {
		setIfDefined(person, '$city', billing.city);
		if (billing.state && isPlaceholder(billing.state)) omitted.push('state');
		else setIfDefined(person, '$state', billing.state);
		setIfDefined(person, '$zip_code', billing.zip);
		setIfDefined(person, '$country_code', country);
		if (!country && (billing.countryCode ?? billing.country)) omitted.push('country code');
	}
	return { person, omitted };
}

/** By its code, or by its English name where there is none; either may stand in the other's field. */
function countryOf({ countryCode: code, country }: ParsedAddress): string | undefined {
	const text = code ?? country;
	return countryCode(text) ?? countryCode(countryByName(text));
}

/** Phone numbers know regions that ISO 3166-1 does not, such as XK. */
function otherRegion({ countryCode: code, country }: ParsedAddress): string | undefined {
	return code?.length === 2 ? code : countryByName(country);
}
