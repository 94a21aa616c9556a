import type { ConvergeBody } from '../converge/convergeChecks.cts';
import { revenueOf } from '../converge/revenue.cts';
import { fromWire, type Amount } from '../orders/money.cts';
import type { SandboxOrder } from '../orders/order.cts';

/**
 * Converge's three metrics (converge reference §10), and the orders' own totals with everything in them:
 * handling, wrapping and fees are no part of Converge's formulas.
 */
export interface Figures {
	gross: Amount;
	net: Amount;
	total: Amount;
	value: Amount;
}

export const FIGURES = ['gross', 'net', 'total', 'value'] as const;
export const NO_FIGURES: Figures = { gross: 0, net: 0, total: 0, value: 0 };

/** The figures that the store's own fields give. */
export function storeFigures(order: SandboxOrder): Figures {
	const value = fromWire(order.total_inc_tax);
	const extras =
		fromWire(order.handling_cost_ex_tax) +
		fromWire(order.wrapping_cost_ex_tax) +
		order.fees.reduce((sum, fee) => sum + fromWire(fee.cost_ex_tax), 0);
	const total = value - extras;
	return {
		gross: fromWire(order.subtotal_ex_tax),
		net: total - fromWire(order.total_tax) - fromWire(order.shipping_cost_ex_tax),
		total,
		value,
	};
}

/** The figures of events of one currency, the first three as Converge reports them. */
export function convergeFigures(events: ConvergeBody[]): Figures {
	const [revenue = NO_FIGURES] = Object.values(revenueOf(events));
	return {
		gross: toAmount(revenue.gross),
		net: toAmount(revenue.net),
		total: toAmount(revenue.total),
		value: events.reduce((sum, { properties }) => sum + toAmount(properties.total_price), 0),
	};
}

export function plus(a: Figures, b: Figures): Figures {
	return {
		gross: a.gross + b.gross,
		net: a.net + b.net,
		total: a.total + b.total,
		value: a.value + b.value,
	};
}

/** 0 for what is missing or not a number, as in Converge. */
function toAmount(value: unknown): Amount {
	return typeof value === 'number' && Number.isFinite(value) ? Math.round(value * 10_000) : 0;
}
