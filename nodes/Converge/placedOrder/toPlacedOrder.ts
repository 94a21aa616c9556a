import type { CheckoutItem, Person, PlacedOrderEvent, PlacedOrderProperties } from '../event/types';
import { omitEmpty, setIfDefined, toText } from '../values/fields';
import { toNumber, type TenThousandths } from '../values/money';
import { aliasesOf } from './aliases';
import type { Amounts } from './amounts';
import { toCustomer, type OmittedField, type Privacy } from './customer';
import type { ParsedLine } from './lineItems';
import { parseOrder, type ParsedOrder } from './parseOrder';
import {
	decideSalesChannel,
	type ChannelDecision,
	type ChannelRule,
	type SalesChannel,
} from './salesChannel';

export interface MappingOptions extends Privacy {
	/** The user's rules, before everything built in. */
	channelRules?: readonly ChannelRule[];
	/** What nothing else decides; default `web`. */
	fallbackChannel?: SalesChannel;
	/** Default `excludingTax`, by which Converge computes gross and net revenue. */
	amounts?: Amounts;
	/** Default: the order ID. */
	eventId?: string;
	/** The user's own properties. Empty ones are omitted, and so are those that the event has itself. */
	properties?: Readonly<Record<string, unknown>>;
}

export interface Mapping {
	event: PlacedOrderEvent;
	order: ParsedOrder;
	channel: ChannelDecision;
	/** What the order has, but not in a form that Converge takes. */
	omitted: OmittedField[];
	/** The user's own properties that would have overwritten the event's. */
	reserved: string[];
}

/**
 * The Placed Order event of an order item. The item stays as it is, and the event shares nothing with
 * it.
 *
 * @throws MappingError when it is not a placed order, or when a value that the event must have is
 *   missing or invalid
 */
export function toPlacedOrder(item: unknown, options: MappingOptions = {}): Mapping {
	const { channelRules = [], fallbackChannel = 'web', amounts = 'excludingTax' } = options;
	const order = parseOrder(item, amounts);
	const { head } = order;
	const { person, omitted } = toCustomer(head.contact, options);
	const channel = decideSalesChannel(head, channelRules, fallbackChannel);
	const { own, reserved } = ownProperties(options.properties);
	const event: PlacedOrderEvent = {
		event_name: 'Placed Order',
		event_id: toText(options.eventId) ?? head.id,
		timestamp: order.placedAt,
		aliases: aliasesOf(head, person.$email),
		profile_properties: person,
		// The items are the longest part, so a reader finds everything else before them.
		properties: Object.assign(toProperties(order, person, channel), own, {
			items: order.lines.map((line) => toCheckoutItem(line, head.currency)),
		}),
	};
	return { event, order, channel, omitted, reserved };
}

function toProperties(
	{ head, amounts, coupons }: ParsedOrder,
	person: Person,
	{ salesChannel }: ChannelDecision,
): Omit<PlacedOrderProperties, 'items'> {
	const properties: Omit<PlacedOrderProperties, 'items'> = {
		id: head.id,
		total_price: toNumber(amounts.total),
		total_tax: toNumber(amounts.tax),
		total_shipping: toNumber(amounts.shipping),
		currency: head.currency,
		$sales_channel_type: salesChannel,
	};
	setIfDefined(properties, 'total_discount', unlessZero(amounts.discount));
	setIfDefined(properties, 'total_handling', unlessZero(amounts.handling));
	setIfDefined(properties, 'total_wrapping', unlessZero(amounts.wrapping));
	setIfDefined(properties, 'total_fees', unlessZero(amounts.fees));
	setIfDefined(properties, 'coupon', coupons.length > 1 ? coupons : coupons[0]);
	setIfDefined(properties, '$is_new_customer', head.isNewCustomer);
	Object.assign(properties, person);
	setIfDefined(properties, 'order_source', head.source);
	setIfDefined(properties, 'external_source', head.externalSource);
	setIfDefined(properties, 'order_status', head.status);
	setIfDefined(properties, 'payment_method', head.paymentMethod);
	setIfDefined(properties, 'payment_status', head.paymentStatus);
	setIfDefined(properties, 'storefront', head.channel.name);
	return properties;
}

function unlessZero(amount: TenThousandths): number | undefined {
	return amount === 0 ? undefined : toNumber(amount);
}

function toCheckoutItem(line: ParsedLine, currency: string): CheckoutItem {
	const item: CheckoutItem = {
		product_id: line.productId,
		name: line.name,
		price: toNumber(line.price),
		currency,
		quantity: line.quantity,
	};
	setIfDefined(item, 'variant_id', line.variantId);
	setIfDefined(item, 'sku', line.sku);
	setIfDefined(item, 'variant_name', line.variantName);
	setIfDefined(item, 'discount', unlessZero(line.discount));
	setIfDefined(item, 'vendor', line.brand);
	setIfDefined(item, 'url', line.url);
	setIfDefined(item, 'image_url', line.imageUrl);
	return item;
}

/**
 * The event's properties that a user's own cannot overwrite: those of Converge's specification, and
 * the parts of the total. What this package adds for information can be replaced.
 */
const RESERVED_PROPERTIES: ReadonlySet<string> = new Set<keyof PlacedOrderProperties>([
	...(['id', 'total_price', 'total_tax', 'total_shipping', 'total_discount'] as const),
	...(['total_handling', 'total_wrapping', 'total_fees', 'currency', 'coupon', 'items'] as const),
	...(['$email', '$first_name', '$last_name', '$phone_number'] as const),
	...(['$city', '$state', '$zip_code', '$country_code'] as const),
	...(['$is_new_customer', '$sales_channel_type'] as const),
]);

function ownProperties(given: Readonly<Record<string, unknown>> = {}) {
	const names = Object.keys(given);
	if (names.length === 0) return { own: undefined, reserved: [] };
	const isReserved = (name: string) => RESERVED_PROPERTIES.has(name.trim());
	const own = Object.fromEntries(Object.entries(given).filter(([name]) => !isReserved(name)));
	return { own: omitEmpty(own), reserved: names.filter(isReserved) };
}
