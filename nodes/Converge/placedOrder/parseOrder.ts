import type { IncomingOrder } from '../../shared/orderItem';
import { isMigrated, isTestOrder } from '../../shared/orderOrigin';
import { isPlacedStatus, ORDER_STATUSES } from '../../shared/orderStatus';
import { toIsoDate } from '../values/dates';
import { asObject, toId, toText } from '../values/fields';
import { currencyCode } from '../values/money';
import { parseAmounts, parseReductions, type Amounts, type OrderAmounts } from './amounts';
import { parseContact, type ParsedContact } from './contact';
import { couponCodes, parseLines, purchasedLines, type ParsedLine } from './lineItems';
import { MappingError, quoted } from '../event/mappingError';
import { storeHashOf } from './storeHash';

/** What every event about an order has of it. */
export interface OrderHead {
	id: string;
	/** ISO 4217: what the shopper pays in. */
	currency: string;
	contact: ParsedContact;
	customerId?: string;
	cartId?: string;
	storeHash?: string;
	isNewCustomer?: boolean;
	source?: string;
	externalSource?: string;
	status?: string;
	paymentMethod?: string;
	paymentStatus?: string;
	channel: ParsedChannel;
	/** Whether the item says anything of a channel, if only its ID. */
	hasChannel: boolean;
}

export interface ParsedChannel {
	id?: string;
	name?: string;
	type?: string;
	platform?: string;
}

/** An order that was placed, every member of it checked. */
export interface ParsedOrder {
	head: OrderHead;
	/** ISO 8601 with zone. */
	placedAt: string;
	lines: ParsedLine[];
	coupons: string[];
	amounts: OrderAmounts;
}

interface IncomingChannel {
	id?: unknown;
	name?: unknown;
	type?: unknown;
	platform?: unknown;
}

/**
 * The placed order of an item, which may be anything. Behind this, nothing needs to be checked again.
 *
 * @param amounts which unit prices, shipping costs and discounts to read: with tax, or without
 * @throws MappingError with what was expected and what was given, when the item is not an order, when
 *   the order was not placed, or when a value that the event must have is missing or invalid
 */
export function parseOrder(item: unknown, amounts: Amounts): ParsedOrder {
	const order = orderOf(item);
	const head = parseHead(order);
	checkPurchase(order, head.id);
	const placedAt = toIsoDate(order.date_created);
	if (!placedAt) {
		throw new MappingError(
			`Order ${head.id}: "date_created" is not a valid date`,
			expected('a date with a time', order.date_created),
		);
	}
	const isWithTax = areWithTax(amounts, order);
	const incoming = purchasedLines(order, head.id);
	const reductions = parseReductions(order, head.id);
	const { isDiscountWithTax } = reductions;
	const lines = parseLines(incoming, head.id, { isWithTax, isDiscountWithTax });
	return {
		head,
		placedAt,
		lines,
		coupons: couponCodes(order, incoming),
		amounts: parseAmounts(order, { orderId: head.id, lines, reductions, isWithTax }),
	};
}

/**
 * The item as an order, once it has an order's ID and is more than a summary.
 *
 * @throws MappingError
 */
export function orderOf(item: unknown): IncomingOrder {
	const order = asObject<IncomingOrder>(item);
	const id = toId(order.id);
	if (id && order.is_summary === true) {
		throw new MappingError(
			// n8n shows a model no description of an error.
			`Order ${id} is only a summary: get the whole order by its ID (Order > Get), and use that`,
			'Get Many returns summaries when an AI agent uses the BigCommerce node as a tool.',
		);
	}
	if (id) return order;
	throw new MappingError(
		'Not a BigCommerce order: "id" is missing',
		`Expected an order from the BigCommerce nodes or the V2 Orders API, but got ${describe(item)}.`,
	);
}

