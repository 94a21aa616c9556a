import { fromWire, roundTo, toWire, type Amount } from './money.cts';
import type { OrderFee, OrderLine, OrderPartial } from './order.cts';
import { costFields, withTax, type TaxedPrice, type TaxRule } from './tax.cts';

/** What the order costs besides its lines, before tax is added or taken out. */
export interface Extras {
	shipping: Amount;
	/** What coupons take off the shipping cost. */
	shippingReduction: Amount;
	handling: Amount;
	wrapping: Amount;
	discount: Amount;
	coupons: Amount;
	fees: OrderFee[];
}

/**
 * The order's amounts, computed in whole numbers so that
 * total_inc_tax = subtotal_inc_tax + shipping + handling + wrapping + fees − discount_amount
 * − coupon_discount (where fees stand is a choice: BigCommerce says nothing)
 * and total_ex_tax + total_tax = total_inc_tax hold exactly. `subtotal_tax` is the tax on the discounted
 * goods, as in BigCommerce's examples.
 * @param given costs a test has fixed; the other amounts follow from them
 */
export function orderTotals(lines: OrderLine[], extras: Extras, tax: TaxRule, given: OrderPartial) {
	const subtotalEx = sum(lines, 'total_ex_tax');
	const subtotalInc = sum(lines, 'total_inc_tax');
	const reduced = subtotalInc - extras.discount - extras.coupons;
	const subtotalTax = roundTo(tax.decimals, taxOfGoods(lines, subtotalInc - reduced));
	const whole = cost('shipping', extras.shipping, tax, given);
	const shipping = {
		...cost('shipping', extras.shipping - extras.shippingReduction, tax, given),
		base: whole.base,
	};
	const handling = cost('handling', extras.handling, tax, given);
	const wrapping = cost('wrapping', extras.wrapping, tax, given);
	const fees = extras.fees.reduce(
		(sum, fee) => ({
			inc: sum.inc + fromWire(fee.cost_inc_tax),
			tax: sum.tax + fromWire(fee.cost_tax),
		}),
		{ inc: 0, tax: 0 },
	);
	const total = reduced + shipping.inc + handling.inc + wrapping.inc + fees.inc;
	const totalTax = subtotalTax + shipping.tax + handling.tax + wrapping.tax + fees.tax;
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

/** The tax on the goods, each line's as far as its price is left: lines may have different rates. */
function taxOfGoods(lines: OrderLine[], reduction: Amount): number {
	if (reduction === 0) return sum(lines, 'total_tax');
	return lines.reduce((total, line) => {
		const whole = fromWire(line.total_inc_tax);
		const left = fromWire(line.discounted_total_inc_tax);
		return whole === 0 ? total : total + (fromWire(line.total_tax) * left) / whole;
	}, 0);
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

function sum(lines: OrderLine[], field: 'total_ex_tax' | 'total_inc_tax' | 'total_tax'): Amount {
	return lines.reduce((total, line) => total + fromWire(line[field]), 0);
}
