import type { IncomingOrder } from '../../shared/orderItem';
import { asArray, asObject, isBlank } from '../values/fields';
import { parseMoney, type TenThousandths } from '../values/money';
import type { IncomingLine, ParsedLine } from './lineItems';
import { MappingError, quoted } from '../event/mappingError';
import { readTotals, type TaxedAmount, type TotalsReading } from './totals';

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
	/** What is taken off; negative where it raises the total, as a surcharge does. */
	discount: TenThousandths;
}

/** The discounts and fees of an order, and how its totals have them. */
export interface Reductions extends TotalsReading {
	fees: TaxedAmount;
}

/** @throws MappingError naming the field, when a discount or a fee is not a number */
export function parseReductions(order: IncomingOrder, orderId: string): Reductions {
	const where = `order ${orderId}`;
	const fees = feesOf(order, where);
	const discount =
		optionalMember(order, 'discount_amount', where) +
		optionalMember(order, 'coupon_discount', where);
	return { ...readTotals(order, discount, fees), fees };
}

/** @throws MappingError naming the field, when an amount is invalid, or missing where there must be one */
export function parseAmounts(
	order: IncomingOrder,
	{
		orderId,
		lines,
		reductions,
		isWithTax,
	}: { orderId: string; lines: ParsedLine[]; reductions: Reductions; isWithTax: boolean },
): OrderAmounts {
	const where = `order ${orderId}`;
	const suffix = isWithTax ? 'inc_tax' : 'ex_tax';
	const amounts: OrderAmounts = {
		total: requiredMember(order, 'total_inc_tax', where),
		tax: requiredMember(order, 'total_tax', where),
		shipping: requiredMember(order, `shipping_cost_${suffix}`, where),
		handling: optionalMember(order, `handling_cost_${suffix}`, where),
		wrapping: optionalMember(order, `wrapping_cost_${suffix}`, where),
		fees: reductions.hasFees ? reductions.fees[suffix] : 0,
		discount: 0,
	};
	amounts.discount = discountOf(order, { amounts, lines, reductions, isWithTax });
	return amounts;
}

/** Per line, in which the parts may differ from the total by rounding: half a cent. */
const ROUNDING: TenThousandths = 50;

/**
 * The discount, with tax or without, by which the parts exceed the total. Where that cannot be the
 * discount, or a part of it, it is the discount as BigCommerce has it.
 */
function discountOf(
	order: IncomingOrder,
	{
		amounts: { shipping, handling, wrapping, fees },
		lines,
		reductions: { discount, isDiscountWithTax },
		isWithTax,
	}: { amounts: OrderAmounts; lines: ParsedLine[]; reductions: Reductions; isWithTax: boolean },
): TenThousandths {
	const total = parseMoney(isWithTax ? order.total_inc_tax : order.total_ex_tax);
	if (discount === 0 || total === undefined) return discount;
	const subtotal = isWithTax ? undefined : parseMoney(order.subtotal_ex_tax);
	const goods = subtotal ?? lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
	const difference = goods + shipping + handling + wrapping + fees - total;
	const isSameSide = isWithTax === isDiscountWithTax;
	if (isSameSide && Math.abs(difference - discount) <= ROUNDING * lines.length) return discount;
	// No tax is higher than the price.
	const most = isWithTax && !isDiscountWithTax ? 2 * discount : discount;
	const isPart = difference * Math.sign(most) >= 0 && Math.abs(difference) <= Math.abs(most);
	return isPart ? difference : discount;
}

/** BigCommerce's documents spell it `cost_ex_tax`, their examples of fees `cost_exc_tax` as well. */
interface IncomingFee {
	cost_ex_tax?: unknown;
	cost_exc_tax?: unknown;
	cost_inc_tax?: unknown;
}

function feesOf(order: IncomingOrder, where: string): TaxedAmount {
	const sum: TaxedAmount = { inc_tax: 0, ex_tax: 0 };
	for (const value of asArray(order.fees)) {
		const fee = asObject<IncomingFee>(value);
		const inc = optionalAmount(fee.cost_inc_tax, 'cost_inc_tax of a fee', where);
		sum.inc_tax += inc;
		const ex = fee.cost_ex_tax ?? fee.cost_exc_tax;
		sum.ex_tax += isBlank(ex) ? inc : optionalAmount(ex, 'cost_ex_tax of a fee', where);
	}
	return sum;
}

/** Which amounts a line is read with. */
export interface LineTaxes {
	/** Whether its price and its discount are to be with tax. */
	isWithTax: boolean;
	/** Whether BigCommerce has its `applied_discounts` with tax. */
	isDiscountWithTax: boolean;
}

/**
 * What was taken off a line, with tax or without: where BigCommerce has it the other way, it is
 * converted by the line's own tax.
 */
export function lineDiscount(
	line: IncomingLine,
	{ isWithTax, isDiscountWithTax }: LineTaxes,
): TenThousandths {
	const applied = appliedDiscount(line);
	const discount = applied ?? discountByTotals(line);
	// A discounted total is always with tax.
	const isGivenWithTax = isDiscountWithTax || applied === undefined;
	if (isWithTax === isGivenWithTax || discount === 0) return discount;
	const totalWithTax = parseMoney(line.total_inc_tax);
	const withTax = totalWithTax || parseMoney(line.price_inc_tax);
	const withoutTax = parseMoney(totalWithTax ? line.total_ex_tax : line.price_ex_tax);
	if (!withTax || !withoutTax) return discount;
	return Math.round(
		isWithTax ? (discount * withTax) / withoutTax : (discount * withoutTax) / withTax,
	);
}

function appliedDiscount({ applied_discounts: discounts }: IncomingLine): number | undefined {
	if (!Array.isArray(discounts)) return undefined;
	let sum = 0;
	for (const value of discounts) {
		sum += parseMoney(asObject<{ amount?: unknown }>(value).amount) ?? 0;
	}
	return sum;
}

function discountByTotals(line: IncomingLine): TenThousandths {
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
		'Check the order in BigCommerce, and use it as the BigCommerce nodes or the V2 Orders API return it, with all of its fields.',
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