/** @throws MappingError when the order has no currency */
export function parseHead(order: IncomingOrder): OrderHead {
	const id = toId(order.id) ?? '';
	// Not currency_code, in which amounts were only displayed.
	const currency = currencyCode(order.default_currency_code);
	if (!currency) {
		throw new MappingError(
			`Order ${id}: "default_currency_code" is not a valid currency code`,
			expected('three letters such as USD', order.default_currency_code),
		);
	}
	const channel = asObject<IncomingChannel>(order.channel);
	return {
		id,
		currency,
		contact: parseContact(order),
		customerId: toId(order.customer_id),
		cartId: toText(order.cart_id),
		storeHash: storeHashOf(order),
		isNewCustomer: typeof order.is_new_customer === 'boolean' ? order.is_new_customer : undefined,
		source: toText(order.order_source),
		externalSource: toText(order.external_source),
		status: toText(order.status),
		paymentMethod: toText(order.payment_method),
		paymentStatus: toText(order.payment_status),
		channel: {
			id: toId(channel.id) ?? toId(order.channel_id),
			name: toText(channel.name),
			type: toText(channel.type),
			platform: toText(channel.platform),
		},
		hasChannel: toId(channel.id) !== undefined,
	};
}

/** Orders that the BigCommerce nodes found placed are trusted: there the user chose the statuses. */
function checkPurchase(order: IncomingOrder, id: string): void {
	if (typeof order.refund === 'object' && order.refund !== null) {
		throw new MappingError(
			`Order ${id}: this item is a refund, not a purchase`,
			'Choose the event Received Refund in this node to send refunds, or connect the trigger for Order Placed instead.',
		);
	}
	const exclusion = toText(order.excluded);
	if (exclusion) {
		throw new MappingError(
			`Order ${id} was excluded by the BigCommerce node: ${exclusion}`,
			'Filter out the items that have "excluded" before this node, or turn off Explain Exclusions.',
		);
	}
	if (order.is_placed === true) return;

	const status = toText(order.status_id);
	if (status === undefined || !/^\d+$/.test(status)) {
		throw new MappingError(
			`Order ${id}: "status_id" is missing or invalid`,
			expected('the number of a status', order.status_id),
		);
	}
	if (!isPlacedStatus(Number(status))) {
		throw new MappingError(
			`Order ${id} is not placed: its status is ${ORDER_STATUSES[Number(status)]}`,
			'Incomplete, pending, declined and cancelled orders are not purchases. Filter them out before this node, or choose the statuses that count as placed in the BigCommerce Trigger or the BigCommerce node.',
		);
	}
	checkOrigin(order, id);
}

/**
 * @throws MappingError for an order of BigCommerce's test gateway, or one that was migrated from another
 *   platform, unless the BigCommerce nodes found it placed
 */
export function checkOrigin(order: IncomingOrder, id: string): void {
	if (order.is_placed === true) return;
	if (isTestOrder(order)) {
		throw new MappingError(
			`Order ${id} is a test order: it was paid through the Test Payment Gateway`,
			'Test orders are not purchases. Filter them out before this node, or choose Include Test Orders in the BigCommerce node to send them on purpose.',
		);
	}
	if (isMigrated(order)) {
		throw new MappingError(
			`Order ${id} was migrated from another platform: its external source is M-MIG`,
			'Migrated orders are history, not purchases in this store. Filter them out before this node, or get orders from the BigCommerce Trigger or Order > Get Many, which ignore them.',
		);
	}
}

/** Whether a shop shows tax BigCommerce says since 2024; where it does not, without tax is a choice. */
export function areWithTax(amounts: Amounts, { is_tax_inclusive_pricing }: IncomingOrder): boolean {
	if (amounts !== 'asShown') return amounts === 'includingTax';
	return is_tax_inclusive_pricing === true || is_tax_inclusive_pricing === 'true';
}

function expected(form: string, value: unknown): string {
	return `Expected ${form}, got ${quoted(value)}. Check the order in BigCommerce, and use it as the BigCommerce nodes or the V2 Orders API return it.`;
}

/** Only the names of the fields: values may be a customer's data. */
function describe(item: unknown): string {
	if (Array.isArray(item)) return 'an array. Split it into one item for each order';
	if (typeof item !== 'object' || item === null) return `a value of type ${typeof item}`;
	const names = Object.keys(item).slice(0, 8);
	if (names.length === 0) return 'an empty item';
	return `an object with the fields ${names.join(', ').slice(0, 200)}`;
}
