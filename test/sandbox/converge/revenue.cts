import type { ConvergeBody } from './convergeChecks.cts';

/** Converge's metrics of one currency, in its unit. */
export interface Revenue {
	orders: number;
	/** Unit price × quantity, without shipping and taxes, before discounts. */
	gross: number;
	/** Total revenue without taxes and shipping. */
	net: number;
	/** Gross revenue, shipping and taxes, less discounts. */
	total: number;
}

/** Millionths of the currency's unit, in which sums are exact. */
type Millionths = bigint;

/**
 * What Converge's reports say of these events, by currency (converge reference §10, from
 * docs.runconverge.com/attribution/metrics). Only Placed Order counts; a value that is missing or not
 * a number counts as 0, which is what Converge's warnings say of a missing price.
 */
export function revenueOf(events: readonly ConvergeBody[]): Record<string, Revenue> {
	const sums = new Map<string, { orders: number; gross: Millionths; rest: Millionths[] }>();
	for (const { event_name, properties } of events) {
		if (event_name !== 'Placed Order') continue;
		const currency = String(properties.currency);
		const sum = sums.get(currency) ?? { orders: 0, gross: 0n, rest: [0n, 0n, 0n] };
		const items = Array.isArray(properties.items) ? (properties.items as Item[]) : [];
		sum.orders++;
		for (const { price, quantity } of items) sum.gross += millionths(price) * whole(quantity);
		const rest = [properties.total_shipping, properties.total_tax, properties.total_discount];
		sum.rest = sum.rest.map((one, index) => one + millionths(rest[index]));
		sums.set(currency, sum);
	}
	const revenues = [...sums].map(([currency, { orders, gross, rest }]): [string, Revenue] => {
		const [shipping, tax, discount] = rest;
		const total = gross + shipping + tax - discount;
		const net = total - tax - shipping;
		return [currency, { orders, gross: toUnit(gross), net: toUnit(net), total: toUnit(total) }];
	});
	return Object.fromEntries(revenues);
}

interface Item {
	price?: unknown;
	quantity?: unknown;
}

/** By the digits that JSON carries, not by the binary fraction behind them. */
function millionths(value: unknown): Millionths {
	if (typeof value !== 'number' || !Number.isFinite(value)) return 0n;
	const [whole, decimals = ''] = value.toFixed(6).split('.');
	return BigInt(whole + decimals);
}

function whole(value: unknown): bigint {
	return Number.isSafeInteger(value) ? BigInt(value as number) : 0n;
}

function toUnit(amount: Millionths): number {
	return Number(amount) / 1_000_000;
}
