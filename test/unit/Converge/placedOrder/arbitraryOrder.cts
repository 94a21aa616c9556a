import fc, { type Arbitrary } from 'fast-check';
import { PLACED_STATUSES } from '../../../../nodes/shared/orderStatus';
import { ORDER_SOURCE_CHANNELS } from '../../../../nodes/Converge/placedOrder/salesChannel';

/* Orders as BigCommerce's documents allow them and more: money as text or number, ids too, null where
   they say text, lines in every place where they can stand. */

const text = fc.oneof(
	fc.string({ maxLength: 12 }),
	fc.constantFrom('', ' ', 'Ada', 'Größe', ' padded '),
);
const maybe = <T,>(value: Arbitrary<T>) =>
	fc.oneof({ weight: 3, arbitrary: value }, fc.constantFrom(null, undefined));
const maybeText = maybe(text);
const asTextToo = (value: Arbitrary<number>) =>
	fc.oneof<Arbitrary<number | string>[]>(value, value.map(String));

const amount = fc.integer({ min: 0, max: 100_000_000 });
const money = fc.oneof(
	amount.map((units) => (units / 10_000).toFixed(4)),
	amount.map((units) => String(units)),
	amount.map((units) => units / 10_000),
	fc.double({ min: 0, max: 1e6, noNaN: true }),
);

const id = asTextToo(fc.integer({ min: 1, max: 2 ** 31 }));
const idOrNone = fc.oneof(id, fc.constantFrom(0, '0', null, undefined));
const code = fc.constantFrom('SUMMER', 'TEN', ' TEN ', '', null);
const list = <T,>(value: Arbitrary<T>, maxLength = 3) => fc.array(value, { maxLength });

const line = fc.record(
	{
		id: fc.nat(),
		product_id: idOrNone,
		variant_id: idOrNone,
		name: maybeText,
		sku: maybeText,
		brand: maybeText,
		quantity: asTextToo(fc.integer({ min: -9, max: 99 })),
		price_inc_tax: money,
		price_ex_tax: money,
		total_inc_tax: maybe(money),
		total_ex_tax: maybe(money),
		discounted_total_inc_tax: maybe(money),
		parent_order_product_id: fc.oneof(
			{ weight: 4, arbitrary: fc.constantFrom(null, undefined, 0) },
			id,
		),
		applied_discounts: maybe(list(fc.record({ code, amount: money }))),
		product_options: maybe(
			list(
				fc.record({
					display_value: maybeText,
					type: fc.constantFrom('Swatch', 'Multiple choice', 'Text field', null, undefined),
				}),
			),
		),
		url: maybeText,
		image_url: maybeText,
	},
	{ requiredKeys: ['quantity', 'price_inc_tax', 'price_ex_tax'] },
);

const link = fc.constant({
	url: 'https://api.bigcommerce.com/stores/abc123/v2/orders/1/products',
	resource: '/orders/1/products',
});
const lines = list(line, 4);
const consignment = fc.record({ line_items: lines });
const consignments = fc
	.record({
		// At least one line: without any the order counts as read without its lines.
		shipping: fc.tuple(fc.record({ line_items: fc.array(line, { minLength: 1, maxLength: 4 }) })),
		pickups: maybe(list(consignment, 2)),
		downloads: maybe(list(fc.record({ line_items: fc.oneof(lines, line) }), 1)),
		email: maybe(fc.record({ gift_certificates: maybe(list(consignment, 1)) })),
	})
	.chain((object) => fc.constantFrom<unknown>(object, [object]));
const linesSomewhere = fc.oneof(
	fc.record({ products: lines, consignments: maybe(link) }),
	fc.record({ products: maybe(link), consignments }),
);

const coupons = fc.oneof(
	list(code),
	list(fc.record({ code, discount: money, type: fc.nat(5) })),
	link,
	fc.constantFrom(null, undefined),
);

