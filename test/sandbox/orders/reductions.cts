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
}

/** The reductions of an order: those given, or now and then invented ones if the lines are, too. */
export function reductions(
	orderId: number,
	lines: OrderLine[],
	random: Random,
	tax: TaxRule,
	given: OrderPartial,
): Reductions {
	const goods = lines.reduce((sum, line) => sum + fromWire(line.total_inc_tax), 0);
	const tenth = roundTo(tax.decimals, goods / 10);
	const inventedCoupon = random.chance(0.2) && !given.lines ? tenth : 0;
	const inventedDiscount = random.chance(0.08) && !given.lines ? tenth : 0;
	const fromTotal = amountOf(given.coupon_discount) ?? inventedCoupon;
	const partials = given.coupons ?? (fromTotal ? [{ discount: fromTotal / 10000 }] : []);
	const coupons = partials.map((coupon, index) => completeCoupon(orderId, coupon, index));
	const discounts: Discount[] = coupons.map(({ code, discount }) => ({
		code: code ?? '',
		amount: fromWire(discount.toFixed(4)),
	}));
	const couponTotal = discounts.reduce((sum, { amount }) => sum + amount, 0);
	const discount = amountOf(given.discount_amount) ?? inventedDiscount;
	if (discount) discounts.push({ code: null, amount: discount });
	return { coupons, couponTotal, discount, discounts };
}

/** The coupon as the order's `/coupons` shows it. Its amounts are numbers there, not strings. */
function completeCoupon(orderId: number, given: Partial<OrderCoupon>, index: number): OrderCoupon {
	const discount = given.discount ?? 5;
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
