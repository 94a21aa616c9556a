/** RFC 2822, as BigCommerce writes dates, or ISO 8601, each with or without a zone. */
const DATE =
	/^(?:(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d(?::\d\d)?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UT|UTC|GMT|[+-]\d\d:?\d\d)?$/i;

/**
 * A date of BigCommerce in ISO 8601 with zone ("2026-06-18T12:05:04.000Z"). All of BigCommerce's are
 * in UTC, so that is what a date without a zone is read as.
 *
 * @returns `undefined` when it is not a date with a time
 */
export function toIsoDate(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const usual = USUAL_DATE.exec(value);
	if (usual) return `${usual[3]}-${MONTHS[usual[2]]}-${usual[1]}T${usual[4]}.000Z`;
	const date = value.trim();
	const match = DATE.exec(date);
	if (!match) return undefined;
	const time = Date.parse(match[1] ? date : `${date}Z`);
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

const MONTHS: Readonly<Record<string, string>> = {
	...{ Jan: '01', Feb: '02', Mar: '03', Apr: '04', May: '05', Jun: '06' },
	...{ Jul: '07', Aug: '08', Sep: '09', Oct: '10', Nov: '11', Dec: '12' },
};

/** How BigCommerce writes dates, on the days that every month has: nothing is to be computed then. */
const USUAL_DATE =
	/^[A-Z][a-z]{2}, (0[1-9]|1\d|2[0-8]) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) ((?:[01]\d|2[0-3])(?::[0-5]\d){2}) \+0000$/;
