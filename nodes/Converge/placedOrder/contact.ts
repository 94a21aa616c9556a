import type { IncomingOrder } from '../../shared/orderItem';
import { asArray, asObject, toText } from '../values/fields';
import { consignmentsOf } from './lineItems';

/** An address of an order, as strings that are not blank. */
export interface ParsedAddress {
	firstName?: string;
	lastName?: string;
	city?: string;
	state?: string;
	zip?: string;
	/** Its English name. */
	country?: string;
	countryCode?: string;
	phone?: string;
	email?: string;
}

/** Whom an order is from: the billing address, and the first shipping address with a phone number. */
export interface ParsedContact {
	billing: ParsedAddress;
	shipping?: ParsedAddress;
}

interface IncomingAddress {
	first_name?: unknown;
	last_name?: unknown;
	city?: unknown;
	state?: unknown;
	zip?: unknown;
	country?: unknown;
	country_iso2?: unknown;
	phone?: unknown;
	email?: unknown;
}

export function parseContact(order: IncomingOrder): ParsedContact {
	const billing = parseAddress(order.billing_address);
	if (billing.phone) return { billing };
	const addresses = Array.isArray(order.shipping_addresses)
		? order.shipping_addresses
		: asArray(consignmentsOf(order).shipping);
	return { billing, shipping: addresses.map(parseAddress).find(({ phone }) => phone) };
}

function parseAddress(value: unknown): ParsedAddress {
	const address = asObject<IncomingAddress>(value);
	return {
		firstName: toText(address.first_name),
		lastName: toText(address.last_name),
		city: toText(address.city),
		state: toText(address.state),
		zip: toText(address.zip),
		country: toText(address.country),
		countryCode: toText(address.country_iso2)?.toUpperCase(),
		phone: toText(address.phone),
		email: toText(address.email),
	};
}
