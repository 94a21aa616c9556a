import { decimalsOf } from './currencies.cts';
import { fromWire, roundTo, toWire, type Amount } from './money.cts';
import type { OrderLine, SandboxOrder } from './order.cts';

/** A part of an order that is refunded. */
export interface RefundItemRequest {
	/** PRODUCT, the default: pieces of a line. SHIPPING: the cost of an address. ORDER: an amount. */
	type?: 'PRODUCT' | 'SHIPPING' | 'ORDER';
	/** The place of the line or address in the order, from 0, the default. */
	index?: number;
	/** How many pieces of the line; all that are left by default. */
	quantity?: number;
	/** An amount instead of what the part cost, such as '5.00'. It lowers no tax. */
	amount?: string;
}

export interface RefundRequest {
	/** Default: everything that is not refunded yet. */
	items?: RefundItemRequest[];
	reason?: string;
}

/** A refund as V3 returns it (orders.v3.yml). Amounts are numbers here. */
export interface Refund {
	id: number;
	order_id: number;
	user_id: number;
	created: string;
	reason: string;
	total_amount: number;
	total_tax: number;
	uses_merchant_override_values: boolean;
	items: RefundItem[];
	payments: Array<{
		id: number;
		provider_id: string;
		amount: number;
		offline: boolean;
		is_declined: boolean;
		declined_message: string;
	}>;
}

interface RefundItem {
	item_type: NonNullable<RefundItemRequest['type']>;
	item_id: number;
	quantity?: number;
	requested_amount: number | null;
	reason: string;
}

interface Part {
	item: RefundItem;
	amount: Amount;
	tax: Amount;
	line?: OrderLine;
}

/** The store's refunds, oldest first. */
export class Refunds {
	readonly all: Refund[] = [];
	/** Whether the API has the refund already; how soon it does after its notification nobody documents. */
	isReadable: (refund: Refund) => boolean = () => true;

	get readable(): Refund[] {
		return this.all.filter((refund) => this.isReadable(refund));
	}

	/**
	 * Notes a refund, and in the order's lines how many pieces have been refunded.
	 * @param created when it is made
	 * @returns the refund, and whether the whole order is refunded now
	 */
	create(
		order: SandboxOrder,
		{ items, reason = '' }: RefundRequest,
		created: Date,
	): { refund: Refund; isWhole: boolean } {
		const left = this.left(order);
		const parts = (items ?? everything(order)).map((item) => part(order, item));
		const sums = items ? sum(parts) : left;
		if (sums.amount > left.amount) throw new Error(`Only ${toWire(left.amount)} is left to refund`);
		for (const { line, item } of parts) {
			if (!line) continue;
			line.quantity_refunded += item.quantity ?? 0;
			line.is_refunded = line.quantity_refunded === line.quantity;
		}
		const id = this.all.length + 1;
		const refund: Refund = {
			id,
			order_id: order.id,
			user_id: 0,
			created: `${created.toISOString().slice(0, 19)}+00:00`,
			reason,
			total_amount: toNumber(sums.amount),
			total_tax: toNumber(sums.tax),
			uses_merchant_override_values: false,
			items: parts.map(({ item }) => item),
			payments: [
				{
					...{ id, provider_id: 'custom', amount: toNumber(sums.amount), offline: true },
					...{ is_declined: false, declined_message: '' },
				},
			],
		};
		this.all.push(refund);
		return { refund, isWhole: sums.amount === left.amount };
	}

	of(orderId: number): Refund[] {
		return this.all.filter((refund) => refund.order_id === orderId);
	}

	private left(order: SandboxOrder): { amount: Amount; tax: Amount } {
		const refunds = this.of(order.id);
		const refunded = (field: 'total_amount' | 'total_tax') =>
			refunds.reduce((total, refund) => total + Math.round(refund[field] * 10000), 0);
		return {
			amount: fromWire(order.total_inc_tax) - refunded('total_amount'),
			tax: fromWire(order.total_tax) - refunded('total_tax'),
		};
	}
}

function everything(order: SandboxOrder): RefundItemRequest[] {
	const lines = order.lines.flatMap((line, index) =>
		line.quantity > line.quantity_refunded ? [{ index }] : [],
	);
	return [...lines, ...order.addresses.map((_, index) => ({ type: 'SHIPPING' as const, index }))];
}

/** What a part cost the shopper: a line after its discounts, an address with its shipping cost. */
function part(order: SandboxOrder, request: RefundItemRequest): Part {
	const { type = 'PRODUCT', index = 0, amount } = request;
	const requested_amount = amount === undefined ? null : Number(amount);
	const given = amount === undefined ? undefined : { amount: fromWire(amount), tax: 0 };
	const item = { item_type: type, requested_amount, reason: '' };
	if (type === 'ORDER') {
		return { item: { ...item, item_id: order.id }, ...(given ?? { amount: 0, tax: 0 }) };
	}
	if (type === 'SHIPPING') {
		const address = order.addresses[index];
		if (!address) throw new Error(`Order ${order.id} has no address ${index}`);
		const cost = { amount: fromWire(address.cost_inc_tax), tax: fromWire(address.cost_tax) };
		return { item: { ...item, item_id: address.id }, ...(given ?? cost) };
	}
	const line = order.lines[index];
	if (!line) throw new Error(`Order ${order.id} has no line ${index}`);
	const open = line.quantity - line.quantity_refunded;
	const quantity = request.quantity ?? open;
	if (quantity > open) throw new Error(`Only ${open} of line ${index} are left to refund`);
	const decimals = decimalsOf(order.default_currency_code);
	const share = quantity / line.quantity;
	const whole = fromWire(line.total_inc_tax);
	const paid = fromWire(line.discounted_total_inc_tax);
	const tax = whole === 0 ? 0 : (fromWire(line.total_tax) * paid) / whole;
	const cost = { amount: roundTo(decimals, paid * share), tax: roundTo(decimals, tax * share) };
	return { item: { ...item, item_id: line.id, quantity }, ...(given ?? cost), line };
}

function sum(parts: Part[]): { amount: Amount; tax: Amount } {
	return parts.reduce(
		(total, { amount, tax }) => ({ amount: total.amount + amount, tax: total.tax + tax }),
		{ amount: 0, tax: 0 },
	);
}

function toNumber(amount: Amount): number {
	return amount / 10_000;
}
