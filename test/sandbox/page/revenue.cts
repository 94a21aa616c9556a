import { isObject, type ConvergeBody } from '../converge/convergeChecks.cts';
import { fromWire, type Amount } from '../orders/money.cts';
import type { SandboxOrder } from '../orders/order.cts';

/**
 * Converge's three figures (converge reference §10). Gross: unit price × quantity, without shipping
 * and taxes, before discounts. Total: with shipping and taxes, less discounts. Net: total less taxes
 * and shipping.
 */
export interface Revenue {
	gross: Amount;
	net: Amount;
	total: Amount;
}

export const FIGURES = ['gross', 'net', 'total'] as const;
export const NO_REVENUE: Revenue = { gross: 0, net: 0, total: 0 };

/** The figures as the store's own fields give them. */
export function storeRevenue(order: SandboxOrder): Revenue {
	const total = fromWire(order.total_inc_tax);
	return {
		gross: fromWire(order.subtotal_ex_tax),
		net: total - fromWire(order.total_tax) - fromWire(order.shipping_cost_ex_tax),
		total,
	};
}

/** The figures as Converge makes them of an event. What is missing or not a number counts as 0. */
export function eventRevenue({ properties }: ConvergeBody): Revenue {
	const items: unknown[] = Array.isArray(properties.items) ? properties.items : [];
	const gross = items
		.filter(isObject)
		.reduce((sum, { price, quantity }) => sum + amount(price) * numberOf(quantity), 0);
	const total = amount(properties.total_price);
	const net = total - amount(properties.total_tax) - amount(properties.total_shipping);
	return { gross, net, total };
}

export function plus(a: Revenue, b: Revenue): Revenue {
	return { gross: a.gross + b.gross, net: a.net + b.net, total: a.total + b.total };
}

function amount(value: unknown): Amount {
	return Math.round(numberOf(value) * 10_000);
}

function numberOf(value: unknown): number {
	return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
