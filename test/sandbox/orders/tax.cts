import { fromWire, roundTo, toWire, type Amount } from './money.cts';

/** Rates in hundredths of a percent; `inclusive`: prices are entered with tax. */
export interface TaxRule {
	rate: number;
	/** The rate of the reduced tax class. */
	reducedRate: number;
	inclusive: boolean;
	decimals: number;
}

/** One price in its four forms. */
export interface TaxedPrice {
	base: Amount;
	ex: Amount;
	inc: Amount;
	tax: Amount;
}

/**
 * A price with and without tax. The side that the store enters is exact to the currency's decimals,
 * the other one is derived (reference: `is_tax_inclusive_pricing`).
 * @param given the price with tax, without tax, or both, as on the wire; else `base` is taken
 */
export function withTax(
	rule: TaxRule,
	base: Amount,
	given: { inc?: string; ex?: string } = {},
): TaxedPrice {
	const stated = given.inc ?? given.ex;
	const inclusive = given.inc === undefined && given.ex === undefined ? rule.inclusive : !given.ex;
	const price = stated === undefined ? base : fromWire(stated);
	if (given.inc !== undefined && given.ex !== undefined) {
		const ex = fromWire(given.ex);
		return { base: rule.inclusive ? price : ex, ex, inc: price, tax: price - ex };
	}
	if (inclusive) {
		const ex = Math.round((price * 10000) / (10000 + rule.rate));
		return { base: price, ex, inc: price, tax: price - ex };
	}
	const tax = roundTo(rule.decimals, (price * rule.rate) / 10000);
	return { base: price, ex: price, inc: price + tax, tax };
}

/** A price as four members of an order: `base_x_cost`, `x_cost_ex_tax` and so on. */
export function costFields<Kind extends string>(kind: Kind, price: TaxedPrice) {
	return {
		[`base_${kind}_cost`]: toWire(price.base),
		[`${kind}_cost_ex_tax`]: toWire(price.ex),
		[`${kind}_cost_inc_tax`]: toWire(price.inc),
		[`${kind}_cost_tax`]: toWire(price.tax),
	} as Record<
		`base_${Kind}_cost` | `${Kind}_cost_ex_tax` | `${Kind}_cost_inc_tax` | `${Kind}_cost_tax`,
		string
	>;
}
