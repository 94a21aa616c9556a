/** One property of the event, in words for who sets up the workflow. */
export interface MappingRow {
	property: string;
	/** The members of the order item, and what is done with them. */
	from: string;
	form: string;
	/** When the property is omitted; none: it is always there. */
	omitted?: string;
}

const TEXT = 'string';
const BLANK = 'it is blank or `null`';
const AMOUNT = 'number, as BigCommerce sent it';
const ZERO = 'it is 0';

export const EVENT_ROWS: MappingRow[] = [
	{ property: 'event_name', from: '–', form: '`Placed Order`' },
	{
		property: 'event_id',
		from: '`id`, or the option **Event ID**',
		form: 'string; Converge deduplicates by it',
	},
	{ property: 'timestamp', from: '`date_created`', form: 'ISO 8601 in UTC' },
	{
		property: 'aliases',
		from: 'the table "Aliases"',
		form: 'array of one to ten strings, no repeats',
	},
	{
		property: 'profile_properties',
		from: 'the table "The customer"',
		form: 'object; empty when nothing is known of the customer',
	},
	{ property: 'properties', from: 'the tables below', form: 'object' },
];

export const ORDER_ROWS: MappingRow[] = [
	{ property: 'id', from: '`id`', form: TEXT },
	{ property: 'total_price', from: '`total_inc_tax`', form: `${AMOUNT}; with tax and shipping` },
	{ property: 'total_tax', from: '`total_tax`', form: AMOUNT },
	{
		property: 'total_shipping',
		from: '`shipping_cost_ex_tax` (see **Amounts** below)',
		form: AMOUNT,
	},
	{
		property: 'total_discount',
		from: '`discount_amount` + `coupon_discount`, without their tax (see "The sum" below)',
		form: `${AMOUNT}; negative where it raises the total`,
		omitted: ZERO,
	},
	{
		property: 'total_handling',
		from: '`handling_cost_ex_tax` (see **Amounts** below)',
		form: AMOUNT,
		omitted: ZERO,
	},
	{
		property: 'total_wrapping',
		from: '`wrapping_cost_ex_tax` (see **Amounts** below)',
		form: AMOUNT,
		omitted: ZERO,
	},
	{
		property: 'total_fees',
		from: "the `fees`' `cost_ex_tax` (see **Amounts** below)",
		form: AMOUNT,
		omitted: 'it is 0, or the total of the order does not include the fees',
	},
	{
		property: 'currency',
		from: '`default_currency_code`, what the shopper pays in; `currency_code` is only what was displayed',
		form: 'ISO 4217',
	},
	{
		property: 'coupon',
		from: "`coupons`, as codes or as objects with a `code`; where there is none, the codes in the lines' `applied_discounts`",
		form: 'string; an array of strings when there are several',
		omitted: 'there is no code',
	},
	{
		property: '$is_new_customer',
		from: '`is_new_customer`, which the BigCommerce nodes find out',
		form: 'true or false',
		omitted: 'it was not asked for, or cannot be known',
	},
	{
		property: '$sales_channel_type',
		from: 'the section "Sales channels"',
		form: "one of Converge's ten values",
	},
	{ property: 'order_source', from: '`order_source`', form: TEXT, omitted: BLANK },
	{ property: 'external_source', from: '`external_source`', form: TEXT, omitted: BLANK },
	{ property: 'order_status', from: '`status`', form: TEXT, omitted: BLANK },
	{ property: 'payment_method', from: '`payment_method`', form: TEXT, omitted: BLANK },
	{ property: 'payment_status', from: '`payment_status`', form: TEXT, omitted: BLANK },
	{
		property: 'storefront',
		from: '`channel.name`',
		form: TEXT,
		omitted: 'the channel is gone or unknown',
	},
	{
		property: 'items',
		from: '`products`, or the `line_items` of inlined `consignments`',
		form: 'array; the table "Items"',
	},
];

