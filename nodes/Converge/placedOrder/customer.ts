import type { Person } from '../event/types';
import { countryByName, countryCode } from '../values/country';
import { isEmail } from '../values/email';
import { setIfDefined } from '../values/fields';
import { phoneRegion, toE164 } from '../values/phone';
import { isPlaceholder } from '../values/placeholder';
import type { ParsedContact, ParsedPhone } from './contact';

export interface Privacy {
	dropPhone?: boolean;
	/** City, state, zip code and country. */
	dropAddress?: boolean;
}

/** A value that the order or the user gives, but not in a form that Converge takes. */
export type OmittedField =
	'phone number' | 'email address' | 'country code' | 'state' | 'alias' | 'consent value';

/** The customer by the billing address, without what Converge would flag. */
export function toCustomer(
	{ billing, phones }: ParsedContact,
	{ dropPhone, dropAddress }: Privacy = {},
): { person: Person; omitted: OmittedField[] } {
	const person: Person = {};
	const omitted: OmittedField[] = [];

	if (billing.email && isEmail(billing.email)) person.$email = billing.email;
	else if (billing.email) omitted.push('email address');
	setIfDefined(person, '$first_name', billing.firstName);
	setIfDefined(person, '$last_name', billing.lastName);
	const region = regionOf(billing);
	if (phones.length > 0 && !dropPhone) {
		const phone = firstValidPhone(phones, region);
		if (phone) person.$phone_number = phone;
		else omitted.push('phone number');
	}
	if (!dropAddress) {
		setIfDefined(person, '$city', billing.city);
		if (billing.state && isPlaceholder(billing.state)) omitted.push('state');
		else setIfDefined(person, '$state', billing.state);
		setIfDefined(person, '$zip_code', billing.zip);
		const country = countryCode(region);
		setIfDefined(person, '$country_code', country);
		if (!country && (billing.countryCode ?? billing.country)) omitted.push('country code');
	}
	return { person, omitted };
}

/** The first that is valid where its address is, or else where the customer is, in E.164. */
function firstValidPhone(phones: ParsedPhone[], region: string | undefined): string | undefined {
	for (const address of phones) {
		const phone = address.phone && toE164(address.phone, regionOf(address) ?? region);
		if (phone) return phone;
	}
	return undefined;
}

/**
 * The country of an address by its code, or else by its English name; either may stand in the other's
 * field. It may be one that phone numbers know and ISO 3166-1 does not, such as XK.
 */
function regionOf({ countryCode: code, country }: ParsedPhone): string | undefined {
	return regionIn(code) ?? regionIn(country);
}

function regionIn(text: string | undefined): string | undefined {
	return countryCode(text) ?? phoneRegion(text) ?? countryByName(text);
}
