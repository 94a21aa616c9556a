/**
 * The body that Converge's webhook takes, and its Placed Order event, as documented in Converge's
 * specification of events (docs.runconverge.com/sources/converge-spec) and of the webhook source
 * (docs.runconverge.com/sources/server-integrations/webhook). Unknown values are omitted; none is
 * `null` or an empty string.
 */
export interface ConvergeEvent {
	event_name: string;
	/** What Converge deduplicates by, within one source. */
	event_id: string;
	/** ISO 8601 with zone, or seconds since 1970. */
	timestamp?: string | number;
	/** One to ten URNs, each of which names the customer's profile. */
	aliases: string[];
	profile_properties: object;
	properties: object;
}

export interface PlacedOrderEvent extends ConvergeEvent {
	event_name: 'Placed Order';
	timestamp: string;
	profile_properties: Person;
	/** The user's own properties are beside these. */
	properties: PlacedOrderProperties;
}

/** Money is in `currency`, the number that BigCommerce sent. */
export interface PlacedOrderProperties extends Person {
	id: string;
	/** With tax and shipping. */
	total_price: number;
	total_tax: number;
	total_shipping: number;
	/** Positive; not there when it is 0. */
	total_discount?: number;
	total_handling?: number;
	total_wrapping?: number;
	total_fees?: number;
	/** ISO 4217: what the shopper pays in. */
	currency: string;
	/** The code, or an array when there are several. */
	coupon?: string | string[];
	$is_new_customer?: boolean;
	$sales_channel_type: string;
	order_source?: string;
	external_source?: string;
	order_status?: string;
	payment_method?: string;
	payment_status?: string;
	storefront?: string;
	items: CheckoutItem[];
}

export interface CheckoutItem {
	product_id: string;
	variant_id?: string;
	sku?: string;
	name: string;
	variant_name?: string;
	/** Of one unit. */
	price: number;
	/** Of the whole line; not there when it is 0. */
	discount?: number;
	currency: string;
	/** Negative for a returned line. */
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
