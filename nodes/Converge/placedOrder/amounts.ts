import type { IncomingOrder } from '../../shared/orderItem';
import { asArray, asObject, isBlank } from '../values/fields';
import { parseMoney, type TenThousandths } from '../values/money';
import type { IncomingLine, ParsedLine } from './lineItems';
import { MappingError, quoted } from './mappingError';

/** Which unit prices, shipping costs and discounts: as the shopper saw them, without tax, or with it. */
export type Amounts = 'asShown' | 'excludingTax' | 'includingTax';

/**
 * What an order's total is made of, in the currency the shopper pays in:
 * lines + shipping + handling + wrapping + fees − discount (+ tax, where these are without it) = total.
 */
export interface OrderAmounts {
	total: TenThousandths;
	tax: TenThousandths;
	shipping: TenThousandths;
	handling: TenThousandths;
	wrapping: TenThousandths;
	fees: TenThousandths;
	/** Not negative. */
	discount: TenThousandths;
}

/** @throws MappingError naming the field, when an amount is invalid, or missing where there must be one */
export function parseAmounts(
	order: IncomingOrder,
	{ orderId, lines, isWithTax }: { orderId: string; lines: ParsedLine[]; isWithTax: boolean },
): OrderAmounts {
	const where = `order ${orderId}`;
	const suffix = isWithTax ? 'inc_tax' : 'ex_tax';
	const required = (field: keyof IncomingOrder) => requiredAmount(order[field], field, where);
	const optional = (field: keyof IncomingOrder) => optionalAmount(order[field], field, where);
	const parts = {
		shipping: required(`shipping_cost_${suffix}`),
		handling: optional(`handling_cost_${suffix}`),
		wrapping: optional(`wrapping_cost_${suffix}`),
		fees: feesOf(order, isWithTax, where),
	};
	const discount = Math.abs(optional('discount_amount') + optional('coupon_discount'));
	return {
		total: required('total_inc_tax'),
		tax: required('total_tax'),
		...parts,
		discount: isWithTax ? discount : discountWithoutTax(order, lines, parts, discount),
	};
}

/**
 * BigCommerce's own two discounts are with tax. Without it, the discount is what the parts without tax
 * exceed the total without tax by; where that cannot be a part of the discount, the discount itself.
 */
function discountWithoutTax(
	order: IncomingOrder,
	lines: ParsedLine[],
	{ shipping, handling, wrapping, fees }: Omit<OrderAmounts, 'total' | 'tax' | 'discount'>,
	discount: TenThousandths,
): TenThousandths {
	const total = parseMoney(order.total_ex_tax);
	if (total === undefined) return discount;
	const subtotal =
		parseMoney(order.subtotal_ex_tax) ??
		lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
	const difference = subtotal + shipping + handling + wrapping + fees - total;
	return difference > 0 && difference <= discount ? difference : discount;
}

/** BigCommerce's documents spell it `cost_ex_tax`, their examples of fees `cost_exc_tax` as well. */
interface IncomingFee {
	cost_ex_tax?: unknown;
	cost_exc_tax?: unknown;
	cost_inc_tax?: unknown;
}

/**
 * The order's fees, where its total has them. BigCommerce does not say whether it has, and an example
 * of its own has fees that its total lacks, so the total with tax decides.
 */
function feesOf(order: IncomingOrder, isWithTax: boolean, where: string): TenThousandths {
	let withTax = 0;
	let withoutTax = 0;
	for (const value of asArray(order.fees)) {
		const fee = asObject<IncomingFee>(value);
		const inc = optionalAmount(fee.cost_inc_tax, 'cost_inc_tax of a fee', where);
		withTax += inc;
		const ex = fee.cost_ex_tax ?? fee.cost_exc_tax;
		withoutTax += isBlank(ex) ? inc : optionalAmount(ex, 'cost_ex_tax of a fee', where);
	}
	if (withTax === 0 || !isInTotal(order, withTax)) return 0;
	return isWithTax ? withTax : withoutTax;
}

function isInTotal(order: IncomingOrder, fees: TenThousandths): boolean {
	const total = parseMoney(order.total_inc_tax);
	const subtotal = parseMoney(order.subtotal_inc_tax);
	if (total === undefined || subtotal === undefined) return true;
	const sum = (...values: unknown[]) =>
		values.reduce<number>((result, value) => result + (parseMoney(value) ?? 0), 0);
	const rest =
		total -
		subtotal -
		sum(order.shipping_cost_inc_tax, order.handling_cost_inc_tax, order.wrapping_cost_inc_tax) +
		sum(order.discount_amount, order.coupon_discount);
	return Math.abs(rest - fees) < Math.abs(rest);
}

/**
 * What was taken off a line. BigCommerce's line discounts are with tax, as the line's discounted total
 * is; without tax, they are less by the line's own tax.
 */
export function lineDiscount(line: IncomingLine, isWithTax: boolean): TenThousandths {
	const inc = parseMoney(line.total_inc_tax);
	const discount = Array.isArray(line.applied_discounts)
		? line.applied_discounts.reduce<number>(
				(sum, value) => sum + (parseMoney(asObject<{ amount?: unknown }>(value).amount) ?? 0),
				0,
			)
		: (inc ?? 0) - (parseMoney(line.discounted_total_inc_tax) ?? inc ?? 0);
	if (isWithTax || discount === 0) return discount;
	const withTax = inc || parseMoney(line.price_inc_tax);
	const withoutTax = inc ? parseMoney(line.total_ex_tax) : parseMoney(line.price_ex_tax);
	if (!withTax || withoutTax === undefined) return discount;
	return Math.round((discount * withoutTax) / withTax);
}

/** @throws MappingError when it is blank or not a number */
export function requiredAmount(value: unknown, field: string, where: string): TenThousandths {
	const amount = parseMoney(value);
	if (amount !== undefined) return amount;
	throw new MappingError(
		`Invalid ${field} in ${where}: expected a decimal such as "109.0000", got ${quoted(value)}`,
		'Use the order as the BigCommerce nodes or the V2 Orders API return it, with all of its fields.',
	);
}

/** 0 when it is blank. */
function optionalAmount(value: unknown, field: string, where: string): TenThousandths {
	return isBlank(value) ? 0 : requiredAmount(value, field, where);
}
