import type { ConvergeEvent } from '../event/types';
import { decodedText } from './decodedText';

const EMAIL = /[^\s@"'<>:;,()[\]{}\\]+@[^\s@"'<>:;,()[\]{}\\]+/g;
/** Seven digits or more, as phone numbers are written. */
const DIGITS = /\+?\d(?:[\s().\-/]*\d){6,}/g;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const MASK = '***';

/** Properties that say nothing of a person; an error may well name their values. */
const IMPERSONAL: ReadonlySet<string> = new Set([
	...['$is_new_customer', '$sales_channel_type', 'id', 'currency', 'coupon', 'items'],
	...['total_price', 'total_tax', 'total_shipping', 'total_discount', 'total_handling'],
	...['total_wrapping', 'total_fees', 'order_source', 'external_source', 'order_status'],
	...['payment_method', 'payment_status', 'storefront'],
]);

/** A shorter ID or own value by itself names nobody, but stands in many a sentence. */
const MIN_LENGTH = 4;
const WORDS_OF_ERRORS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/**
 * What a response says, without the customer's data: without every value of the event's person and of
 * the user's own properties, and without whatever looks like an e-mail address or a phone number.
 *
 * @param body parsed JSON, or text
 * @returns `undefined` when the data is in it in a form that cannot be masked, for example URL-encoded
 */
export function withoutCustomerData(body: unknown, event: ConvergeEvent): string | undefined {
	const mask = masking(event);
	const text = typeof body === 'string' ? mask(body.trim()) : JSON.stringify(masked(body, mask));
	const decoded = decodedText(text);
	return mask(decoded) === decoded ? text : undefined;
}

/** Masks the texts, keys and numbers in JSON before their escapes can hide where a word begins. */
function masked(value: unknown, mask: (text: string) => string): unknown {
	if (typeof value === 'string') return mask(value);
	if (typeof value === 'number') return mask(String(value)) === String(value) ? value : MASK;
	if (Array.isArray(value)) return value.map((entry) => masked(entry, mask));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, entry]) => [mask(key), masked(entry, mask)]);
	return Object.fromEntries(entries) as unknown;
}

function masking(event: ConvergeEvent): (text: string) => string {
	const patterns = [...personalValues(event)]
		.sort((a, b) => b.length - a.length)
		.flatMap((value) => [...formsOf(value)].map(wholeWords));
	const phones = [event.properties, event.profile_properties]
		.map((properties) => digitsOf((properties as { $phone_number?: unknown }).$phone_number))
		.filter((digits) => digits.length >= 7)
		.map((digits) => digits.slice(-7));
	return (text) => {
		let result = text.normalize('NFC').replace(EMAIL, MASK);
		for (const pattern of patterns) result = result.replace(pattern, MASK);
		return result.replace(DIGITS, (run, offset: number, whole: string) => {
			const before = whole[offset - 1] ?? '';
			const after = whole[offset + run.length] ?? '';
			const isPartOfWord = LETTER_OR_DIGIT.test(before) || LETTER_OR_DIGIT.test(after);
			const isOwn = phones.some((phone) => digitsOf(run).includes(phone));
			return isOwn || !isPartOfWord ? MASK : run;
		});
	};
}

function digitsOf(value: unknown): string {
	return typeof value === 'string' ? value.replace(/\D/g, '') : '';
}

function personalValues({ properties, profile_properties, aliases }: ConvergeEvent): Set<string> {
	const values = new Set<string>();
	const add = (value: unknown, minLength = 1) => {
		const text = (typeof value === 'number' ? String(value) : value) as unknown;
		if (typeof text === 'string') {
			const trimmed = text.trim().normalize('NFC');
			if (trimmed.length >= minLength && !WORDS_OF_ERRORS.has(trimmed)) values.add(trimmed);
		} else if (typeof text === 'object' && text !== null) {
			for (const member of Object.values(text)) add(member, minLength);
		}
	};
	for (const [name, value] of [properties, profile_properties].flatMap(Object.entries)) {
		if (!IMPERSONAL.has(name)) add(value, name.startsWith('$') ? 1 : MIN_LENGTH);
	}
	for (const alias of aliases) {
		add(alias);
		add(alias.slice(alias.lastIndexOf(':') + 1), MIN_LENGTH);
	}
	return values;
}

/** As it is, and as it stands in JSON and in addresses. */
function formsOf(value: string): Set<string> {
	const json = JSON.stringify(value).slice(1, -1);
	const ascii = json.replace(
		/[\u0080-\uffff]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	// Half a surrogate pair cannot be encoded.
	const encoded = /\p{Cs}/u.test(value) ? value : encodeURIComponent(value);
	return new Set([value, json, ascii, encoded]);
}

function wholeWords(text: string): RegExp {
	const literal = text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
	return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu');
}
