import type { ConvergeBody } from '../converge/convergeChecks.cts';
import type { SandboxOrder } from '../orders/order.cts';
import {
	convergeFigures,
	FIGURES,
	NO_FIGURES,
	plus,
	storeFigures,
	type Figures,
} from './revenue.cts';
import { TEST_GATEWAY } from './sampleOrders.cts';

/**
 * `waiting`: not in Converge yet, but a notification is under way. `failing`: likewise, and an attempt has
 * failed and will be retried. `cancelledLater`: Converge keeps an order as it was first received.
 * `unexpected`: in Converge, though it is not a purchase.
 */
export const VERDICTS = [
	...(['agrees', 'differs', 'missing', 'waiting', 'failing'] as const),
	...(['cancelledLater', 'unexpected', 'notPurchase'] as const),
];
export type Verdict = (typeof VERDICTS)[number];

export interface ComparedOrder {
	id: string;
	verdict: Verdict;
	/** What differs, or why it was not expected. */
	reason: string;
	currency: string;
	/** Undefined when the store does not have the order. */
	store?: Figures;
	/** Undefined when no event of the order counts. */
	converge?: Figures;
}

export interface ComparedRevenue {
	currency: string;
	store: Figures;
	converge: Figures;
	agrees: boolean;
}

export interface ComparisonInput {
	/** By id. */
	orders: SandboxOrder[];
	/** The Placed Order events that Converge counts. */
	events: ConvergeBody[];
	/** The verdict on a purchase that is not in Converge. */
	whyAbsent: (orderId: number) => 'missing' | 'waiting' | 'failing';
}

/** BigCommerce's statuses of an order that is not a purchase: not paid yet, cancelled or declined. */
const UNPLACED = [0, 1, 5, 6];
const ENDED = [5, 6];
/** A cent a line, because unit prices are rounded; but the order's own total is exact. */
const LINE_TOLERANCE = 100;
const NAMES = { gross: 'gross', net: 'net', total: 'total', value: 'order total' };

/** Compares the store with Converge, order by order, newest first. */
export function compareOrders({ orders, events, whyAbsent }: ComparisonInput): ComparedOrder[] {
	const byOrder = new Map<string, ConvergeBody[]>();
	for (const event of events) {
		const id = orderIdOf(event);
		byOrder.set(id, [...(byOrder.get(id) ?? []), event]);
	}
	const compared = orders.map((order) => {
		const own = byOrder.get(String(order.id)) ?? [];
		byOrder.delete(String(order.id));
		return compareOrder(order, own, whyAbsent(order.id));
	});
	const unknown = [...byOrder].map(([id, own]): ComparedOrder => {
		const reason = 'The store does not have this order.';
		return {
			id,
			verdict: 'unexpected',
			reason,
			currency: currencyOf(own[0]),
			converge: convergeFigures(own),
		};
	});
	return [...unknown, ...compared.reverse()];
}

/** The revenue of both by currency; the store's is that of its purchases as they are now. */
export function compareRevenue(orders: SandboxOrder[], events: ConvergeBody[]): ComparedRevenue[] {
	const purchases = orders.filter(isPurchase);
	const codes = [
		...purchases.map((order) => order.default_currency_code),
		...events.map(currencyOf),
	];
	return [...new Set(codes)].sort().map((currency) => {
		const own = purchases.filter((order) => order.default_currency_code === currency);
		const store = own.map(storeFigures).reduce(plus, NO_FIGURES);
		const converge = convergeFigures(events.filter((event) => currencyOf(event) === currency));
		const lines = own.reduce((count, order) => count + order.lines.length, 0);
		return { currency, store, converge, agrees: differences(store, converge, lines).length === 0 };
	});
}

function compareOrder(order: SandboxOrder, events: ConvergeBody[], absent: Verdict): ComparedOrder {
	const store = storeFigures(order);
	const currency = order.default_currency_code;
	const base = { id: String(order.id), currency, store };
	if (events.length === 0) {
		if (!isPurchase(order)) {
			return { ...base, verdict: 'notPurchase', reason: whyNotPurchase(order) };
		}
		return { ...base, verdict: absent, reason: '' };
	}
	const both = { ...base, converge: convergeFigures(events) };
	if (events.length > 1) {
		return { ...both, verdict: 'differs', reason: `Counted ${events.length} times` };
	}
	const wrong = differences(store, both.converge, order.lines.length);
	if (currencyOf(events[0]) !== currency) wrong.push('currency');
	if (wrong.length > 0) return { ...both, verdict: 'differs', reason: wrong.join(', ') };
	if (isPurchase(order)) return { ...both, verdict: 'agrees', reason: '' };
	const isCancelled = ENDED.includes(order.status_id) && !isTest(order);
	const verdict = isCancelled ? 'cancelledLater' : 'unexpected';
	return { ...both, verdict, reason: whyNotPurchase(order) };
}

function differences(store: Figures, converge: Figures, lines: number): string[] {
	return FIGURES.filter((figure) => {
		const tolerance = figure === 'value' ? 0 : lines * LINE_TOLERANCE;
		return Math.abs(store[figure] - converge[figure]) > tolerance;
	}).map((figure) => NAMES[figure]);
}

function isPurchase(order: SandboxOrder): boolean {
	return !UNPLACED.includes(order.status_id) && !isTest(order);
}

function isTest(order: SandboxOrder): boolean {
	return order.payment_method === TEST_GATEWAY;
}

function whyNotPurchase(order: SandboxOrder): string {
	return isTest(order) ? 'Test order' : order.status;
}

/** The order's id; the event's own where the properties have none. */
function orderIdOf({ properties, event_id }: ConvergeBody): string {
	return typeof properties.id === 'string' ? properties.id : event_id;
}

function currencyOf({ properties }: ConvergeBody): string {
	return typeof properties.currency === 'string' ? properties.currency : '';
}
