import type { Channel, OrderItem, OrderProduct } from '../BigCommerce/orderItem';
import { isPlacedStatus, ORDER_STATUSES } from '../BigCommerce/orderStatus';
import { aliasesOf } from './aliases';
import type { CheckoutItem, PlacedOrderEvent, PlacedOrderProperties } from './event';
import { linesOf, couponsOf, variantName } from './lines';
import { decimalsOf, parseMoney, toNumber } from './money';
import { personOf, type LeftOut, type Privacy } from './person';
import { Unmappable } from './unmappable';
import { salesChannelOf, type ChannelRule, type SalesChannel } from './salesChannel';
import { put, text } from './values';

export interface MappingOptions extends Privacy {
	/** The user's rules, before everything built in. */
	channelRules?: readonly ChannelRule[];
	/** What nothing else decides; default `web`. */
	fallbackChannel?: SalesChannel;
	/** Which prices and shipping costs: as the shopper saw them (default), or one of the two. */
	amounts?: 'asShown' | 'excludingTax' | 'includingTax';
	/** Default: the order id. */
	eventId?: string;
	/** The user's own properties; they win over those of the same name. */
	properties?: Readonly<Record<string, unknown>>;
}

export interface Mapping {
	event: PlacedOrderEvent;
	/** What the order has, but not in a form that Converge takes. */
	leftOut: LeftOut[];
}

/**
 * The Placed Order event of an order item.
 *
 * @throws Unmappable when it is no placed order, or when a value that the event must have is missing
 *   or no number
 */
export function toPlacedOrder(item: unknown, options: MappingOptions = {}): Mapping {
	const order = placedOrder(item);
	const currency = order.default_currency_code;
	const money = moneyReader(currency);
	const withTax =
		(options.amounts ?? 'asShown') === 'asShown'
			? order.is_tax_inclusive_pricing
			: options.amounts === 'includingTax';
	const tax = withTax ? 'inc_tax' : 'ex_tax';
	const { person, leftOut } = personOf(order.billing_address ?? {}, options);
	const lines = linesOf(order);

	const properties: PlacedOrderProperties = {
		id: String(order.id),
		total_price: money(order, 'total_inc_tax'),
		total_tax: money(order, 'total_tax'),
		total_shipping: money(order, `shipping_cost_${tax}`),
		currency,
		items: lines.map((line) => checkoutItem(line, money(line, `price_${tax}`), currency)),
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
	put(properties, 'storefront', text((order.channel as Partial<Channel> | undefined)?.name));
	for (const [name, value] of Object.entries(options.properties ?? {})) {
		if (value !== null && value !== '') put(properties, name, value);
	}

	const event: PlacedOrderEvent = {
		event_name: 'Placed Order',
		event_id: options.eventId || String(order.id),
		timestamp: new Date(order.date_created).toISOString(),
		properties,
		profile_properties: person,
		aliases: aliasesOf(order, person.$email),
	};
	return { event, leftOut };
}

/** The item, once it has shown that it is an order, and a placed one. */
function placedOrder(item: unknown): OrderItem {
	if (typeof item !== 'object' || item === null || Array.isArray(item)) {
		throw new Unmappable('This is no BigCommerce order', 'Expected was an order as an object.');
	}
	const order = item as OrderItem;
	if (!(Number(order.id) > 0)) {
		throw new Unmappable(
			'This is no BigCommerce order: it has no id',
			'Expected was an order as the BigCommerce Trigger and the BigCommerce node give it. Connect one of them, or give the order as it comes from the V2 Orders API.',
		);
	}
	if (typeof order.status_id !== 'number') {
		throw new Unmappable(`Order ${order.id} has no status_id`, EXPECT_V2);
	}
	if (!isPlacedStatus(order.status_id)) {
		throw new Unmappable(
			`Order ${order.id} is not placed: its status is ${ORDER_STATUSES[order.status_id]}`,
			'Incomplete, pending, declined and cancelled orders are no purchases, and never become a Placed Order event. Filter them out before this node.',
		);
	}
	if (Number.isNaN(Date.parse(order.date_created))) {
		throw new Unmappable(`Order ${order.id} has no date_created that is a date`, EXPECT_V2);
	}
	if (decimalsOf(order.default_currency_code) === undefined) {
		throw new Unmappable(`Order ${order.id} has no default_currency_code`, EXPECT_V2);
	}
	return order;
}

const EXPECT_V2 = 'Give the order as it comes from the V2 Orders API of BigCommerce, unshortened.';

/** Reads a member of the order or of a line as a number with the currency's decimals. */
function moneyReader(currency: string) {
	const decimals = decimalsOf(currency) as number;
	return (record: OrderItem | OrderProduct, field: string): number => {
		const amount = parseMoney(record[field]);
		if (amount === undefined) {
			throw new Unmappable(
				`The value of ${field} is no amount of money`,
				record[field] === undefined
					? `The field is missing. ${EXPECT_V2}`
					: 'Expected was a decimal number such as "109.0000".',
			);
		}
		return toNumber(amount, decimals);
	};
}

function totalDiscount(order: OrderItem, currency: string): number | undefined {
	const sum = (parseMoney(order.discount_amount) ?? 0) + (parseMoney(order.coupon_discount) ?? 0);
	return Math.abs(toNumber(sum, decimalsOf(currency) as number)) || undefined;
}

function checkoutItem(line: OrderProduct, price: number, currency: string): CheckoutItem {
	const item: CheckoutItem = {
		product_id: String(line.product_id),
		name: text(line.name) ?? text(line.sku) ?? 'Unnamed product',
		price,
		currency,
		quantity: Number(line.quantity),
	};
	if (line.variant_id) item.variant_id = String(line.variant_id);
	put(item, 'sku', text(line.sku));
	put(item, 'variant_name', variantName(line));
	put(item, 'vendor', text(line.brand));
	put(item, 'url', text(line.url));
	put(item, 'image_url', text(line.image_url));
	return item;
}
