import type { IncomingOrder } from '../../shared/orderItem';
import { asObject, toText } from '../values/fields';

/** The members that hold a link of BigCommerce's API, or did before they were replaced by its target. */
const LINKS = ['products', 'coupons', 'shipping_addresses', 'consignments', 'fees'] as const;

/** As deep as the links of BigCommerce's consignments: `consignments[0].email.gift_certificates[0].line_items[0]`. */
const MAX_DEPTH = 6;

/** The path of BigCommerce's API to what belongs to a store. */
const API_PATH = /\/stores\/([a-z0-9]+)\/v\d\//i;

/**
 * The store, from the item or, for an order that was fetched otherwise, from its links: the outermost
 * ones first, then those in what replaced a link.
 */
export function storeHashOf(order: IncomingOrder): string | undefined {
	const known = toText(order.store_hash);
	if (known) return known;
	let level: unknown[] = LINKS.map((member) => order[member]);
	for (let depth = 0; depth <= MAX_DEPTH; depth++) {
		for (const value of level) {
			const hash = hashIn(value);
			if (hash) return hash;
		}
		level = level.flatMap(membersOf);
	}
	return undefined;
}

function hashIn(value: unknown): string | undefined {
	const { url } = asObject<{ url?: unknown }>(value);
	return typeof url === 'string' ? API_PATH.exec(url)?.[1] : undefined;
}

function membersOf(value: unknown): unknown[] {
	return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
