import type { OrderItem, OrderProduct, ProductOption } from '../../shared/orderItem';
import { Unmappable } from './mappingError';
import { idOf, listOf, text } from '../values/fields';

/** BigCommerce's consignments: each list holds objects with their lines in `line_items`. */
interface Consignments {
	pickups?: unknown;
	shipping?: unknown;
	downloads?: unknown;
	email?: { gift_certificates?: unknown } | null;
}

/** BigCommerce inlines no more lines in a consignment. */
const MOST_INLINED = 50;

/**
 * The lines that were bought: without pick-list children, whose price their parents carry.
 *
 * They are read from `products`, or from consignments inlined in either of BigCommerce's two shapes
 * (an object, or the older array of one).
 *
 * @throws Unmappable when the order came without its lines, or with a part of them
 */
export function linesOf(order: OrderItem): OrderProduct[] {
	const lines = Array.isArray(order.products) ? order.products : inlinedLines(order);
	if (!lines.every(isLine)) throw withoutLines(order);
	return lines.filter((line) => !idOf(line.parent_order_product_id));
}

function inlinedLines(order: OrderItem): OrderProduct[] {
	const { consignments: given } = order;
	const { pickups, shipping, downloads, email } = ((Array.isArray(given) ? given[0] : given) ??
		{}) as Consignments;
	const inlined = [pickups, shipping, downloads, email?.gift_certificates]
		.flatMap(listOf)
		.map((consignment) => (consignment as { line_items?: unknown } | null)?.line_items)
		// BigCommerce's examples also show one line by itself.
		.map((lines) => [lines ?? []].flat() as OrderProduct[]);
	const lines = inlined.flat();
	if (lines.length === 0) throw withoutLines(order);

	if (inlined.some(({ length }) => length >= MOST_INLINED)) {
		const quantity = lines.reduce((sum, line) => sum + Number(text(line?.quantity)), 0);
		if (!(quantity >= Number(text(order.items_total)))) {
			throw new Unmappable(
				`Order ${order.id} came with a part of its lines`,
				`BigCommerce inlines ${MOST_INLINED} lines of a consignment. Read all of them from /v2/orders/${order.id}/products into products, or read the order with the BigCommerce node.`,
			);
		}
	}
	return lines;
}

/** Where lines were not asked for, there are links in their place. */
function isLine(line: unknown): boolean {
	return typeof line === 'object' && line !== null && !('resource' in line);
}

function withoutLines(order: OrderItem): Unmappable {
	return new Unmappable(
		`Order ${order.id} came without its lines`,
		'Read it with the BigCommerce Trigger or the BigCommerce node, or ask the V2 Orders API for include=consignments.line_items.',
	);
}

/**
 * The coupon code, or the list of codes: from `coupons` as codes or as BigCommerce's coupon objects;
 * where there is none, from what discounted the lines.
 */
export function couponsOf(order: OrderItem, lines: OrderProduct[]): string | string[] | undefined {
	const codes = new Set<string>();
	for (const coupon of listOf(order.coupons)) addCode(codes, coupon);
	if (codes.size === 0) {
		for (const line of lines) {
			for (const discount of listOf(line.applied_discounts)) addCode(codes, discount);
		}
	}
	return codes.size > 1 ? [...codes] : codes.values().next().value;
}

function addCode(codes: Set<string>, coupon: unknown): void {
	const code = text(
		typeof coupon === 'object' ? (coupon as { code?: unknown } | null)?.code : coupon,
	);
	if (code) codes.add(code);
}

/**
 * The options that make a variant. Texts, dates, files and check boxes are what the shopper filled
 * in: they name no variant, and may hold something personal.
 */
const VARIANT_OPTIONS: ReadonlySet<unknown> = new Set([
	undefined,
	null,
	'Multiple choice',
	'Swatch',
	'Product Pick List',
]);

/** The chosen options, as in "M / Green". */
export function variantName(line: OrderProduct): string | undefined {
	let name: string | undefined;
	for (const option of listOf(line.product_options) as Array<ProductOption | null>) {
		const value = VARIANT_OPTIONS.has(option?.type) && text(option?.display_value);
		if (value) name = name ? `${name} / ${value}` : value;
	}
	return name;
}
