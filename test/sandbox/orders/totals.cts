import { fromWire, roundTo, toWire, type Amount } from './money.cts';
import type { OrderLine, OrderPartial } from './order.cts';
import { costFields, withTax, type TaxedPrice, type TaxRule } from './tax.cts';

/** What the order costs besides its lines, before tax is added or taken out. */
export interface Extras {
	shipping: Amount;
	handling: Amount;
	wrapping: Amount;
	discount: Amount;
	coupons: Amount;
}

/**
 * The order's amounts, computed in whole numbers so that
 * total_inc_tax = subtotal_inc_tax + shipping + handling + wrapping − discount_amount − coupon_discount
 * and total_ex_tax + total_tax = total_inc_tax hold exactly. `subtotal_tax` is the tax on the discounted
 * goods, as in BigCommerce's examples.
 * @param given costs a test has fixed; the other amounts follow from them
 */
export function orderTotals(lines: OrderLine[], extras: Extras, tax: TaxRule, given: OrderPartial) {
	const subtotalEx = sum(lines, 'total_ex_tax');
	const subtotalInc = sum(lines, 'total_inc_tax');
	const reduced = subtotalInc - extras.discount - extras.coupons;
	const goodsTax = subtotalInc === 0 ? 0 : ((subtotalInc - subtotalEx) * reduced) / subtotalInc;
	const subtotalTax = roundTo(tax.decimals, goodsTax);
	const shipping = cost('shipping', extras.shipping, tax, given);
	const handling = cost('handling', extras.handling, tax, given);
	const wrapping = cost('wrapping', extras.wrapping, tax, given);
	const total = reduced + shipping.inc + handling.inc + wrapping.inc;
	const totalTax = subtotalTax + shipping.tax + handling.tax + wrapping.tax;
	return {
		subtotal_ex_tax: toWire(subtotalEx),
		subtotal_inc_tax: toWire(subtotalInc),
		subtotal_tax: toWire(subtotalTax),
		...costFields('shipping', shipping),
		...costFields('handling', handling),
		...costFields('wrapping', wrapping),
		total_ex_tax: toWire(total - totalTax),
		total_inc_tax: toWire(total),
		total_tax: toWire(totalTax),
		discount_amount: toWire(extras.discount),
		coupon_discount: toWire(extras.coupons),
	};
}

function cost(
	kind: 'shipping' | 'handling' | 'wrapping',
	base: Amount,
	tax: TaxRule,
	given: OrderPartial,
): TaxedPrice {
	return withTax(tax, base, {
		inc: given[`${kind}_cost_inc_tax`],
		ex: given[`${kind}_cost_ex_tax`],
	});
}

function sum(lines: OrderLine[], field: 'total_ex_tax' | 'total_inc_tax'): Amount {
	return lines.reduce((total, line) => total + fromWire(line[field]), 0);
}