const billingAddress = fc.record(
	{
		first_name: maybeText,
		last_name: maybeText,
		city: maybeText,
		state: maybeText,
		zip: maybe(fc.oneof(text, fc.nat(99_999))),
		country: maybe(fc.oneof(fc.constantFrom('Germany', 'Viet Nam', 'Atlantis'), text)),
		country_iso2: maybe(fc.oneof(fc.constantFrom('US', 'gb', 'DE', 'JP', 'XX', 'AQ'), text)),
		phone: maybe(fc.oneof(fc.stringMatching(/^\+?[\d ()-]{1,16}$/), text)),
		email: maybe(fc.oneof(fc.emailAddress(), fc.constantFrom('nobody', 'a@b', ' a@b.cd '), text)),
	},
	{ requiredKeys: [] },
);

const date = fc
	.date({ min: new Date('2009-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
	.chain((when) => fc.constantFrom(when.toUTCString().replace('GMT', '+0000'), when.toISOString()));

const channel = fc.record(
	{
		id: fc.nat(2_000),
		name: maybeText,
		type: fc.oneof(fc.constantFrom('storefront', 'pos', 'marketplace', 'marketing', null), text),
		platform: fc.oneof(fc.constantFrom('bigcommerce', 'square', 'meta', 'tiktok', null), text),
	},
	{ requiredKeys: ['id'] },
);

const head = fc.record({
	id,
	status_id: asTextToo(fc.constantFrom(...PLACED_STATUSES)),
	status: maybeText,
	customer_id: idOrNone,
	date_created: date,
	default_currency_code: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'PKR', 'usd'),
	currency_code: fc.constantFrom('USD', 'JPY', null),
	is_tax_inclusive_pricing: fc.constantFrom(true, false, null, undefined),
	total_inc_tax: money,
	total_tax: money,
	shipping_cost_inc_tax: money,
	shipping_cost_ex_tax: money,
	subtotal_ex_tax: maybe(money),
	subtotal_inc_tax: maybe(money),
	total_ex_tax: maybe(money),
	handling_cost_ex_tax: maybe(money),
	handling_cost_inc_tax: maybe(money),
	wrapping_cost_ex_tax: maybe(money),
	wrapping_cost_inc_tax: maybe(money),
	fees: fc.oneof(list(fc.record({ cost_ex_tax: maybe(money), cost_inc_tax: maybe(money) })), link),
	discount_amount: maybe(money),
	coupon_discount: maybe(money),
	payment_method: maybeText,
	payment_status: maybeText,
	is_placed: fc.constantFrom(true, false, null, undefined),
	order_source: maybe(
		fc.oneof(fc.constantFrom('external', ...Object.keys(ORDER_SOURCE_CHANNELS)), text),
	),
	external_source: maybe(fc.oneof(fc.constantFrom('Recharge', 'POS', 17550), text)),
	channel_id: idOrNone,
	channel: maybe(channel),
	cart_id: maybe(fc.oneof(fc.uuid(), text)),
	billing_address: maybe(billingAddress),
	shipping_addresses: fc.oneof(list(billingAddress, 2), link, fc.constant(null)),
	coupons,
	store_hash: fc.constant('abc123'),
	is_new_customer: fc.constantFrom(true, false, null, undefined),
});

/** Any placed order that the types allow, as an order item or as an HTTP request brings it. */
export const anyPlacedOrder: Arbitrary<Record<string, unknown>> = fc
	.tuple(head, linesSomewhere)
	.map(([order, place]) => ({ ...order, ...place }));

/** Any mapping options that the node's parameters allow. */
export const anyOptions = fc.record(
	{
		amounts: fc.constantFrom('asShown', 'excludingTax', 'includingTax'),
		dropPhone: fc.boolean(),
		dropAddress: fc.boolean(),
		eventId: maybe(text),
		fallbackChannel: fc.constantFrom('web', 'sms'),
		properties: fc.dictionary(
			fc.constantFrom('note', 'score', 'tags', 'total_price', 'items', '$email'),
			fc.anything(),
		),
		channelRules: list(
			fc.record({
				field: fc.constantFrom('order_source', 'external_source', 'payment_method', 'channel'),
				value: text,
				salesChannel: fc.constantFrom('pos', 'mobile_app'),
			}),
		),
	},
	{ requiredKeys: [] },
);
