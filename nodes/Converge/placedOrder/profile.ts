import type { Person, Profile } from '../event/types';
import { aliasesOf, MAX_ALIASES } from './aliases';
import { toCustomer, type OmittedField, type Privacy } from './customer';
import {
	RESERVED_PROFILE_PROPERTIES,
	toConsent,
	usableAliases,
	withoutReserved,
	type OwnValues,
} from './ownValues';
import type { OrderHead } from './parseOrder';

/** Whom an event is about: what every event about an order has of it. */
export interface EventProfile {
	/** For the event's properties. */
	person: Person;
	/** The person, and what the user adds. */
	profile: Profile;
	aliases: string[];
	omitted: OmittedField[];
	/** Names of own profile properties that the event has itself. */
	reserved: readonly string[];
}

/** @throws MappingError when the order has nothing by which to identify its customer, nor itself */
export function profileOf(head: OrderHead, options: Privacy & OwnValues): EventProfile {
	const { person, omitted } = toCustomer(head.contact, options);
	const { consent, rejected: rejectedConsent } = toConsent(options.consent);
	const { own, rejected } = withoutReserved(options.profileProperties, RESERVED_PROFILE_PROPERTIES);
	const profile: Profile =
		consent || own ? Object.assign({ ...person }, consent && { $consent: consent }, own) : person;

	const ownAliases = usableAliases(options.aliases);
	const aliases = aliasesOf(head, person.$email, ownAliases.aliases);
	const beyond = Math.max(0, aliases.length - MAX_ALIASES);
	for (let count = ownAliases.rejected + beyond; count > 0; count--) omitted.push('alias');
	for (let count = rejectedConsent; count > 0; count--) omitted.push('consent value');
	return {
		person,
		profile,
		aliases: beyond > 0 ? aliases.slice(0, MAX_ALIASES) : aliases,
		omitted,
		reserved: rejected,
	};
}
