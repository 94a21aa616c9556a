import { MappingError } from '../event/mappingError';
import type { OrderHead } from './parseOrder';

/** Converge takes no more. */
export const MAX_ALIASES = 10;

/**
 * The URNs by which Converge finds the customer's profile: at least one, no repeats, the user's own last.
 *
 * Cart and customer are written as Converge's storefront script for BigCommerce writes them, the
 * email address as it stands and in lower case, so that the order meets the visits that led to it. An
 * order with none of them gets a URN of its own.
 *
 * @throws MappingError when not even an own URN can be made, because the store is unknown
 */
export function aliasesOf(
	{ id, cartId, customerId, storeHash }: OrderHead,
	email: string | undefined,
	own: readonly string[] = [],
): string[] {
	const aliases: string[] = [];
	if (cartId) aliases.push(`urn:bigcommerce:cart:${cartId}`);
	// Guests all have the ID 0.
	if (storeHash && customerId) aliases.push(`urn:bigcommerce:customer:${storeHash}:${customerId}`);
	if (email) {
		aliases.push(`urn:email:${email}`);
		const lowerCase = email.toLowerCase();
		if (lowerCase !== email) aliases.push(`urn:email:${lowerCase}`);
	}
	for (const alias of own) if (!aliases.includes(alias)) aliases.push(alias);
	if (aliases.length > 0) return aliases;

	if (!storeHash) {
		throw new MappingError(
			`Order ${id} has no identifier that Converge can use (cart ID, customer ID, email)`,
			'Add store_hash to the item, so that the order can be identified by its own ID.',
		);
	}
	return [`urn:bigcommerce:order:${storeHash}:${id}`];
}
