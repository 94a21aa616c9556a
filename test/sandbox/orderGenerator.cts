import type { Channel } from './channels.cts';
import { currency, exchangeRate, STORE_CURRENCY } from './currencies.cts';
import { toRfc2822 } from './dates.cts';
import { applyDiscounts, completeCoupon, type Discount } from './discounts.cts';
import { completeLine, inventLines, pickListChild, type LineContext } from './lines.cts';
import { fromWire, roundTo } from './money.cts';
import type { OrderLine, OrderPartial, SandboxOrder } from './order.cts';
import { orderHead } from './orderHead.cts';
import { addressOf, person } from './people.cts';
import { Random } from './random.cts';
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
		const head = { ...orderHead(seed, id, channels()), ...defined(given, HEAD_FIELDS) };
		const key = given.customer_id ? `customer${given.customer_id}` : head.personKey;
		const shopper = person(seed, key);
		const channel = channels().find((one) => one.id === head.channel_id);
		const code = given.default_currency_code ?? channel?.currency ?? STORE_CURRENCY;
		const shown = given.currency_code ?? (random.chance(0.1) ? 'JPY' : code);
		const tax: TaxRule = {
			rate: shopper.place.taxRate,
			inclusive: given.is_tax_inclusive_pricing ?? shopper.place.taxInclusive,
			decimals: currency(code).decimals,
		};

		const { lines, addressIds } = orderLines(id, random, tax, given);
		const { coupons, discounts, discount } = reductions(id, lines, random, tax, given);
		applyDiscounts(lines, discounts, tax.decimals);
		const hasParcel = lines.some((line) => line.order_address_id !== 0);
		const totals = orderTotals(
			lines,
			{
				shipping: hasParcel && random.chance(0.7) ? roundTo(tax.decimals, 59500) : 0,
				handling: random.chance(0.05) ? 20000 : 0,
				wrapping: random.chance(0.05) ? 30000 : 0,
				discount,
				coupons: discounts.reduce((sum, one) => sum + (one.code === null ? 0 : one.amount), 0),
			},
			tax,
			given,
		);
		const addresses = shippingAddresses(id, addressIds, lines, addressOf(shopper), totals);
		const status_id = given.status_id ?? 0;
		const date = given.date_created ?? toRfc2822(created);
		const fromShopper = head.order_source !== 'manual' && head.order_source !== 'external';
		const { lines: _lines, coupons: _coupons, billing_address, ...fields } = given;
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
			payment_method: head.order_source === 'manual' ? 'Manual' : 'Credit Card',
			payment_provider_id: null,
			refunded_amount: '0.0000',
			order_is_digital: lines.every((line) => line.type === 'digital'),
			store_credit_amount: '0.0000',
			gift_certificate_amount: '0.0000',
			ip_address: fromShopper ? `192.0.2.${random.int(1, 254)}` : '',
			ip_address_v6: '',
			geoip_country: fromShopper ? shopper.country : '',
			geoip_country_iso2: fromShopper ? shopper.country_iso2 : '',
			currency_id: currency(shown).id,
			currency_code: shown,
			currency_exchange_rate: exchangeRate(STORE_CURRENCY, shown),
			default_currency_id: currency(code).id,
			default_currency_code: code,
			store_default_currency_code: STORE_CURRENCY,
			store_default_to_transactional_exchange_rate: exchangeRate(STORE_CURRENCY, code),
			staff_notes: null,
			customer_message: random.chance(0.1) ? 'Please leave it with the neighbours.' : null,
			shipping_address_count: addresses.length,
			is_deleted: false,
			ebay_order_id: '0',
			cart_id: fromShopper ? random.uuid() : null,
			billing_address: {
				...addressOf(shopper),
				form_fields: random.chance(0.1) ? [{ name: 'Heard of us', value: 'A friend' }] : [],
				...billing_address,
			},
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
			lines,
			coupons,
			addresses,
			fees: [],
			...fields,
		};
	};
}

const HEAD_FIELDS = ['channel_id', 'order_source', 'external_source', 'customer_id'] as const;

function orderLines(id: number, random: Random, tax: TaxRule, given: OrderPartial) {
	const addressIds = [id * 10 + 1];
	const context: LineContext = { orderId: id, addressId: addressIds[0], tax, random };
	const lines: OrderLine[] = [];
	const add = (partial: Partial<OrderLine>) => {
		const line = completeLine(context, partial, lines.length);
		lines.push(line);
		return line;
	};
	for (const line of given.lines ?? inventLines(random)) {
		const child = pickListChild(add(line));
		if (child && !given.lines) add(child);
	}
	const parcels = lines.filter((line) => line.order_address_id === addressIds[0]);
	if (!given.lines && parcels.length > 1 && random.chance(0.08)) {
		addressIds.push(id * 10 + 2);
		parcels[parcels.length - 1].order_address_id = addressIds[1];
	}
	return { lines, addressIds };
}

/** Coupons and a discount given by hand: those of the test, or now and then invented ones. */
function reductions(
	id: number,
	lines: OrderLine[],
	random: Random,
	tax: TaxRule,
	given: OrderPartial,
) {
	const goods = lines.reduce((sum, line) => sum + fromWire(line.total_inc_tax), 0);
	const tenth = roundTo(tax.decimals, goods / 10);
	const invented = random.chance(0.2) ? [{ discount: tenth / 10000 }] : [];
	const stated =
		given.coupon_discount === undefined ? [] : [{ discount: Number(given.coupon_discount) }];
	const isFree = given.coupon_discount !== undefined || given.lines !== undefined;
	const coupons = (given.coupons ?? (isFree ? stated : invented))
		.filter((coupon) => coupon.discount !== 0)
		.map((coupon, index) => completeCoupon(id, coupon, index));
	const byHand = random.chance(0.08) && !given.lines ? tenth : 0;
	const discount = given.discount_amount === undefined ? byHand : fromWire(given.discount_amount);
	const discounts: Discount[] = coupons.map(({ code, discount: amount }) => ({
		code: code ?? '',
		amount: fromWire(amount.toFixed(4)),
	}));
	if (discount) discounts.push({ code: null, amount: discount });
	return { coupons, discounts, discount };
}

function defined<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> {
	const entries = keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]);
	return Object.fromEntries(entries) as Pick<T, K>;
}
