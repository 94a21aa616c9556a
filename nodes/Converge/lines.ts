import type { OrderItem, OrderProduct } from '../BigCommerce/orderItem';
import { Unmappable } from './unmappable';
import { text } from './values';

interface Consignment {
	line_items?: OrderProduct[];
}

/** BigCommerce's consignments with their lines inlined. */
interface Consignments {
	pickups?: Consignment[];
	shipping?: Consignment[];
	downloads?: Consignment[];
	email?: { gift_certificates?: Consignment[] };
}

/**
 * The lines that were bought: without pick-list children, whose price their parents carry.
 *
 * They are read from `products`, or from consignments inlined in either of BigCommerce's two shapes
 * (an object, or the older array of one).
 *
 * @throws Unmappable when the order came without its lines
 */
export function linesOf(order: OrderItem): OrderProduct[] {
	const lines = Array.isArray(order.products) ? order.products : inlinedLines(order.consignments);
	if (!lines) {
		throw new Unmappable(
			`Order ${order.id} came without its lines`,
			'Read it with the BigCommerce Trigger or the BigCommerce node, or ask the V2 Orders API for include=consignments.line_items.',
		);
	}
	return lines.filter((line) => !line.parent_order_product_id);
}

function inlinedLines(value: unknown): OrderProduct[] | undefined {
	const consignments = ((Array.isArray(value) ? value[0] : value) ?? {}) as Consignments;
	const { pickups, shipping, downloads, email } = consignments;
	const lines = [pickups, shipping, downloads, email?.gift_certificates]
		.flatMap((list) => list ?? [])
		.flatMap(({ line_items: found }) => found ?? []);
	// Consignments that were not asked for with their lines hold links instead.
	return lines.length > 0 && lines.every((line) => 'quantity' in line) ? lines : undefined;
}

/**
 * The coupon code, or the list of codes: from `coupons` as codes or as BigCommerce's coupon objects,
 * else from what discounted the lines.
 */
export function couponsOf(order: OrderItem, lines: OrderProduct[]): string | string[] | undefined {
	const coupons: unknown[] = Array.isArray(order.coupons)
		? order.coupons
		: lines.flatMap(({ applied_discounts: discounts }) => discounts ?? []);
	const codes = new Set<string>();
	for (const coupon of coupons) {
		const code = text(typeof coupon === 'string' ? coupon : (coupon as { code?: unknown })?.code);
		if (code) codes.add(code);
	}
	return codes.size > 1 ? [...codes] : [...codes][0];
}

/**
 * The options that make a variant. Texts, dates, files and check boxes are what the shopper filled
 * in: they name no variant, and may hold something personal.
 */
const VARIANT_OPTIONS: ReadonlySet<string> = new Set([
	'Multiple choice',
	'Swatch',
	'Product Pick List',
]);

/** The chosen options, as in "M / Green". */
export function variantName({ product_options: options }: OrderProduct): string | undefined {
	const values = (options ?? [])
		.filter(({ type }) => type === undefined || VARIANT_OPTIONS.has(type))
		.flatMap(({ display_value: value }) => text(value) ?? []);
	return values.join(' / ') || undefined;
}
