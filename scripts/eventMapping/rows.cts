/** One property of the event, in words for who sets up the workflow. */
export interface MappingRow {
	property: string;
	/** The members of the order item, and what is done with them. */
	from: string;
	form: string;
	/** When the property is left out; none: it is always there. */
	leftOut?: string;
}

export const EVENT_ROWS: MappingRow[] = [
	{ property: 'event_name', from: '–', form: '`Placed Order`' },
	{
		property: 'event_id',
		from: '`id`, or the option **Event ID**',
		form: 'text; Converge counts events with the same one once',
	},
	{
		property: 'timestamp',
		from: '`date_created`',
		form: 'ISO 8601 in UTC',
	},
	{ property: 'properties', from: 'the tables below', form: 'object' },
	{
		property: 'profile_properties',
		from: 'the table "The customer"',
		form: 'object; empty when nothing is known of the customer',
	},
	{ property: 'aliases', from: 'the table "Aliases"', form: 'one to three texts, no repeats' },
];

const AMOUNT = "number with at most the currency's decimals";
const TEXT = 'text';
const BLANK = 'it is blank or `null`';

export const ORDER_ROWS: MappingRow[] = [
	{ property: 'id', from: '`id`', form: TEXT },
	{ property: 'total_price', from: '`total_inc_tax`', form: `${AMOUNT}; with tax and shipping` },
	{ property: 'total_tax', from: '`total_tax`', form: AMOUNT },
	{
		property: 'total_shipping',
		from: '`shipping_cost_inc_tax` when `is_tax_inclusive_pricing`, else `shipping_cost_ex_tax`; the option **Amounts** can fix one of them',
		form: AMOUNT,
	},
	{
		property: 'total_discount',
		from: '`discount_amount` + `coupon_discount`',
		form: `${AMOUNT}; positive`,
		leftOut: 'it is 0',
	},
	{
		property: 'coupon',
		from: "`coupons`, as codes or as objects with a `code`; where there is none, the codes in the lines' `applied_discounts`",
		form: 'text; a list of texts when there are several',
		leftOut: 'there is no code',
	},
	{
		property: 'currency',
		from: '`default_currency_code`, what the shopper pays in; `currency_code` is only what was displayed',
		form: 'ISO 4217',
	},
	{
		property: 'items',
		from: '`products`, or the `line_items` of inlined `consignments`',
		form: 'list; the table "Items"',
	},
	{
		property: '$is_new_customer',
		from: '`is_new_customer`, which the BigCommerce nodes find out',
		form: 'true or false',
		leftOut: 'it was not asked for, or cannot be known',
	},
	{
		property: '$sales_channel_type',
		from: 'the section "Sales channels"',
		form: "one of Converge's ten values",
	},
	{ property: 'order_source', from: '`order_source`', form: TEXT, leftOut: BLANK },
	{ property: 'external_source', from: '`external_source`', form: TEXT, leftOut: BLANK },
	{ property: 'order_status', from: '`status`', form: TEXT, leftOut: BLANK },
	{ property: 'payment_method', from: '`payment_method`', form: TEXT, leftOut: BLANK },
	{
		property: 'storefront',
		from: '`channel.name`',
		form: TEXT,
		leftOut: 'the channel is gone or not known',
	},
];

export const ITEM_ROWS: MappingRow[] = [
	{ property: 'product_id', from: '`product_id`', form: 'text; `"0"` for a custom product' },
	{ property: 'variant_id', from: '`variant_id`', form: TEXT, leftOut: 'it is 0 or `null`' },
	{ property: 'sku', from: '`sku`', form: TEXT, leftOut: BLANK },
	{ property: 'name', from: '`name`; where it is blank, `sku`', form: TEXT },
	{
		property: 'variant_name',
		from: 'the chosen `product_options`; not what the shopper typed, ticked or uploaded',
		form: 'text, as in "M / Green"',
		leftOut: 'there is none',
	},
	{
		property: 'price',
		from: "`price_inc_tax` when the order's `is_tax_inclusive_pricing`, else `price_ex_tax`; the option **Amounts** can fix one of them",
		form: `${AMOUNT}; of one unit`,
	},
	{ property: 'currency', from: "the order's `default_currency_code`", form: 'ISO 4217' },
	{ property: 'quantity', from: '`quantity`', form: 'whole number' },
	{ property: 'vendor', from: '`brand`', form: TEXT, leftOut: BLANK },
	{
		property: 'url',
		from: "`url`, with the BigCommerce nodes' option **Product Pages**",
		form: TEXT,
		leftOut: BLANK,
	},
	{
		property: 'image_url',
		from: "`image_url`, with the BigCommerce nodes' option **Product Pages**",
		form: TEXT,
		leftOut: BLANK,
	},
];

const ADDRESS = `${BLANK}, or with the option **Drop Address**`;

export const CUSTOMER_ROWS: MappingRow[] = [
	{
		property: '$email',
		from: '`email`',
		form: 'text, as it stands',
		leftOut: 'it is blank, or has not the shape of an e-mail address',
	},
	{ property: '$first_name', from: '`first_name`', form: TEXT, leftOut: BLANK },
	{ property: '$last_name', from: '`last_name`', form: TEXT, leftOut: BLANK },
	{
		property: '$phone_number',
		from: '`phone`, read by `country_iso2`',
		form: 'E.164',
		leftOut: 'it is no possible number there, or with the option **Drop Phone**',
	},
	{ property: '$city', from: '`city`', form: TEXT, leftOut: ADDRESS },
	{ property: '$state', from: '`state`', form: TEXT, leftOut: ADDRESS },
	{ property: '$zip_code', from: '`zip`', form: TEXT, leftOut: ADDRESS },
	{
		property: '$country_code',
		from: '`country_iso2`',
		form: 'ISO 3166-1 alpha-2, upper case',
		leftOut: 'it is no such code, or with the option **Drop Address**',
	},
];

export const ALIAS_ROWS: MappingRow[] = [
	{
		property: 'urn:bigcommerce:cart:{cart_id}',
		from: '`cart_id`',
		form: "as Converge's storefront script writes it",
		leftOut: BLANK,
	},
	{
		property: 'urn:bigcommerce:customer:{store_hash}:{customer_id}',
		from: "`store_hash`, or the store in the order's links; `customer_id`",
		form: "as Converge's storefront script writes it",
		leftOut: 'the shopper is a guest (0), or the store is not known',
	},
	{
		property: 'urn:email:{email}',
		from: '`billing_address.email`',
		form: 'as it stands',
		leftOut: '`$email` is left out',
	},
	{
		property: 'urn:bigcommerce:order:{store_hash}:{id}',
		from: '`store_hash`, `id`',
		form: 'so that the order stands for itself',
		leftOut: 'there is any of the others',
	},
];
