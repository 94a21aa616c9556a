/* Orders of stores as a bookkeeper would write them down: every total is computed here from prices,
   rates and reductions, in ten-thousandths, and the order is made of these totals. */
import fc, { type Arbitrary } from 'fast-check';

/** Ten-thousandths of the currency's unit. */
type Amount = number;

interface Taxed {
	ex: Amount;
	inc: Amount;
}

/** What the books say of an order, without tax. */
export interface Books {
	goods: Amount;
	shipping: Amount;
	handling: Amount;
	wrapping: Amount;
	/** Those that are a part of the total. */
	fees: Amount;
	discount: Amount;
	tax: Amount;
	total: Amount;
	lineCount: number;
	currency: string;
}

const DECIMALS: Record<string, number> = { USD: 2, EUR: 2, JPY: 0, KWD: 3, PKR: 2, HUF: 2 };
const RATES = [0, 700, 825, 1900, 2000, 2700];

const wire = (amount: Amount) => (amount / 10_000).toFixed(4);

/** A price with and without tax: the store enters one side, the other has four decimals. */
function taxed(entered: Amount, rate: number, isInclusive: boolean): Taxed {
	return isInclusive
		? { inc: entered, ex: Math.round((entered * 10_000) / (10_000 + rate)) }
		: { ex: entered, inc: Math.round((entered * (10_000 + rate)) / 10_000) };
}

const sum = (amounts: Amount[]) => amounts.reduce((total, amount) => total + amount, 0);

const lineGiven = fc.record({
	price: fc.integer({ min: 1, max: 50_000 }),
	quantity: fc.integer({ min: 1, max: 9 }),
	rate: fc.constantFrom(...RATES),
	/** How many of them were returned, in a line of their own. */
	returned: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
});

const given = fc.record({
	currency: fc.constantFrom(...Object.keys(DECIMALS)),
	isInclusive: fc.boolean(),
	lines: fc.array(lineGiven, { minLength: 1, maxLength: 6 }),
	/** Only stores whose prices are without tax are seen to have discounts without it. */
	isDiscountWithoutTax: fc.boolean(),
	/** In hundredths of a percent of the goods. */
	byHand: fc.constantFrom(0, 0, 500, 1_234),
	byCoupon: fc.constantFrom(0, 0, 1_000, 3_333),
	shipping: fc.constantFrom(0, 595, 1_200),
	/** Whether a coupon made the shipping free that counts among the discounts, or it costs nothing anyway. */
	freeShipping: fc.constantFrom('no', 'no', 'yes', 'by coupon'),
	handling: fc.constantFrom(0, 0, 250),
	wrapping: fc.constantFrom(0, 0, 399),
	fees: fc.array(fc.constantFrom(100, 275), { maxLength: 2 }),
	areFeesInTotal: fc.boolean(),
	costRate: fc.constantFrom(...RATES),
	spelling: fc.constantFrom('cost_ex_tax', 'cost_exc_tax'),
});

