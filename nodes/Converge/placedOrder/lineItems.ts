import type { IncomingOrder } from '../../shared/orderItem';
import { asArray, asObject, toId, toText } from '../values/fields';
import type { TenThousandths } from '../values/money';
import { lineDiscount, requiredAmount, type LineTaxes } from './amounts';
import { MappingError, quoted } from '../event/mappingError';

/** A line that was bought. */
export interface ParsedLine {
	/** The order-product ID, to which refunds refer. */
	id?: string;
	/** "0" for a custom product. */
	productId: string;
	variantId?: string;
	sku?: string;
	name: string;
	/** The chosen options, as in "M / Green". */
	variantName?: string;
	/** Of one unit. */
	price: TenThousandths;
	/** Of the whole line. */
	discount: TenThousandths;
	/** Negative for a returned line. */
	quantity: number;
	brand?: string;
	url?: string;
	imageUrl?: string;
}

/** An order line of which nothing is certain. */
export interface IncomingLine {
	id?: unknown;
	product_id?: unknown;
	variant_id?: unknown;
	name?: unknown;
	sku?: unknown;
	brand?: unknown;
	quantity?: unknown;
	price_inc_tax?: unknown;
	price_ex_tax?: unknown;
	total_inc_tax?: unknown;
	total_ex_tax?: unknown;
	discounted_total_inc_tax?: unknown;
	applied_discounts?: unknown;
	parent_order_product_id?: unknown;
	product_options?: unknown;
	url?: unknown;
	image_url?: unknown;
}

/** BigCommerce's consignments: each array holds objects with their lines in `line_items`. */
interface IncomingConsignments {
	pickups?: unknown;
	shipping?: unknown;
	downloads?: unknown;
	email?: unknown;
}

/** BigCommerce inlines no more lines in a consignment, and returns no more of them in a page by default. */
const MAX_LINES_AT_ONCE = 50;

/** The consignments in either of BigCommerce's two shapes: an object, or the older array of one. */
export function consignmentsOf({ consignments }: IncomingOrder): IncomingConsignments {
	return asObject(Array.isArray(consignments) ? consignments[0] : consignments);
}

/**
 * The lines that were bought, from `products` or from inlined consignments: without pick-list
 * children, whose price their parents carry.
 *
 * @throws MappingError when the order has no lines with it, or only some of them
 */
export function purchasedLines(order: IncomingOrder, orderId: string): IncomingLine[] {
	const lines = Array.isArray(order.products) ? order.products : inlinedLines(order, orderId);
	const purchased: IncomingLine[] = [];
	for (const value of lines) {
		if (!isLine(value)) throw withoutLines(orderId);
		const line = asObject<IncomingLine>(value);
		if (!toId(line.parent_order_product_id)) purchased.push(line);
	}
	// The trigger and Get Many have read every line, whatever BigCommerce counts as an item.
	if (order.is_placed === true && Array.isArray(order.products)) return purchased;
	const total = Number(toText(order.items_total));
	if (lines.length === 0 && total > 0) throw withoutLines(orderId);
	if (lines.length >= MAX_LINES_AT_ONCE && !(quantityIn(lines) >= total)) {
		throw new MappingError(
			`Order ${orderId}: some of its line items are missing`,
			`Expected the quantities to add up to items_total, ${quoted(order.items_total)}. BigCommerce inlines at most ${MAX_LINES_AT_ONCE} line items per consignment, and returns as many per page. Get the order with the BigCommerce node, or add the line items of all pages of /v2/orders/${orderId}/products as "products".`,
		);
	}
	return purchased;
}

function inlinedLines(order: IncomingOrder, orderId: string): unknown[] {
	const { pickups, shipping, downloads, email } = consignmentsOf(order);
	const { gift_certificates } = asObject<{ gift_certificates?: unknown }>(email);
	const lines = [pickups, shipping, downloads, gift_certificates]
		.flatMap(asArray)
		// BigCommerce's examples also show one line by itself.
		.flatMap((consignment) => asObject<{ line_items?: unknown }>(consignment).line_items ?? []);
	if (lines.length === 0) throw withoutLines(orderId);
	return lines;
}

/** NaN when a line has none. */
function quantityIn(lines: unknown[]): number {
	return lines.reduce<number>(
		(sum, line) => sum + Number(toText(asObject<IncomingLine>(line).quantity)),
		0,
	);
}

/** Where lines were not asked for, there are links instead. */
function isLine(line: unknown): boolean {
	return typeof line === 'object' && line !== null && !('resource' in line);
}

function withoutLines(orderId: string): MappingError {
	return new MappingError(
		`Order ${orderId}: its line items are missing`,
		'Get the order with the BigCommerce Trigger or the BigCommerce node, or add include=consignments.line_items to the request to the V2 Orders API.',
	);
}

/** @throws MappingError naming the line and the field, when a price or a quantity is invalid */
export function parseLines(lines: IncomingLine[], orderId: string, taxes: LineTaxes): ParsedLine[] {
	return lines.map((line, index) => {
		const where = `line item ${index + 1} of order ${orderId}`;
		const field = taxes.isWithTax ? 'price_inc_tax' : 'price_ex_tax';
		return {
			id: toId(line.id),
			// Custom products have the ID 0 at BigCommerce.
			productId: toId(line.product_id) ?? '0',
			variantId: toId(line.variant_id),
			sku: toText(line.sku),
			name: toText(line.name) ?? toText(line.sku) ?? 'Unnamed product',
			variantName: variantName(line),
			price: requiredAmount(line[field], field, where),
			discount: lineDiscount(line, taxes),
			quantity: quantityOf(line, where),
			brand: toText(line.brand),
			url: toText(line.url),
			imageUrl: toText(line.image_url),
		};
	});
}

function quantityOf({ quantity }: IncomingLine, where: string): number {
	const number = Number(toText(quantity) ?? NaN);
	if (Number.isSafeInteger(number)) return number || 0;
	throw new MappingError(
		`Invalid quantity in ${where}: expected a whole number, got ${quoted(quantity)}`,
		'Check the order in BigCommerce, and use it as the BigCommerce nodes or the V2 Orders API return it.',
	);
}

/**
 * The coupon codes without repeats: from `coupons` as codes or as BigCommerce's coupon objects; where
 * it has none, from what discounted the lines.
 */
export function couponCodes(order: IncomingOrder, lines: IncomingLine[]): string[] {
	const codes: string[] = [];
	for (const coupon of asArray(order.coupons)) addCode(codes, coupon);
	if (codes.length === 0) {
		for (const line of lines) {
			for (const discount of asArray(line.applied_discounts)) addCode(codes, discount);
		}
	}
	return codes;
}

function addCode(codes: string[], coupon: unknown): void {
	const code = toText(
		typeof coupon === 'object' ? asObject<{ code?: unknown }>(coupon).code : coupon,
	);
	if (code && !codes.includes(code)) codes.push(code);
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

function variantName(line: IncomingLine): string | undefined {
	let name: string | undefined;
	for (const value of asArray(line.product_options)) {
		const option = asObject<{ type?: unknown; display_value?: unknown }>(value);
		const chosen = VARIANT_OPTIONS.has(option.type) && toText(option.display_value);
		if (chosen) name = name ? `${name} / ${chosen}` : chosen;
	}
	return name;
}
