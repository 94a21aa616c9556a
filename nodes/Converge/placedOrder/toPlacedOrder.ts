import type { Channel, OrderItem, OrderProduct } from '../../shared/orderItem';
import { aliasesOf } from './aliases';
import type { CheckoutItem, PlacedOrderEvent, PlacedOrderProperties } from '../event/types';
import { couponsOf, linesOf, variantName } from './lineItems';
import { parseMoney, toNumber, type Currency } from '../values/money';
import { placedOrder } from './parseOrder';
import { personOf, type LeftOut, type Privacy } from './customer';
import { salesChannelOf, type ChannelRule, type SalesChannel } from './salesChannel';
import { shown, Unmappable } from './mappingError';
import { idOf, isBlank, known, put, text } from '../values/fields';

/** Which unit prices and shipping costs: as the shopper saw them, or one of the two. */
export type Amounts = 'asShown' | 'excludingTax' | 'includingTax';

export interface MappingOptions extends Privacy {
	/** The user's rules, before everything built in. */
	channelRules?: readonly ChannelRule[];
	/** What nothing else decides; default `web`. */
	fallbackChannel?: SalesChannel;
	/** Default `asShown`. */
	amounts?: Amounts;
	/** Default: the order id. */
	eventId?: string;
	/** The user's own properties; they win over those of the same name. Unknown ones are left out. */
	properties?: Readonly<Record<string, unknown>>;
}

export interface Mapping {
	event: PlacedOrderEvent;
	/** What the order has, but not in a form that Converge takes. */
	leftOut: LeftOut[];
}

/**
 * The Placed Order event of an order item. The item stays as it is, and the event shares nothing with
 * it.
 *
 * @throws Unmappable when it is no placed order, or when a value that the event must have is missing
 *   or no number
 */
export function toPlacedOrder(item: unknown, options: MappingOptions = {}): Mapping {
	const { order, id, placedAt, currency } = placedOrder(item);
	const tax = isWithTax(order, options.amounts) ? 'inc_tax' : 'ex_tax';
	const { person, leftOut } = personOf(order.billing_address ?? {}, options);
	const lines = linesOf(order);

	const properties: PlacedOrderProperties = {
		id,
		total_price: amountOf(order, 'total_inc_tax', currency),
		total_tax: amountOf(order, 'total_tax', currency),
		total_shipping: amountOf(order, `shipping_cost_${tax}`, currency),
		currency: currency.code,
		items: lines.map((line, index) => checkoutItem(line, index, `price_${tax}`, currency)),
		...person,
		$sales_channel_type: salesChannelOf(
			order,
			options.channelRules ?? [],
			options.fallbackChannel ?? 'web',
		),
	};
	put(properties, 'total_discount', totalDiscount(order, currency));
	put(properties, 'coupon', couponsOf(order, lines));
	if (typeof order.is_new_customer === 'boolean') {
		properties.$is_new_customer = order.is_new_customer;
	}
	put(properties, 'order_source', text(order.order_source));
	put(properties, 'external_source', text(order.external_source));
	put(properties, 'order_status', text(order.status));
	put(properties, 'payment_method', text(order.payment_method));
	put(properties, 'storefront', text((order.channel as Partial<Channel> | null)?.name));

	const event: PlacedOrderEvent = {
		event_name: 'Placed Order',
		event_id: text(options.eventId) ?? id,
		timestamp: placedAt,
		properties: { ...properties, ...(known(options.properties) as object | undefined) },
		profile_properties: person,
		aliases: aliasesOf(order, person.$email),
	};
	return { event, leftOut };
}

/** BigCommerce tells since 2024; for an order that does not tell, prices without tax are a choice. */
function isWithTax(order: OrderItem, amounts: Amounts = 'asShown'): boolean {
	if (amounts === 'includingTax') return true;
	if (amounts === 'excludingTax') return false;
	const told: unknown = order.is_tax_inclusive_pricing;
	return told === true || told === 'true';
}

/**
 * An amount of the order, or of the line at `index`, with the currency's decimals.
 *
 * @throws Unmappable naming the field when it is no number
 */
function amountOf(
	record: OrderItem | OrderProduct,
	field: string,
	{ decimals }: Currency,
	index?: number,
): number {
	const amount = parseMoney(record[field]);
	if (amount === undefined) {
		throw noNumber(record, field, 'a decimal number such as "109.0000"', index);
	}
	return toNumber(amount, decimals);
}

/** Blank is none, as `null` is; all else must be a number. */
function totalDiscount(order: OrderItem, { decimals }: Currency): number | undefined {
	let sum = 0;
	for (const field of ['discount_amount', 'coupon_discount'] as const) {
		if (isBlank(order[field])) continue;
		const amount = parseMoney(order[field]);
		if (amount === undefined) {
			throw noNumber(order, field, 'a decimal number such as "5.0000", or nothing');
		}
		sum += amount;
	}
	return Math.abs(toNumber(sum, decimals)) || undefined;
}

function checkoutItem(
	line: OrderProduct,
	index: number,
	priceField: string,
	currency: Currency,
): CheckoutItem {
	const item: CheckoutItem = {
		// Custom products have the id 0 at BigCommerce.
		product_id: idOf(line.product_id) ?? '0',
		name: text(line.name) ?? text(line.sku) ?? 'Unnamed product',
		price: amountOf(line, priceField, currency, index),
		currency: currency.code,
		quantity: quantityOf(line, index),
	};
	put(item, 'variant_id', idOf(line.variant_id));
	put(item, 'sku', text(line.sku));
	put(item, 'variant_name', variantName(line));
	put(item, 'vendor', text(line.brand));
	put(item, 'url', text(line.url));
	put(item, 'image_url', text(line.image_url));
	return item;
}

function quantityOf(line: OrderProduct, index: number): number {
	const quantity = Number(text(line.quantity) ?? NaN);
	if (Number.isSafeInteger(quantity) && quantity >= 0) return quantity;
	throw noNumber(line, 'quantity', 'a whole number', index);
}

function noNumber(
	record: OrderItem | OrderProduct,
	field: string,
	expected: string,
	index?: number,
): Unmappable {
	return new Unmappable(
		`The value of ${field}${index === undefined ? '' : ` in line ${index + 1}`} is no number`,
		`Expected was ${expected}, and it is ${shown(record[field])}. Give the order as it comes from the V2 Orders API of BigCommerce, unshortened.`,
	);
}
