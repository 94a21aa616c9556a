import type { IncomingOrder } from '../../shared/orderItem';
import { asArray, asObject, toText } from '../values/fields';

/** The members that hold a link of BigCommerce's API, or did before they were replaced by its target. */
const LINKS = ['products', 'coupons', 'shipping_addresses', 'consignments', 'fees'] as const;

interface IncomingLink {
	url?: unknown;
	/** In a shipping address. */
	shipping_quotes?: unknown;
	/** In consignments. */
	shipping?: unknown;
}

/** The store, from the item or, for an order that was fetched otherwise, from its links. */
export function storeHashOf(order: IncomingOrder): string | undefined {
	const known = toText(order.store_hash);
	if (known) return known;
	for (const member of LINKS) {
		const hash = hashIn(order[member]);
		if (hash) return hash;
	}
	return undefined;
}

function hashIn(value: unknown): string | undefined {
	if (Array.isArray(value)) return value.map(hashIn).find((hash) => hash !== undefined);
	const { url, shipping_quotes, shipping } = asObject<IncomingLink>(value);
	const match = typeof url === 'string' ? /\/stores\/([a-z0-9]+)\/v\d\//i.exec(url) : null;
	if (match) return match[1];
	if (shipping_quotes !== undefined) return hashIn(shipping_quotes);
	return shipping === undefined ? undefined : hashIn(asArray(shipping));
}
