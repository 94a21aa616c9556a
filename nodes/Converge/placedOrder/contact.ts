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

/** Whom an order is from. */
export interface ParsedContact {
	billing: ParsedAddress;
	/** The addresses with a phone number: billing, then those that the order is shipped to. */
	phones: ParsedPhone[];
}

/** A phone number, and what its address says of its country. */
export type ParsedPhone = Pick<ParsedAddress, 'country' | 'countryCode' | 'phone'>;

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

/** The billing address, and the phone numbers in the order in which they are tried. */
export function parseContact(order: IncomingOrder): ParsedContact {
	const billing = parseAddress(order.billing_address);
	const phones: ParsedPhone[] = billing.phone ? [billing] : [];
	// Items of our nodes have the same addresses in both places.
	for (const addresses of [order.shipping_addresses, consignmentsOf(order).shipping]) {
		for (const value of asArray(addresses)) {
			const shipping = parsePhone(asObject<IncomingAddress>(value));
			if (shipping.phone) phones.push(shipping);
		}
	}
	return { billing, phones };
}

function parsePhone(address: IncomingAddress): ParsedPhone {
	return {
		country: toText(address.country),
		countryCode: toText(address.country_iso2)?.toUpperCase(),
		phone: toText(address.phone),
	};
}

function parseAddress(value: unknown): ParsedAddress {
	const address = asObject<IncomingAddress>(value);
	return {
		firstName: toText(address.first_name),
		lastName: toText(address.last_name),
		city: toText(address.city),
		state: toText(address.state),
		zip: toText(address.zip),
		...parsePhone(address),
		email: toText(address.email),
	};
}
