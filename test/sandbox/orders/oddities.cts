import type { OrderFee, Person } from './order.cts';
import { Random } from '../random.cts';
import { toWire } from './money.cts';
import { withTax, type TaxRule } from './tax.cts';

/*
 * What real orders have and tidy ones do not (reference §11). Drawn apart from everything else, so that
 * the tidy part of a seed's orders stays the same.
 */

/** Numbers that shoppers and apps type where a phone number is required. */
const PLACEHOLDER_PHONES = ['0000000000', '1234567890', '555-555-5555', '00000000', '+1'];

/** A checkout in French that took its own hint for a choice. */
const PLACEHOLDER_STATE = 'Veuillez choisir une région';

/** Kosovo, whose code is not in ISO 3166-1. */
const KOSOVO = {
	...{ city: 'Prizren', state: '', zip: '20000', country: 'Kosovo', country_iso2: 'XK' },
	phone: '043 201 234',
};

/** What stands in a person's address instead; nothing, for most. */
export function oddPerson(seed: number, key: string): Partial<Person> {
	const random = new Random(seed, 'odd person', key);
	const kind = random.next();
	if (kind < 0.04) return { phone: random.pick(PLACEHOLDER_PHONES) };
	if (kind < 0.06) return { state: PLACEHOLDER_STATE };
	if (kind < 0.08) return KOSOVO;
	return {};
}

/** What an order has besides; all false and empty, for most. */
export interface OrderOddities {
	/** A wallet's order: only the shipping address has the phone. */
	hasNoBillingPhone: boolean;
	/** An app that writes a country's name only. */
	hasNoCountryCode: boolean;
	/** A piece of the first line comes back with this order. */
	hasReturn: boolean;
	/** The type of its free-shipping coupon: 3 (a part) or 4 (all of it). */
	shippingCoupon: 3 | 4 | undefined;
	/** What its extra fee costs, in ten-thousandths. */
	fee: number;
	paymentMethod: string;
}

/** @param isFromShopper placed in a shop, as opposed to written by an app or by hand */
export function orderOddities(seed: number, id: number, isFromShopper: boolean): OrderOddities {
	const random = new Random(seed, 'odd order', id);
	const draw = (probability: number) => random.chance(probability);
	return {
		hasNoBillingPhone: draw(0.05) && isFromShopper,
		hasNoCountryCode: draw(0.3) && !isFromShopper,
		hasReturn: draw(0.05),
		shippingCoupon: draw(0.05) ? random.pick([3, 4] as const) : undefined,
		fee: draw(0.06) ? random.pick([15000, 40000]) : 0,
		paymentMethod: random.pick([
			...['Credit Card', 'Credit Card', 'Credit Card', 'Credit Card', 'PayPal'],
			...['Cash on Delivery', 'Bank Deposit'],
		]),
	};
}

/** A fee of the order, as `/fees` shows it. */
export function feeOf(orderId: number, amount: number, tax: TaxRule): OrderFee {
	const { base, ex, inc, tax: part } = withTax(tax, amount);
	return {
		id: orderId * 10 + 1,
		type: 'custom_fee',
		display_name_customer: 'Packing',
		display_name_merchant: 'Packing',
		source: 'app',
		base_cost: toWire(base),
		cost_ex_tax: toWire(ex),
		cost_inc_tax: toWire(inc),
		cost_tax: toWire(part),
		tax_class_id: null,
	};
}
