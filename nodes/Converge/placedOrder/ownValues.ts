import { isAlias } from '../event/alias';
import { isConsentValue } from '../event/specification';
import type { Consent, PlacedOrderProperties, Profile } from '../event/types';
import { isBlank, omitEmpty, toText } from '../values/fields';

/** What the user adds to an event, as the node's parameters or an expression give it. */
export interface OwnValues {
	/** Empty ones are omitted, and so are those that the event has itself. */
	properties?: Readonly<Record<string, unknown>>;
	/** As `properties`, for the profile. */
	profileProperties?: Readonly<Record<string, unknown>>;
	/** URNs, added to the event's own. */
	aliases?: readonly unknown[];
	/** `granted` or `denied`. */
	consent?: Readonly<{ analytics?: unknown; marketing?: unknown }>;
}

const NONE: readonly string[] = [];

const PERSON = [
	...(['$email', '$first_name', '$last_name', '$phone_number'] as const),
	...(['$city', '$state', '$zip_code', '$country_code'] as const),
];

/**
 * The event's properties that a user's own cannot overwrite: those of Converge's specification, and
 * the parts of the total. What this package adds for information can be replaced.
 */
export const RESERVED_PROPERTIES: ReadonlySet<string> = new Set<keyof PlacedOrderProperties>([
	...(['id', 'total_price', 'total_tax', 'total_shipping', 'total_discount'] as const),
	...(['total_handling', 'total_wrapping', 'total_fees', 'currency', 'coupon', 'items'] as const),
	...(['$is_new_customer', '$sales_channel_type'] as const),
	...PERSON,
]);

export const RESERVED_PROFILE_PROPERTIES: ReadonlySet<string> = new Set<keyof Profile>([
	...PERSON,
	'$consent',
]);

/** The own properties that are sent, and the names of those that are not. */
export function withoutReserved(
	given: Readonly<Record<string, unknown>> | undefined,
	reserved: ReadonlySet<string>,
): { own: object | undefined; rejected: readonly string[] } {
	if (!given) return { own: undefined, rejected: NONE };
	const isReserved = (name: string) => {
		const key = name.trim().toLowerCase();
		// Setting a member of this name would change the object's prototype.
		return reserved.has(key) || key === '__proto__';
	};
	const entries = Object.entries(given);
	const own = entries.filter(([name]) => !isReserved(name));
	return {
		own: own.length > 0 ? (omitEmpty(Object.fromEntries(own)) as object | undefined) : undefined,
		rejected: entries.map(([name]) => name).filter(isReserved),
	};
}

/** The own aliases that identify somebody, and how many do not. */
export function usableAliases(given: readonly unknown[] | undefined): {
	aliases: readonly string[];
	rejected: number;
} {
	if (!given) return { aliases: NONE, rejected: 0 };
	const filled = given.flat(Infinity).filter((alias) => omitEmpty(alias) !== undefined);
	const texts = filled.map(toText);
	const aliases = texts.filter((text) => text !== undefined && isAlias(text)) as string[];
	return { aliases, rejected: filled.length - aliases.length };
}

/** The consent in Converge's form, and how many of its values are neither granted nor denied. */
export function toConsent(given: OwnValues['consent']): {
	consent: Consent | undefined;
	rejected: number;
} {
	if (!given) return { consent: undefined, rejected: 0 };
	const consent: Consent = {};
	let rejected = 0;
	for (const purpose of ['analytics', 'marketing'] as const) {
		const value = toText(given[purpose])?.toLowerCase();
		if (isConsentValue(value)) consent[purpose] = value;
		else if (!isBlank(given[purpose])) rejected++;
	}
	return { consent: Object.keys(consent).length > 0 ? consent : undefined, rejected };
}
