import { ParameterError } from '../api/errors';
import { isBlank } from '../orders/parseTime';

/**
 * A whole number, or text of its digits.
 *
 * @returns `undefined` when it is blank
 * @throws ParameterError when it is anything else
 */
export function parseId(name: string, value: unknown): number | undefined {
	if (isBlank(value)) return undefined;
	const isDigits = typeof value === 'string' && /^\d+$/.test(value.trim());
	const id = typeof value === 'number' || isDigits ? Number(value) : NaN;
	if (Number.isSafeInteger(id) && id >= 0) return id;
	throw new ParameterError(`"${name}" must be a whole number`, 'Enter an ID such as 118.');
}

/**
 * A bound of IDs. Refuses a blank one, which an expression may give: without this filter, everything
 * matches.
 *
 * @throws ParameterError
 */
export function parseBound(name: string, value: unknown): number {
	const id = parseId(name, value);
	if (id !== undefined) return id;
	throw new ParameterError(`"${name}" is empty`, 'Enter an ID such as 118, or remove the filter.');
}

/**
 * The highest ID. Refuses 0, which no order can have.
 *
 * @throws ParameterError
 */
export function parseMaxId(value: unknown): number {
	const id = parseBound('Max ID', value);
	if (id > 0) return id;
	throw new ParameterError('"Max ID" must be 1 or more', 'Enter an ID such as 118.');
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

/**
 * What was chosen from a list; an expression may also give a single value. Only an empty list, or an
 * empty text as the editor leaves it, stands for no choice.
 *
 * @throws ParameterError when nothing but blank values were given
 */
export function parseChoice<T>(name: string, value: readonly T[] | T | undefined): T[] {
	const values = value === '' ? [] : ([value].flat() as T[]);
	if (values.length === 0 || !values.every(isBlank)) return values;
	throw new ParameterError(`"${name}" is empty`, 'Choose from the list, or remove the filter.');
}

/** @throws ParameterError unless it is a whole number, or its digits */
export function parseStatus(value: number | string): number {
	if (/^\d+$/.test(String(value).trim())) return Number(value);
	throw new ParameterError(
		'"Statuses" contains an invalid status ID',
		'Choose them from the list, or give IDs such as 11 by an expression.',
	);
}

/** A limit of a filter: its name in the editor, and what was given. */
type Limit = readonly [name: string, value: number | undefined];

/** @throws ParameterError when the lower limit exceeds the upper one */
export function assertOrder([lower, from]: Limit, [upper, to]: Limit): void {
	if (from === undefined || to === undefined || from <= to) return;
	throw new ParameterError(
		`"${lower}" is later than "${upper}"`,
		'No order can match both. Swap the two or remove one.',
	);
}
