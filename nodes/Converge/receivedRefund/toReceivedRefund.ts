import type { IncomingOrder } from '../../shared/orderItem';
import type { CheckoutItem, ReceivedRefundEvent } from '../event/types';
import { requiredAmount } from '../placedOrder/amounts';
import { parseLines, purchasedLines } from '../placedOrder/lineItems';
import { MappingError, quoted } from '../event/mappingError';
import { RESERVED_PROPERTIES, withoutReserved } from '../placedOrder/ownValues';
import { areWithTax, checkOrigin, orderOf, parseHead } from '../placedOrder/parseOrder';
import { profileOf } from '../placedOrder/profile';
import { decideSalesChannel } from '../placedOrder/salesChannel';
import { toCheckoutItem, type Mapping, type MappingOptions } from '../placedOrder/toPlacedOrder';
import { toIsoDate } from '../values/dates';
import { asArray, asObject, setIfDefined, toId, toText } from '../values/fields';
import { toNumber, type TenThousandths } from '../values/money';

/** A refund of BigCommerce's V3 Orders API. */
interface ParsedRefund {
	id: string;
	/** ISO 8601 with zone. */
	createdAt: string;
	/** With tax. */
	total: TenThousandths;
	tax: TenThousandths;
	reason?: string;
	/** How many were refunded, by order-product ID. */
	quantities: Map<string, number>;
}

interface IncomingRefund {
	id?: unknown;
	order_id?: unknown;
	created?: unknown;
	reason?: unknown;
	total_amount?: unknown;
	total_tax?: unknown;
	items?: unknown;
}

interface IncomingRefundItem {
	item_type?: unknown;
	item_id?: unknown;
	quantity?: unknown;
}

/**
 * The Received Refund event of an order item with a refund. Each refund is an event of its own, also
 * where an order has several. The item stays as it is, and the event shares nothing with it.
 *
 * @throws MappingError when the item is not an order with a refund, or when a value that the event must
 *   have is missing or invalid
 */
export function toReceivedRefund(
	item: unknown,
	options: MappingOptions = {},
): Mapping<ReceivedRefundEvent> {
	const { channelRules = [], fallbackChannel = 'web', amounts = 'excludingTax' } = options;
	const order = orderOf(item);
	const head = parseHead(order);
	checkOrigin(order, head.id);
	const refund = parseRefund(order, head.id);
	const { person, profile, aliases, omitted, reserved } = profileOf(head, options);
	const channel = decideSalesChannel(head, channelRules, fallbackChannel);
	const { own, rejected } = withoutReserved(options.properties, RESERVED_PROPERTIES);

	const properties: Omit<ReceivedRefundEvent['properties'], 'items'> = {
		id: head.id,
		total_price: toNumber(refund.total),
		total_tax: toNumber(refund.tax),
		currency: head.currency,
		$sales_channel_type: channel.salesChannel,
	};
	setIfDefined(properties, 'reason', refund.reason);
	const isWithTax = areWithTax(amounts, order);
	const items = refundedItems(order, {
		orderId: head.id,
		currency: head.currency,
		refund,
		isWithTax,
	});
	const event: ReceivedRefundEvent = {
		event_name: 'Received Refund',
		event_id: eventIdOf(refund, head.id, options),
		timestamp: refund.createdAt,
		aliases,
		profile_properties: profile,
		properties: Object.assign(properties, person, own, { items }),
	};
	const subject = `Refund ${refund.id} of order ${head.id}`;
	return { event, subject, head, channel, omitted, reserved: reserved.concat(rejected) };
}

/**
 * Converge would take a refund with the event ID of its order, or of another refund of it, for a
 * repetition. Such an ID does not contain the refund's own.
 */
function eventIdOf(refund: ParsedRefund, orderId: string, { eventId }: MappingOptions): string {
	const own = toText(eventId);
	if (own === undefined) return `refund-${refund.id}`;
	const containsRefundId = new RegExp(`(?<!\\d)${refund.id}(?!\\d)`).test(own);
	if (own !== orderId && containsRefundId) return own;
	throw new MappingError(
		`Refund ${refund.id} of order ${orderId}: the Event ID "${own}" does not identify the refund, so Converge would ignore it as a duplicate`,
		'Remove the option Event ID, or use an expression with the ID of the refund, such as refund-{{ $json.refund.id }}.',
	);
}

function parseRefund(order: IncomingOrder, orderId: string): ParsedRefund {
	const refund = asObject<IncomingRefund>(order.refund);
	const id = toId(refund.id);
	if (!id) {
		throw new MappingError(
			`Order ${orderId}: this item has no refund`,
			'Choose the event Placed Order in this node to send orders. Get refunds from the BigCommerce Trigger for Order Refunded, or from Refund > Get Many.',
		);
	}
	const refundedOrderId = toId(refund.order_id);
	if (refundedOrderId && refundedOrderId !== orderId) {
		throw new MappingError(
			`Order ${orderId}: refund ${id} is of another order (${refundedOrderId})`,
			'Put each refund on the order that its "order_id" names. Refund > Get Many and the BigCommerce Trigger for Order Refunded do.',
		);
	}
	const createdAt = toIsoDate(refund.created);
	if (!createdAt) {
		throw new MappingError(
			`Order ${orderId}: "created" of refund ${id} is not a valid date`,
			`Expected a date with a time, got ${quoted(refund.created)}.`,
		);
	}
	const where = `refund ${id} of order ${orderId}`;
	return {
		id,
		createdAt,
		total: requiredAmount(refund.total_amount, 'total_amount', where),
		tax: requiredAmount(refund.total_tax ?? 0, 'total_tax', where),
		reason: toText(refund.reason),
		quantities: quantitiesOf(refund),
	};
}

/** Of products only: shipping, handling, wrapping and fees are not lines of an order. */
function quantitiesOf({ items }: IncomingRefund): Map<string, number> {
	const quantities = new Map<string, number>();
	for (const value of asArray(items)) {
		const { item_type, item_id, quantity } = asObject<IncomingRefundItem>(value);
		const id = toId(item_id);
		const count = Number(toText(quantity));
		if (item_type !== 'PRODUCT' || !id || !Number.isSafeInteger(count) || count === 0) continue;
		quantities.set(id, (quantities.get(id) ?? 0) + count);
	}
	return quantities;
}

function refundedItems(
	order: IncomingOrder,
	{
		orderId,
		currency,
		refund: { quantities },
		isWithTax,
	}: { orderId: string; currency: string; refund: ParsedRefund; isWithTax: boolean },
): CheckoutItem[] {
	if (quantities.size === 0) return [];
	const items: CheckoutItem[] = [];
	const lines = purchasedLines(order, orderId);
	for (const line of parseLines(lines, orderId, { isWithTax, isDiscountWithTax: isWithTax })) {
		const quantity = line.id === undefined ? undefined : quantities.get(line.id);
		// The line's discount is of all that was bought.
		if (quantity) items.push(toCheckoutItem({ ...line, quantity, discount: 0 }, currency));
	}
	return items;
}
