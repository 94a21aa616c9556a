import type { Address } from '../../shared/orderItem';
import { countryCode } from '../values/country';
import type { Person } from '../event/types';
import { toE164 } from '../values/phone';
import { put, text } from '../values/fields';

export interface Privacy {
	dropPhone?: boolean;
	/** City, state, zip code and country. */
	dropAddress?: boolean;
}

/** A value that stands in the order, but not in a form that Converge takes. */
export type LeftOut = 'phone number' | 'e-mail address' | 'country code';

/** The customer by the billing address, without what Converge would flag. */
export function personOf(
	address: Address,
	{ dropPhone, dropAddress }: Privacy = {},
): { person: Person; leftOut: LeftOut[] } {
	const person: Person = {};
	const leftOut: LeftOut[] = [];
	const givenCountry = text(address.country_iso2);
	const country = countryCode(givenCountry);
	const email = text(address.email);
	const phone = text(address.phone);

	if (email && isEmail(email)) person.$email = email;
	else if (email) leftOut.push('e-mail address');
	put(person, '$first_name', text(address.first_name));
	put(person, '$last_name', text(address.last_name));
	if (phone && !dropPhone) {
		put(person, '$phone_number', toE164(phone, country));
		if (!person.$phone_number) leftOut.push('phone number');
	}
	if (!dropAddress) {
		put(person, '$city', text(address.city));
		put(person, '$state', text(address.state));
		put(person, '$zip_code', text(address.zip));
		put(person, '$country_code', country);
		if (givenCountry && !country) leftOut.push('country code');
	}
	return { person, leftOut };
}

/** Longer ones cannot be delivered to (RFC 5321, 4.5.3.1). */
const LONGEST_EMAIL = 254;

/** Only the shape: something, one @, a domain with a dot, no space. */
function isEmail(email: string): boolean {
	return email.length <= LONGEST_EMAIL && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
}
