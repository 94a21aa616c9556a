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

/** A renewal of a subscription has the body of Placed Order under a name of its own. */
export interface PlacedOrderEvent extends ConvergeEvent {
	event_name: 'Placed Order' | 'Placed Recurring Subscription Order';
	timestamp: string;
	/** The user's own properties are beside these. */
	profile_properties: Profile;
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
	/** What is taken off, negative for a surcharge; not there when it is 0. */
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

/**
 * Converge names this event for Shopify and publishes no list of its properties: these are those of
 * Placed Order that a refund has, and its reason.
 */
export interface ReceivedRefundEvent extends ConvergeEvent {
	event_name: 'Received Refund';
	timestamp: string;
	profile_properties: Profile;
	properties: ReceivedRefundProperties;
}

export interface ReceivedRefundProperties extends Person {
	/** The order's. */
	id: string;
	/** What was refunded, with tax. */
	total_price: number;
	total_tax: number;
	currency: string;
	reason?: string;
	$sales_channel_type: string;
	/** The lines of which something was refunded, with how many. */
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

export interface Profile extends Person {
	/** Converge documents it for the browser, not whether an event of a server may set it. */
	$consent?: Consent;
}

export type Consent = Partial<Record<'analytics' | 'marketing', ConsentValue>>;

export type ConsentValue = 'granted' | 'denied';
