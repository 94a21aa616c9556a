import type { ConvergeEvent } from '../event/types';

const EMAIL = /[^\s@"'<>:;,()[\]{}\\]+@[^\s@"'<>:;,()[\]{}\\]+/g;
/** Seven digits or more, as phone numbers are written; no digit of a longer word is meant. */
const PHONE = /(?<![\p{L}\p{N}])\+?\d(?:[\s().\-/]*\d){6,}(?![\p{L}\p{N}])/gu;
const MASK = '***';

/** Properties with a dollar sign that say nothing of a person. */
const IMPERSONAL: ReadonlySet<string> = new Set(['$is_new_customer', '$sales_channel_type']);

/**
 * Masks the customer's data in a text: every value of the event's person, and whatever looks like an
 * e-mail address or a phone number.
 */
export function maskCustomerData(text: string, event: ConvergeEvent): string {
	let masked = text.replace(EMAIL, MASK);
	const values = [...personalValues(event)].sort((a, b) => b.length - a.length);
	for (const value of values) {
		for (const form of formsOf(value)) masked = masked.replace(wholeWords(form), MASK);
	}
	return masked.replace(PHONE, MASK);
}

/** A shorter ID by itself names nobody, but stands in many a sentence. */
const MIN_ID_LENGTH = 4;

function personalValues({ properties, profile_properties, aliases }: ConvergeEvent): Set<string> {
	const values = new Set<string>();
	const add = (value: unknown) => {
		const text = typeof value === 'number' ? String(value) : value;
		if (typeof text === 'string' && text.trim()) values.add(text.trim());
		else if (typeof value === 'object' && value !== null) Object.values(value).forEach(add);
	};
	add(profile_properties);
	for (const [name, value] of Object.entries(properties)) {
		if (name.startsWith('$') && !IMPERSONAL.has(name)) add(value);
	}
	for (const alias of aliases) {
		add(alias);
		const id = alias.slice(alias.lastIndexOf(':') + 1);
		if (id.length >= MIN_ID_LENGTH) add(id);
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
