/**
 * The body that Converge's webhook takes, and its Placed Order event, as documented in Converge's
 * specification of events (docs.runconverge.com/sources/converge-spec) and of the webhook source
 * (docs.runconverge.com/sources/server-integrations/webhook). Unknown values are left out; none is
 * `null` or an empty string.
 */
export interface ConvergeEvent {
	event_name: string;
	/** What Converge deduplicates by, within one source. */
	event_id: string;
	/** ISO 8601 with zone, or seconds since 1970. */
	timestamp?: string | number;
	properties: object;
	profile_properties: object;
	/** One to ten URNs, each of which names the customer's profile. */
	aliases: string[];
}

export interface PlacedOrderEvent extends ConvergeEvent {
	event_name: 'Placed Order';
	timestamp: string;
	properties: PlacedOrderProperties;
	profile_properties: Person;
}

/** Money is in `currency`, with at most that currency's decimals. */
export interface PlacedOrderProperties extends Person {
	id: string;
	/** With tax and shipping. */
	total_price: number;
	total_tax: number;
	total_shipping: number;
	/** Positive. */
	total_discount?: number;
	/** The code, or a list when there are several. */
	coupon?: string | string[];
	/** ISO 4217: what the shopper pays in. */
	currency: string;
	items: CheckoutItem[];
	$is_new_customer?: boolean;
	$sales_channel_type: string;
	order_source?: string;
	external_source?: string;
	order_status?: string;
	payment_method?: string;
	storefront?: string;
	/** The user's own properties. */
	[property: string]: unknown;
}

export interface CheckoutItem {
	product_id: string;
	variant_id?: string;
	sku?: string;
	name: string;
	variant_name?: string;
	/** Of one unit. */
	price: number;
	currency: string;
	quantity: number;
	/** The brand. */
	vendor?: string;
	url?: string;
	image_url?: string;
}

/** Of the billing address. */
export interface Person {
	$email?: string;
	$first_name?: string;
	$last_name?: string;
	/** E.164. */
	$phone_number?: string;
	$city?: string;
	$state?: string;
	$zip_code?: string;
	/** ISO 3166-1 alpha-2. */
	$country_code?: string;
}
