import type { IncomingOrder } from '../../shared/orderItem';
import { parseMoney, type TenThousandths } from '../values/money';

/** An amount with and without tax. */
export interface TaxedAmount {
	inc_tax: TenThousandths;
	ex_tax: TenThousandths;
}

/** How an order's totals are to be read, where BigCommerce does not say. */
export interface TotalsReading {
	/**
	 * `discount_amount` + `coupon_discount` as it is subtracted from the parts: negative where it raises
	 * the total, as a surcharge and the discount of a return do.
	 */
	discount: TenThousandths;
	/** Whether these two, and the lines' `applied_discounts`, are with tax. */
	isDiscountWithTax: boolean;
	/** Whether the totals include the fees. */
	hasFees: boolean;
}

const CENT: TenThousandths = 100;

/**
 * Reads an order's totals by the equation that comes closest: subtotal + costs (+ fees) − discount =
 * total, with tax or without. In BigCommerce's example order 218 the discounts are with tax, and the
 * totals lack the fees; there are shops without tax in their prices whose discounts are without it.
 *
 * Where several are right, the first of these is the reading: without the fees, with tax, as signed. Where the
 * order has no totals to compare, the discounts are with tax and the fees included: this is a choice.
 */
export function readTotals(
	order: IncomingOrder,
	discount: TenThousandths,
	fees: TaxedAmount,
): TotalsReading {
	let reading: TotalsReading = { discount, isDiscountWithTax: true, hasFees: true };
	if (discount === 0 && fees.inc_tax === 0) return reading;
	const excess = { inc_tax: excessOf(order, 'inc_tax'), ex_tax: excessOf(order, 'ex_tax') };
	const discounts = discount < 0 ? [discount, -discount] : [discount];
	let smallest = Infinity;
	for (const hasFees of [false, true]) {
		for (const side of ['inc_tax', 'ex_tax'] as const) {
			for (const signed of discounts) {
				const error = Math.abs(excess[side] + (hasFees ? fees[side] : 0) - signed);
				if (!(error < smallest)) continue;
				smallest = error;
				reading = { discount: signed, isDiscountWithTax: side === 'inc_tax', hasFees };
			}
		}
	}
	// With nothing to compare it with, the equation without tax must be right, not only closest.
	if (Number.isNaN(excess.inc_tax) && smallest > CENT) reading.isDiscountWithTax = true;
	return reading;
}

/** By what the parts, but for the fees, exceed the total; NaN where the order does not say. */
function excessOf(order: IncomingOrder, side: keyof TaxedAmount): number {
	const goods = parseMoney(order[`subtotal_${side}`]) ?? NaN;
	const total = parseMoney(order[`total_${side}`]) ?? NaN;
	const shipping = parseMoney(order[`shipping_cost_${side}`]) ?? 0;
	const handling = parseMoney(order[`handling_cost_${side}`]) ?? 0;
	const wrapping = parseMoney(order[`wrapping_cost_${side}`]) ?? 0;
	return goods + shipping + handling + wrapping - total;
}