export const ITEM_ROWS: MappingRow[] = [
	{ property: 'product_id', from: '`product_id`', form: 'string; `"0"` for a custom product' },
	{ property: 'variant_id', from: '`variant_id`', form: TEXT, omitted: 'it is 0 or `null`' },
	{ property: 'sku', from: '`sku`', form: TEXT, omitted: BLANK },
	{ property: 'name', from: '`name`; where it is blank, `sku`', form: TEXT },
	{
		property: 'variant_name',
		from: 'the chosen `product_options`; not what the shopper typed, ticked or uploaded',
		form: 'string, as in "M / Green"',
		omitted: 'there is none',
	},
	{
		property: 'price',
		from: '`price_ex_tax` (see **Amounts** below)',
		form: `${AMOUNT}; of one unit`,
	},
	{
		property: 'discount',
		from: 'the sum of `applied_discounts`, or `total_inc_tax` − `discounted_total_inc_tax`; without its tax (see "The sum" below)',
		form: 'number; of the whole line, and a part of `total_discount`',
		omitted: ZERO,
	},
	{ property: 'currency', from: "the order's `default_currency_code`", form: 'ISO 4217' },
	{ property: 'quantity', from: '`quantity`', form: 'whole number; negative for a returned line' },
	{ property: 'vendor', from: '`brand`', form: TEXT, omitted: BLANK },
	{
		property: 'url',
		from: "`url`, with the BigCommerce nodes' option **Product Pages**",
		form: TEXT,
		omitted: BLANK,
	},
	{
		property: 'image_url',
		from: "`image_url`, with the BigCommerce nodes' option **Product Pages**",
		form: TEXT,
		omitted: BLANK,
	},
];

const ADDRESS = `${BLANK}, or with the option **Drop Address**`;

export const CUSTOMER_ROWS: MappingRow[] = [
	{
		property: '$email',
		from: '`email`',
		form: 'string, as it stands',
		omitted: 'it is blank, or not a valid e-mail address',
	},
	{ property: '$first_name', from: '`first_name`', form: TEXT, omitted: BLANK },
	{ property: '$last_name', from: '`last_name`', form: TEXT, omitted: BLANK },
	{
		property: '$phone_number',
		from: "`phone`, or the first valid one of `shipping_addresses` and `consignments.shipping` where billing has none; read by the country of its address, or else billing's",
		form: 'E.164',
		omitted:
			'none is a valid number there, or each is a placeholder (see below), or with the option **Drop Phone**',
	},
	{ property: '$city', from: '`city`', form: TEXT, omitted: ADDRESS },
	{
		property: '$state',
		from: '`state`',
		form: TEXT,
		omitted: `it is blank, \`null\`, or a checkout's prompt, label or filler ("Please select a state…", "State/Province", "N/A"), or with the option **Drop Address**`,
	},
	{ property: '$zip_code', from: '`zip`', form: TEXT, omitted: ADDRESS },
	{
		property: '$country_code',
		from: '`country_iso2`, or else `country`: a code of two or three letters, or the English name ("Republic of Serbia", "Taiwan (ROC)")',
		form: 'ISO 3166-1 alpha-2, upper case',
		omitted: 'it is unknown, or with the option **Drop Address**',
	},
];

export const ALIAS_ROWS: MappingRow[] = [
	{
		property: 'urn:bigcommerce:cart:{cart_id}',
		from: '`cart_id`',
		form: "as Converge's storefront script writes it",
		omitted: BLANK,
	},
	{
		property: 'urn:bigcommerce:customer:{store_hash}:{customer_id}',
		from: "`store_hash`, or the store in the order's links; `customer_id`",
		form: "as Converge's storefront script writes it",
		omitted: 'the shopper is a guest (0), or the store is unknown',
	},
	{
		property: 'urn:email:{email}',
		from: '`billing_address.email`',
		form: 'as it stands, and once more in lower case where that differs',
		omitted: '`$email` is omitted',
	},
	{
		property: 'urn:bigcommerce:order:{store_hash}:{id}',
		from: '`store_hash`, `id`',
		form: 'so that the order can be identified by itself',
		omitted: 'there is any of the others',
	},
];

