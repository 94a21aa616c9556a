import { tryToParseDateTime, type IExecuteFunctions } from 'n8n-workflow';
import { ParameterError } from '../../api/errors';

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || String(value).trim() === '';
}

/**
 * A date, in the workflow's zone unless it has its own.
 *
 * @returns ms since 1970; `undefined` when it is blank
 */
export function parseTime(
	context: IExecuteFunctions,
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

function timeOf(value: unknown, zone: string): number | undefined {
	try {
		return tryToParseDateTime(value, zone).toMillis();
	} catch {
		return undefined;
	}
}

/** @returns `undefined` when it is blank */
export function parseId(name: string, value: unknown): number | undefined {
	if (isBlank(value)) return undefined;
	const id = Number(value);
	if (Number.isSafeInteger(id) && id >= 0) return id;
	throw new ParameterError(`"${name}" must be a whole number`, 'Enter an ID such as 118.');
}

/**
 * IDs separated by commas. Refuses an empty list, which an expression may give: without this filter,
 * everything matches.
 */
export function parseIds(name: string, value: unknown): number[] {
	const ids = String(value ?? '')
		.split(',')
		.flatMap((id) => parseId(name, id.trim()) ?? []);
	if (ids.length > 0) return ids;
	throw new ParameterError(
		`"${name}" is empty`,
		'Enter IDs such as 118, 121, or remove the filter.',
	);
}

/** Refuses a blank one, which an expression may give: without this filter, everybody's orders match. */
export function parseCustomerId(value: unknown): number {
	const id = parseId('Customer ID', value);
	if (id) return id;
	throw new ParameterError(
		id === 0 ? '"Customer ID" is 0, which stands for all guests' : '"Customer ID" is empty',
		'Enter the ID of a registered customer, or remove the filter. To find the orders of a guest, filter by email.',
	);
}

/** Refuses a blank one, as `parseCustomerId` does. */
export function parseEmail(value: unknown): string {
	if (!isBlank(value)) return String(value).trim();
	throw new ParameterError('"Email" is empty', 'Enter an email address, or remove the filter.');
}

export function parseStatus(value: number | string): number {
	if (/^\d+$/.test(String(value).trim())) return Number(value);
	throw new ParameterError(
		'"Statuses" contains an invalid status ID',
		'Choose them from the list, or give IDs such as 11 by an expression.',
	);
}

export function assertOrder(
	lower: string,
	from: number | undefined,
	upper: string,
	to: number | undefined,
): void {
	if (from === undefined || to === undefined || from <= to) return;
	throw new ParameterError(
		`"${lower}" is later than "${upper}"`,
		'No order can match both. Swap the two or remove one.',
	);
}