/** An order of a store, as an order item, and what its books say. */
export const orderWithBooks: Arbitrary<{ order: Record<string, unknown>; books: Books }> = given
	.map((store) => {
		const { currency, isInclusive, costRate } = store;
		// The smallest unit of the currency.
		const unit = 10 ** (4 - DECIMALS[currency]);
		const costOf = (units: number) => taxed(units * unit, costRate, isInclusive);
		const lines = store.lines.flatMap(({ price, quantity, rate, returned }) => {
			const each = taxed(price * unit, rate, isInclusive);
			const bought = { each, quantity };
			return returned ? [bought, { each, quantity: -Math.min(returned, quantity) }] : [bought];
		});

		const subtotal = {
			ex: sum(lines.map(({ each, quantity }) => each.ex * quantity)),
			inc: sum(lines.map(({ each, quantity }) => each.inc * quantity)),
		};
		// Reductions are of the goods with tax, and take their tax along, as in BigCommerce's examples; in
		// some stores they are of the goods without tax.
		const side = !isInclusive && store.isDiscountWithoutTax ? 'ex' : 'inc';
		const reduction = (part: number) => Math.round((subtotal[side] * part) / 10_000 / unit) * unit;
		const byHand = reduction(store.byHand);
		const byCoupon = reduction(store.byCoupon);
		const shareOf = (amount: Amount) =>
			subtotal[side] ? Math.round(((byHand + byCoupon) * amount) / subtotal[side]) : 0;
		const discount = { ex: shareOf(subtotal.ex), inc: shareOf(subtotal.inc) };

		const baseShipping = costOf(store.shipping);
		const shipping = store.freeShipping === 'no' ? baseShipping : { ex: 0, inc: 0 };
		const byShippingCoupon = store.freeShipping === 'by coupon' ? baseShipping[side] : 0;
		const handling = costOf(store.handling);
		const wrapping = costOf(store.wrapping);
		const fees = store.fees.map(costOf);
		const feesInTotal = store.areFeesInTotal ? fees : [];
		const costs = [shipping, handling, wrapping, ...feesInTotal];
		const totalEx = subtotal.ex - discount.ex + sum(costs.map(({ ex }) => ex));
		const totalInc = subtotal.inc - discount.inc + sum(costs.map(({ inc }) => inc));

		const order = {
			id: 118,
			status_id: 11,
			status: 'Awaiting Fulfillment',
			date_created: 'Thu, 18 Jun 2026 12:05:04 +0000',
			store_hash: 'abc123',
			customer_id: 11,
			default_currency_code: currency,
			is_tax_inclusive_pricing: isInclusive,
			subtotal_ex_tax: wire(subtotal.ex),
			subtotal_inc_tax: wire(subtotal.inc),
			base_shipping_cost: wire(baseShipping[isInclusive ? 'inc' : 'ex']),
			shipping_cost_ex_tax: wire(shipping.ex),
			shipping_cost_inc_tax: wire(shipping.inc),
			handling_cost_ex_tax: wire(handling.ex),
			handling_cost_inc_tax: wire(handling.inc),
			wrapping_cost_ex_tax: wire(wrapping.ex),
			wrapping_cost_inc_tax: wire(wrapping.inc),
			fees: fees.map(({ ex, inc }) => ({ [store.spelling]: wire(ex), cost_inc_tax: wire(inc) })),
			discount_amount: wire(byHand),
			coupon_discount: wire(byCoupon + byShippingCoupon),
			total_ex_tax: wire(totalEx),
			total_inc_tax: wire(totalInc),
			total_tax: wire(totalInc - totalEx),
			products: lines.map(({ each, quantity }, index) => ({
				id: index + 1,
				product_id: 77 + index,
				name: 'Linen shirt',
				quantity,
				price_ex_tax: wire(each.ex),
				price_inc_tax: wire(each.inc),
				total_ex_tax: wire(each.ex * quantity),
				total_inc_tax: wire(each.inc * quantity),
				applied_discounts: [{ amount: wire(shareOf(each[side] * quantity)) }],
			})),
		};
		const books: Books = {
			goods: subtotal.ex,
			shipping: shipping.ex,
			handling: handling.ex,
			wrapping: wrapping.ex,
			fees: sum(feesInTotal.map(({ ex }) => ex)),
			discount: discount.ex,
			tax: totalInc - totalEx,
			total: totalInc,
			lineCount: lines.length,
			currency,
		};
		const taxOfDiscount = discount.inc - discount.ex;
		const isReadInTwoWays =
			(fees.length > 0 &&
				(['ex', 'inc'] as const).some(
					(one) => sum(fees.map((fee) => fee[one])) === taxOfDiscount,
				)) ||
			(byShippingCoupon > 0 && (fees.length > 0 || (side === 'ex' && discount.ex > 0)));
		return { order, books, isReadInTwoWays };
	})
	// Fees as high as the tax of the discounts, or a coupon on shipping beside either, can hide the truth.
	.filter(({ isReadInTwoWays }) => !isReadInTwoWays);