export const PROFILE_ROWS: MappingRow[] = [
	{
		property: '$consent',
		from: 'the option **Consent**',
		form: '`analytics` and `marketing`, each `granted` or `denied`',
		omitted: 'the option is not used, or gives neither of the two',
	},
];

/** What Converge documents of an event, and what this package has chosen. */
export interface SourceRow {
	part: string;
	/** None: Converge documents nothing. */
	documented?: string;
	chosen?: string;
}

export const REFUND_SOURCES: SourceRow[] = [
	{
		part: 'The event',
		documented:
			"its name `Received Refund`: Converge's Shopify source sends it, and GA4 receives it as `refund`",
		chosen: 'sending it from BigCommerce, one for each refund',
	},
	{
		part: 'Event ID',
		documented: 'an event must have one, by which Converge deduplicates within a source',
		chosen: '`refund-{refund.id}`, so that it never equals the ID of an order',
	},
	{
		part: 'Time',
		documented: 'its form; an event without one is of the time it arrives',
		chosen: "the refund's `created`, not the order's date",
	},
	{
		part: 'Customer and aliases',
		documented: 'their form, and how they find a profile',
		chosen: "the order's own, equal to those of its `Placed Order`",
	},
	{
		part: 'Properties',
		chosen: 'names and forms of `Placed Order`, with `reason`',
	},
	{
		part: 'Items',
		chosen:
			'the refunded products with their price in the order; a refund of an amount, of shipping, wrapping or a fee has none, so the items may not add up to `total_price`',
	},
	{
		part: 'Reports',
		documented: 'an order stays as first received; refunds are not subtracted from revenue',
	},
];

export const RENEWAL_SOURCES: SourceRow[] = [
	{
		part: 'The event',
		documented:
			"its name; Converge's own Recharge source sends it for each renewal, while the first order is of the sales channel `web`",
		chosen: 'off by default: a renewal is `Placed Order` unless you choose otherwise',
	},
	{
		part: 'Which orders',
		documented: 'the sales channel of the event is `subscription_contract`',
		chosen:
			'with **Subscription Renewals**, the orders of that sales channel, by the section "Sales channels" and your rules; with **Event**, all orders',
	},
	{ part: 'Properties', documented: 'those of `Placed Order`' },
	{
		part: 'Event ID',
		documented: "none in Converge's sample, although the webhook requires one",
		chosen: "the order's `id`, as for `Placed Order`",
	},
	{
		part: 'Reports',
		documented:
			'renewals no longer count under Orders, and Meta receives another event than `Purchase`',
		chosen: 'nothing is sent twice: a renewal is one of the two events, never both',
	},
	{
		part: 'What you sent before',
		chosen:
			'stays as it is. The change applies from the next order on, so compare periods before and after it with care; a back-fill that repeats renewals under the new name may count them twice',
	},
];

export const REFUND_ROWS: MappingRow[] = [
	{ property: 'id', from: "the order's `id`", form: TEXT },
	{ property: 'total_price', from: "the refund's `total_amount`", form: `${AMOUNT}; with tax` },
	{ property: 'total_tax', from: "the refund's `total_tax`", form: AMOUNT },
	{ property: 'currency', from: "the order's `default_currency_code`", form: 'ISO 4217' },
	{ property: 'reason', from: "the refund's `reason`", form: TEXT, omitted: BLANK },
	{
		property: '$sales_channel_type',
		from: 'the section "Sales channels"',
		form: "one of Converge's ten values",
	},
	{
		property: 'items',
		from: 'the lines of which something was refunded',
		form: 'array as in the table "Items", with the refunded quantity and without `discount`',
	},
];
