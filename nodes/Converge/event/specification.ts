import { countryCode } from '../values/country';
import { isEmail } from '../values/email';
import { currencyCode } from '../values/money';
import { isUrn } from './alias';
import { SALES_CHANNELS } from './salesChannels';
import type { ConsentValue } from './types';

/** The events that Converge's documentation names (docs.runconverge.com/sources/converge-spec, and its integrations). */
export const CONVERGE_EVENTS = [
	'Added Payment Info',
	'Added To Cart',
	'Cancelled Subscription',
	'Logged In',
	'Placed Order',
	'Placed Recurring Subscription Order',
	'Received Refund',
	'Signed Up',
	'Started Checkout',
	'Started Subscription',
	'Subscribed To Newsletter',
	'Viewed Cart',
	'Viewed Collection',
	'Viewed Product',
] as const;

interface Check {
	/** "a number" */
	form: string;
	isMet: (value: unknown) => boolean;
}

const text: Check = { form: 'a string', isMet: (value) => typeof value === 'string' };
const amount: Check = { form: 'a number', isMet: Number.isFinite };
const currency: Check = {
	form: 'an ISO 4217 code such as USD',
	isMet: (value) => typeof value === 'string' && currencyCode(value) === value,
};

/** Of the person, in properties and profile properties. */
const PERSON: Readonly<Record<string, Check>> = {
	$email: {
		form: 'an email address',
		isMet: (value) => typeof value === 'string' && isEmail(value),
	},
	$phone_number: {
		form: 'a phone number with + and country code',
		isMet: (value) => typeof value === 'string' && /^\+[\s().-]*[1-9][\d\s().-]{6,23}$/.test(value),
	},
	$country_code: {
		form: 'an ISO 3166-1 alpha-2 code in upper case',
		isMet: (value) => typeof value === 'string' && countryCode(value) === value,
	},
	$first_name: text,
	$last_name: text,
	$city: text,
	$state: text,
	$zip_code: text,
};

const PROPERTIES: Readonly<Record<string, Check>> = {
	...PERSON,
	id: text,
	total_price: amount,
	total_tax: amount,
	total_shipping: amount,
	total_discount: {
		form: 'a number that is not negative',
		isMet: (value) => typeof value === 'number' && value >= 0,
	},
	currency,
	coupon: {
		form: 'a string or an array of strings',
		isMet: (value) => [value].flat().every((one) => typeof one === 'string'),
	},
	items: { form: 'an array', isMet: Array.isArray },
	$is_new_customer: { form: 'true or false', isMet: (value) => typeof value === 'boolean' },
	$sales_channel_type: {
		form: `one of ${SALES_CHANNELS.map(({ value }) => value).join(', ')}`,
		isMet: (value) => SALES_CHANNELS.some((channel) => channel.value === value),
	},
};

const ITEM: Readonly<Record<string, Check>> = {
	product_id: text,
	variant_id: text,
	sku: text,
	name: text,
	variant_name: text,
	price: amount,
	discount: amount,
	currency,
	quantity: { form: 'a whole number', isMet: Number.isInteger },
	vendor: text,
	url: text,
	image_url: text,
};

const PROFILE: Readonly<Record<string, Check>> = {
	...PERSON,
	$consent: {
		form: 'an object with analytics and marketing, each granted or denied',
		isMet: isConsent,
	},
};

/** Keys that Converge fills in from the browser, and therefore knows. */
const OTHER_DOLLAR_KEYS = ['$ip', '$url', '$user_agent', '$customer_id', '$consent'];

/**
 * Where the values of an event differ from Converge's specification, in words for the user. What is
 * missing is not reported: only Converge knows which events need which properties.
 */
export function checkSpecification({ properties, profile_properties }: EventParts): string[] {
	const items = (properties as { items?: unknown }).items;
	return [
		...problemsOf('properties', properties, PROPERTIES),
		...(Array.isArray(items) ? items : []).flatMap((item: unknown, index) =>
			problemsOf(`properties.items[${index}]`, item, ITEM),
		),
		...problemsOf('profile_properties', profile_properties, PROFILE),
	];
}

interface EventParts {
	event_name: string;
	aliases?: readonly string[];
	properties: object;
	profile_properties: object;
}

function problemsOf(
	where: string,
	values: unknown,
	checks: Readonly<Record<string, Check>>,
): string[] {
	if (typeof values !== 'object' || values === null || Array.isArray(values)) {
		return [`${where} must be an object`];
	}
	return Object.entries(values)
		.filter(([name, value]) => Object.hasOwn(checks, name) && !checks[name].isMet(value))
		.map(([name]) => `${where}.${name} must be ${checks[name].form}`);
}

/** Names that look like slips: an event or a property in other case or without its $, a $ key that Converge does not have. */
export function suspiciousNames({ event_name, ...parts }: EventParts): string[] {
	const known = CONVERGE_EVENTS.find((name) => fold(name) === fold(event_name));
	const names = new Set<string>();
	if (known && known !== event_name) names.add(`event "${event_name}" (${known}?)`);
	for (const [key, known] of [
		...Object.keys(parts.properties).map((key) => [key, PROPERTIES] as const),
		...Object.keys(parts.profile_properties).map((key) => [key, PROFILE] as const),
	]) {
		if (Object.hasOwn(known, key) || OTHER_DOLLAR_KEYS.includes(key)) continue;
		const meant = Object.keys(known).find((one) => fold(one) === fold(key));
		if (meant) names.add(`${key} (${meant}?)`);
		else if (key.startsWith('$') && !Object.hasOwn(PROPERTIES, key)) names.add(key);
	}
	// An alias may be an email address, which no hint may show.
	if (!(parts.aliases ?? []).every(isUrn)) names.add('an alias that is not a URN');
	return [...names];
}

function isConsent(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const { analytics, marketing } = value as { analytics?: unknown; marketing?: unknown };
	return [analytics, marketing].every((one) => one === undefined || isConsentValue(one));
}

/** Whether Converge accepts it for one purpose of a consent. */
export function isConsentValue(value: unknown): value is ConsentValue {
	return value === 'granted' || value === 'denied';
}

function fold(name: string): string {
	return name.toLowerCase().replace(/[^a-z]/g, '');
}
