import { tryToParseDateTime, type IExecuteFunctions } from 'n8n-workflow';
import { ParameterError } from '../api/errors';

/** ISO 8601 with a whole day, with or without a time and a zone; a space may stand for the T. */
const ISO_8601 =
	/^(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)? ?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** Whether an expression gave nothing: also an empty list or a space. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || String(value).trim() === '';
}

/**
 * The date of a parameter: ISO 8601, RFC 2822 as BigCommerce writes it ("Thu, 18 Jun 2026 12:00:00 +0000"),
 * or a Date or DateTime of an expression. Without a zone of its own it is in the workflow's.
 *
 * @param name of the parameter, as the editor shows it
 * @returns ms since 1970; `undefined` when it is blank
 * @throws ParameterError when it is anything else, or a day that no calendar has
 */
export function parseTime(
	context: Pick<IExecuteFunctions, 'getTimezone'>,
	name: string,
	value: unknown,
): number | undefined {
	if (isBlank(value)) return undefined;
	const time = timeOf(value, context.getTimezone());
	if (time !== undefined) return time;
	throw new ParameterError(
		`"${name}" is not a valid date`,
		'Choose a date, or enter one such as 2026-06-18T12:00:00.',
	);
}

/** n8n's own function guesses at what it cannot read, so the result must be the day that was given. */
function timeOf(value: unknown, zone: string): number | undefined {
	try {
		const text = value instanceof Date ? value.toISOString() : String(value).trim();
		const time = tryToParseDateTime(text, zone);
		const [, ...day] = ISO_8601.exec(text) ?? [];
		const isAsGiven = day.length
			? time.toISODate() === day.join('-')
			: time.toRFC2822() === text.replace(/ GMT$/, ' +0000');
		return isAsGiven ? time.toMillis() : undefined;
	} catch {
		return undefined;
	}
}
