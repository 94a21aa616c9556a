import type { Discount } from './discounts.cts';
import { fromWire, roundTo, type Amount } from './money.cts';
import type { OrderCoupon, OrderLine, OrderPartial } from './order.cts';
import type { Random } from '../random.cts';
import type { TaxRule } from './tax.cts';

/** What is taken off an order: its coupons, the discount given by hand, and both to be spread. */
export interface Reductions {
	coupons: OrderCoupon[];
	couponTotal: Amount;
	discount: Amount;
	discounts: Discount[];
	/** What free-shipping coupons take off the shipping cost. */
	shipping: Amount;
}

interface ReductionOptions {
	random: Random;
	tax: TaxRule;
	given: OrderPartial;
	/** The type of an invented coupon on shipping. */
	shippingCoupon: 3 | 4 | undefined;
	/** Before reductions. */
	shippingCost: Amount;
}

const isShippingCoupon = ({ type }: OrderCoupon) => type === 3 || type === 4;

/**
 * The reductions of an order: those given, or now and then invented ones if the lines are, too. Coupons
 * on shipping stand in the order's `/coupons` only, and lower its shipping cost; whether BigCommerce
 * counts them in `coupon_discount` as well is not known, so a test may give that.
 */
export function reductions(
	orderId: number,
	lines: OrderLine[],
	{ random, tax, given, shippingCoupon, shippingCost }: ReductionOptions,
): Reductions {
	const goods = lines.reduce((sum, line) => sum + fromWire(line.total_inc_tax), 0);
	const tenth = roundTo(tax.decimals, goods / 10);
	const inventedCoupon = random.chance(0.2) && !given.lines ? tenth : 0;
	const inventedDiscount = random.chance(0.08) && !given.lines ? tenth : 0;
	const fromTotal = amountOf(given.coupon_discount) ?? inventedCoupon;
	const invented = [
		...(fromTotal ? [{ discount: fromTotal / 10000 }] : []),
		...(shippingCoupon && shippingCost && !given.lines ? [{ type: shippingCoupon }] : []),
	];
	const coupons = (given.coupons ?? invented).map((coupon, index) =>
		completeCoupon(coupon, { orderId, index, shippingCost: shippingCost / 10000 }),
	);
	const ofShipping = coupons.filter(isShippingCoupon);
	const ofGoods = coupons.filter((coupon) => !isShippingCoupon(coupon));
	const discounts: Discount[] = ofGoods.map(({ code, discount }) => ({
		code: code ?? '',
		amount: fromWire(discount.toFixed(4)),
	}));
	const sumOfGoods = discounts.reduce((sum, { amount }) => sum + amount, 0);
	const isGivenForShipping = ofShipping.length > 0 && given.coupon_discount !== undefined;
	const couponTotal = isGivenForShipping ? fromTotal : sumOfGoods;
	const offShipping = ofShipping.reduce((sum, one) => sum + fromWire(one.discount.toFixed(4)), 0);
	const discount = amountOf(given.discount_amount) ?? inventedDiscount;
	if (discount) discounts.push({ code: null, amount: discount });
	const shipping = isGivenForShipping ? 0 : Math.min(shippingCost, offShipping);
	return { coupons, couponTotal, discount, discounts, shipping };
}

/** The coupon as the order's `/coupons` shows it. Its amounts are numbers there, not strings. */
function completeCoupon(
	given: Partial<OrderCoupon>,
	{ orderId, index, shippingCost }: { orderId: number; index: number; shippingCost: number },
): OrderCoupon {
	const discount = given.discount ?? (given.type === 4 ? shippingCost : given.type === 3 ? 2 : 5);
	return {
		id: orderId * 10 + index,
		coupon_id: index + 1,
		order_id: orderId,
		code: `WELCOME${index + 1}`,
		amount: discount,
		type: 2,
		discount,
		...given,
	};
}

function amountOf(wire: string | undefined): Amount | undefined {
	return wire === undefined ? undefined : fromWire(wire);
}
