import { isObject, type ConvergeBody } from './convergeChecks.cts';

type Check = [name: string, isRight: (value: unknown) => boolean];

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isCurrency = (value: unknown) => /^[A-Z]{3}$/.test(textOf(value));
const isEmail = (value: unknown) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(textOf(value));
const isPhone = (value: unknown) => /^\+[\d\s()-]{7,20}$/.test(textOf(value));
const isCountry = (value: unknown) => /^[A-Z]{2}$/.test(textOf(value));
const isSalesChannel = (value: unknown) => SALES_CHANNELS.includes(textOf(value));

const SALES_CHANNELS = [
	...['web', 'subscription_contract', 'sms', 'mobile_app', 'pos', 'marketplace', 'offline'],
	...['facebook_shop', 'pinterest_shop', 'tiktok_shop'],
];

const REQUIRED: Check[] = [
	['id', isText],
	['total_price', isNumber],
	['total_tax', isNumber],
	['total_shipping', isNumber],
	['currency', isCurrency],
	['$email', isEmail],
];
const OPTIONAL: Check[] = [
	['total_discount', isNumber],
	['$phone_number', isPhone],
	['$country_code', isCountry],
	['$is_new_customer', (value) => typeof value === 'boolean'],
	['$sales_channel_type', isSalesChannel],
];
const PROFILE: Check[] = [
	['$email', isEmail],
	['$phone_number', isPhone],
	['$country_code', isCountry],
];
const ITEM: Check[] = [
	['product_id', isText],
	['name', isText],
	['price', isNumber],
	['currency', isCurrency],
	['quantity', Number.isInteger],
];

/**
 * Where a Placed Order strays from Converge's spec. Converge takes such an event and shows a warning
 * (converge reference §3), so these are no errors. Other events have none.
 */
export function convergeWarnings(body: ConvergeBody): string[] {
	if (body.event_name !== 'Placed Order') return [];
	const { properties, profile_properties } = body;
	const items: unknown[] = Array.isArray(properties.items) ? properties.items : [];
	return [
		...complaints('properties', properties, REQUIRED, true),
		...complaints('properties', properties, OPTIONAL, false),
		...complaints('profile_properties', profile_properties, PROFILE, false),
		...items.flatMap((item, index) =>
			complaints(`properties.items[${index}]`, isObject(item) ? item : {}, ITEM, true),
		),
	];
}

function complaints(
	where: string,
	values: Record<string, unknown>,
	checks: Check[],
	required: boolean,
): string[] {
	return checks.flatMap(([name, isRight]) => {
		const value = values[name];
		if (value === undefined) return required ? [`${where}.${name} is missing`] : [];
		return isRight(value) ? [] : [`${where}.${name} is invalid: ${JSON.stringify(value)}`];
	});
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
