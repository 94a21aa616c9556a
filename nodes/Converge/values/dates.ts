/** RFC 2822, as BigCommerce writes dates, or ISO 8601, each with or without a zone. */
const DATE =
	/^(?:(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d(?::\d\d)?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UT|UTC|GMT|[+-]\d\d:?\d\d)?$/i;

/**
 * A date of BigCommerce in ISO 8601 with zone ("2026-06-18T12:05:04.000Z"). All of BigCommerce's are
 * in UTC, so that is what a date without a zone is read as.
 *
 * @returns `undefined` when it is no date with a time
 */
export function toIsoDate(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const date = value.trim();
	const match = DATE.exec(date);
	if (!match) return undefined;
	const time = Date.parse(match[1] ? date : `${date}Z`);
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
