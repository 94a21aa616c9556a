import { basket } from './basket.cts';
import type { Channel } from '../store/channels.cts';
import { currencyFields, decimalsOf, STORE_CURRENCY } from './currencies.cts';
import { toRfc2822 } from '../store/dates.cts';
import { applyDiscounts } from './discounts.cts';
import { roundTo } from './money.cts';
import { feeOf, orderOddities } from './oddities.cts';
import type { OrderPartial, SandboxOrder } from './order.cts';
import { orderHead } from './orderHead.cts';
import { addressOf, person } from './people.cts';
import { Random } from '../random.cts';
import { reductions } from './reductions.cts';
import { shippingAddresses } from './shippingAddresses.cts';
import { statusFields } from './statusFields.cts';
import type { TaxRule } from './tax.cts';
import { orderTotals } from './totals.cts';

/**
 * Makes orders that look like a shop's: always the same one for the same seed and id.
 * @param channels read at every call, so that a test may change them
 */
export function orderGenerator(seed: number, channels: () => Channel[]) {
	/**
	 * @param created when the order was placed, unless `given` has a `date_created`
	 * @param given overrides any field; lines, coupons, costs and currency are reckoned with, so the
	 *   totals follow from them, but a total that is given itself is taken as it is
	 */
	return (id: number, created: Date, given: OrderPartial = {}): SandboxOrder => {
		const random = new Random(seed, 'order', id);
		const head = orderHead(seed, id, channels(), given);
		const shopper = person(seed, head.personKey);
		const channel = channels().find((one) => one.id === head.channel_id);
		const code = given.default_currency_code ?? channel?.currency ?? STORE_CURRENCY;
		const shown = given.currency_code ?? (random.chance(0.1) ? 'JPY' : code);
		const tax: TaxRule = {
			rate: shopper.place.taxRate,
			reducedRate: shopper.place.reducedTaxRate,
			inclusive: given.is_tax_inclusive_pricing ?? shopper.place.taxInclusive,
			decimals: decimalsOf(code),
		};

		const fromShopper = head.order_source !== 'manual' && head.order_source !== 'external';
		const odd = orderOddities(seed, id, fromShopper);

		const { lines, addressIds } = basket(id, {
			...{ random, tax, hasReturn: odd.hasReturn },
			given: given.lines,
		});
		const hasParcel = lines.some((line) => line.order_address_id !== 0);
		const shippingCoupon = given.coupons?.some(({ type }) => type === 3 || type === 4);
		const shippingCost = roundTo(tax.decimals, 59500);
		const reduced = reductions(id, lines, {
			...{ random, tax, given },
			shippingCoupon: odd.shippingCoupon,
			shippingCost: hasParcel ? shippingCost : 0,
		});
		applyDiscounts(lines, reduced.discounts, tax.decimals);
		const isShippingCharged =
			hasParcel && (random.chance(0.7) || shippingCoupon || reduced.shipping > 0);
		const fees =
			given.fees ??
			(odd.fee && !given.lines ? [feeOf(id, roundTo(tax.decimals, odd.fee), tax)] : []);
		const totals = orderTotals(
			lines,
			{
				shipping: isShippingCharged ? shippingCost : 0,
				shippingReduction: reduced.shipping,
				handling: random.chance(0.05) ? 20000 : 0,
				wrapping: random.chance(0.05) ? 30000 : 0,
				discount: reduced.discount,
				coupons: reduced.couponTotal,
				fees,
			},
			tax,
			given,
		);
		const addresses = shippingAddresses(id, lines, {
			ids: addressIds,
			receiver: addressOf(shopper),
			costs: totals,
			isFromApi: head.order_source === 'external',
		});
		const status_id = given.status_id ?? 0;
		const date = given.date_created ?? toRfc2822(created);
		return {
			id,
			customer_id: head.customer_id,
			date_created: date,
			date_modified: date,
			...statusFields(status_id, lines, date),
			...totals,
			shipping_cost_tax_class_id: 2,
			handling_cost_tax_class_id: 2,
			wrapping_cost_tax_class_id: 3,
			is_tax_inclusive_pricing: tax.inclusive,
			items_total: lines.reduce((sum, line) => sum + line.quantity, 0),
			payment_method: fromShopper ? odd.paymentMethod : 'Manual',
			payment_provider_id: null,
			refunded_amount: '0.0000',
			order_is_digital: lines.every((line) => line.type === 'digital'),
			store_credit_amount: '0.0000',
			gift_certificate_amount: '0.0000',
			ip_address: fromShopper ? `192.0.2.${random.int(1, 254)}` : '',
			ip_address_v6: '',
			geoip_country: fromShopper ? shopper.country : '',
			geoip_country_iso2: fromShopper ? shopper.country_iso2 : '',
			...currencyFields(code, shown),
			staff_notes: null,
			customer_message: random.chance(0.1) ? 'Please leave it with the neighbours.' : null,
			shipping_address_count: addresses.length,
			is_deleted: false,
			ebay_order_id: '0',
			cart_id: fromShopper ? random.uuid() : null,
			is_email_opt_in: random.chance(0.3),
			credit_card_type: null,
			order_source: head.order_source,
			channel_id: head.channel_id,
			external_source: head.external_source,
			external_id: head.order_source === 'amazon' ? `114-${id}` : null,
			external_merchant_id: null,
			external_order_id: '',
			tax_provider_id: fromShopper ? 'BasicTaxProvider' : '',
			customer_locale: shopper.place.locale,
			addresses,
			fees,
			...given,
			billing_address: {
				...addressOf(shopper),
				...(odd.hasNoBillingPhone && hasParcel && { phone: '' }),
				...(odd.hasNoCountryCode && { country_iso2: '' }),
				form_fields: random.chance(0.1) ? [{ name: 'Heard of us', value: 'A friend' }] : [],
				...given.billing_address,
			},
			lines,
			coupons: reduced.coupons,
		};
	};
}
