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
	const parts = {
		shipping: requiredMember(order, `shipping_cost_${suffix}`, where),
		handling: optionalMember(order, `handling_cost_${suffix}`, where),
		wrapping: optionalMember(order, `wrapping_cost_${suffix}`, where),
		fees: feesOf(order, isWithTax, where),
	};
	const discount = Math.abs(
		optionalMember(order, 'discount_amount', where) +
			optionalMember(order, 'coupon_discount', where),
	);
	return {
		total: requiredMember(order, 'total_inc_tax', where),
		tax: requiredMember(order, 'total_tax', where),
		shipping: parts.shipping,
		handling: parts.handling,
		wrapping: parts.wrapping,
		fees: parts.fees,
		discount:
			isWithTax || discount === 0 ? discount : discountWithoutTax(order, lines, parts, discount),
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
	const costs = [
		order.shipping_cost_inc_tax,
		order.handling_cost_inc_tax,
		order.wrapping_cost_inc_tax,
	];
	const rest =
		total - subtotal - sumOf(costs) + sumOf([order.discount_amount, order.coupon_discount]);
	return Math.abs(rest - fees) < Math.abs(rest);
}

/** Of those that are amounts. */
function sumOf(values: unknown[]): TenThousandths {
	return values.reduce<number>((sum, value) => sum + (parseMoney(value) ?? 0), 0);
}

/**
 * What was taken off a line. BigCommerce's line discounts are with tax, as the line's discounted total
 * is; without tax, they are less by the line's own tax.
 */
export function lineDiscount(line: IncomingLine, isWithTax: boolean): TenThousandths {
	const discount = discountWithTax(line);
	if (isWithTax || discount === 0) return discount;
	const totalWithTax = parseMoney(line.total_inc_tax);
	const withTax = totalWithTax || parseMoney(line.price_inc_tax);
	const withoutTax = parseMoney(totalWithTax ? line.total_ex_tax : line.price_ex_tax);
	if (!withTax || withoutTax === undefined) return discount;
	return Math.round((discount * withoutTax) / withTax);
}

function discountWithTax(line: IncomingLine): TenThousandths {
	if (Array.isArray(line.applied_discounts)) {
		let sum = 0;
		for (const value of line.applied_discounts) {
			sum += parseMoney(asObject<{ amount?: unknown }>(value).amount) ?? 0;
		}
		return sum;
	}
	const discounted = parseMoney(line.discounted_total_inc_tax);
	if (discounted === undefined) return 0;
	return (parseMoney(line.total_inc_tax) ?? discounted) - discounted;
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

function requiredMember(order: IncomingOrder, field: keyof IncomingOrder, where: string) {
	return requiredAmount(order[field], field, where);
}

function optionalMember(order: IncomingOrder, field: keyof IncomingOrder, where: string) {
	return optionalAmount(order[field], field, where);
}

/** 0 when it is blank. */
function optionalAmount(value: unknown, field: string, where: string): TenThousandths {
	return isBlank(value) ? 0 : requiredAmount(value, field, where);
}
