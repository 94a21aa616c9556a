import type { SalesChannel } from '../event/salesChannels';
import type {
	CheckoutItem,
	ConvergeEvent,
	Person,
	PlacedOrderEvent,
	PlacedOrderProperties,
} from '../event/types';
import { setIfDefined, toText } from '../values/fields';
import { toNumber, type TenThousandths } from '../values/money';
import type { Amounts } from './amounts';
import type { OmittedField, Privacy } from './customer';
import type { ParsedLine } from './lineItems';
import { RESERVED_PROPERTIES, withoutReserved, type OwnValues } from './ownValues';
import { parseOrder, type OrderHead, type ParsedOrder } from './parseOrder';
import { profileOf } from './profile';
import { decideSalesChannel, type ChannelDecision, type ChannelRule } from './salesChannel';

export interface MappingOptions extends Privacy, OwnValues {
	/** The user's rules, before everything built in. */
	channelRules?: readonly ChannelRule[];
	/** What nothing else decides; default `web`. */
	fallbackChannel?: SalesChannel;
	/** Default `excludingTax`, by which Converge computes gross and net revenue. */
	amounts?: Amounts;
	/** Default: the order ID. */
	eventId?: string;
	/** Default `placedOrder`; `recurringOrder` is the event for renewals, with the same body. */
	event?: 'placedOrder' | 'recurringOrder';
	/** What an order of the sales channel `subscription_contract` becomes; default `placedOrder`. */
	subscriptionRenewals?: 'placedOrder' | 'recurringOrder';
}

export interface Mapping<E extends ConvergeEvent = PlacedOrderEvent> {
	event: E;
	/** What the event is about, for messages: "Order 118". */
	subject: string;
	head: OrderHead;
	channel: ChannelDecision;
	/** What the order or the user gives, but not in a form that Converge takes. */
	omitted: OmittedField[];
	/** The user's own properties that would have overwritten the event's. */
	reserved: string[];
}

/**
 * The Placed Order event of an order item, or that of a renewal. The item stays as it is, and the event shares nothing with
 * it.
 *
 * @throws MappingError when it is not a placed order, or when a value that the event must have is
 *   missing or invalid
 */
export function toPlacedOrder(item: unknown, options: MappingOptions = {}): Mapping {
	const { channelRules = [], fallbackChannel = 'web', amounts = 'excludingTax' } = options;
	const order = parseOrder(item, amounts);
	const { head } = order;
	const { person, profile, aliases, omitted, reserved } = profileOf(head, options);
	const channel = decideSalesChannel(head, channelRules, fallbackChannel);
	const { own, rejected } = withoutReserved(options.properties, RESERVED_PROPERTIES);
	const event: PlacedOrderEvent = {
		event_name: isRecurring(options, channel)
			? 'Placed Recurring Subscription Order'
			: 'Placed Order',
		event_id: toText(options.eventId) ?? head.id,
		timestamp: order.placedAt,
		aliases,
		profile_properties: profile,
		// The items are the longest part, so a reader finds everything else before them.
		properties: Object.assign(toProperties(order, person, channel), own, {
			items: order.lines.map((line) => toCheckoutItem(line, head.currency)),
		}),
	};
	const subject = `Order ${head.id}`;
	return { event, subject, head, channel, omitted, reserved: reserved.concat(rejected) };
}

function isRecurring(
	{ event, subscriptionRenewals }: MappingOptions,
	{ salesChannel }: ChannelDecision,
): boolean {
	if (event === 'recurringOrder') return true;
	return subscriptionRenewals === 'recurringOrder' && salesChannel === 'subscription_contract';
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

/** One line of the event's `items`; a discount of 0 is omitted. */
export function toCheckoutItem(line: ParsedLine, currency: string): CheckoutItem {
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
