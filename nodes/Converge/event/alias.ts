/** What an expression that finds nothing gives. */
const NOTHING = /^(?:undefined|null|nan|\[object object\])$/i;
/** The ID that BigCommerce gives to every guest, and the "no" of every customer. */
const EVERYBODYS = /^(?:0|false)$/i;

/** Converge's documentation shows no other form of alias, and does not say that there is none. */
export function isUrn(text: string): boolean {
	return /^\s*urn:/i.test(text);
}

/**
 * Whether a text identifies one customer: a URN of three parts or more, each with a value. Where an
 * expression finds nothing, "undefined" would be everybody's alias, and so would the ID 0 of guests.
 */
export function isAlias(text: string): boolean {
	const parts = text.split(':');
	return (
		parts.length >= 3 &&
		isUrn(text) &&
		!/\s/.test(parts[1]) &&
		!/[\n\r]/.test(text) &&
		parts.every((part) => part.trim() !== '' && !NOTHING.test(part.trim())) &&
		!EVERYBODYS.test(parts[parts.length - 1].trim())
	);
}
