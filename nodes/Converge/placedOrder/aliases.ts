import type { OrderItem } from '../../shared/orderItem';
import { Unmappable } from './mappingError';
import { idOf, text } from '../values/fields';

/**
 * The URNs by which Converge finds the customer's profile: one to ten, no repeats.
 *
 * Cart and customer are written as Converge's storefront script for BigCommerce writes them, the
 * e-mail address as it stands, so that the order meets the visits that led to it. An order with none
 * of them gets a URN of its own.
 *
 * @throws Unmappable when not even that can be made, because the store is unknown
 */
export function aliasesOf(order: OrderItem, email: string | undefined): string[] {
	const store = storeHashOf(order);
	const aliases: string[] = [];
	const cart = text(order.cart_id);
	if (cart) aliases.push(`urn:bigcommerce:cart:${cart}`);
	// Guests all have the id 0.
	const customer = idOf(order.customer_id);
	if (store && customer) aliases.push(`urn:bigcommerce:customer:${store}:${customer}`);
	if (email) aliases.push(`urn:email:${email}`);
	if (aliases.length > 0) return aliases;

	if (!store) {
		throw new Unmappable(
			`Order ${order.id} has nothing by which Converge could know the customer`,
			'It has no cart, no customer and no e-mail address, and without store_hash it cannot stand for itself either. Add store_hash to the item.',
		);
	}
	return [`urn:bigcommerce:order:${store}:${idOf(order.id)}`];
}

/** The store, from the item or, for an order read some other way, from its links. */
function storeHashOf(order: OrderItem): string | undefined {
	const known = text(order.store_hash);
	if (known) return known;
	for (const link of [order.products, order.coupons, order.shipping_addresses] as unknown[]) {
		const url = (link as { url?: unknown } | null | undefined)?.url;
		const hash = typeof url === 'string' && /\/stores\/([a-z0-9]+)\//i.exec(url)?.[1];
		if (hash) return hash;
	}
	return undefined;
}
