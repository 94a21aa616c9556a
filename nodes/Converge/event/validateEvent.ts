/**
 * What Converge's documentation asks of an event and this one has not, in words for the user; empty
 * when all is well. (docs.runconverge.com/sources/server-integrations/webhook)
 */
export function complaintsAbout(event: Record<string, unknown>): string[] {
	const complaints: string[] = [];
	for (const member of ['event_name', 'event_id']) {
		if (!isText(event[member])) complaints.push(`${member} must be a text`);
	}
	for (const member of ['properties', 'profile_properties']) {
		const value = event[member];
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			complaints.push(`${member} must be an object`);
		}
	}
	const { aliases, timestamp } = event;
	if (!Array.isArray(aliases) || !aliases.every(isText)) {
		complaints.push('aliases must be a list of texts');
	} else if (aliases.length < 1 || aliases.length > 10) {
		complaints.push(`aliases must be 1 to 10, and are ${aliases.length}`);
	}
	if (timestamp !== undefined && !isTimestamp(timestamp)) {
		complaints.push(
			'timestamp must be an ISO 8601 date with a time zone, or seconds since 1970 (or be left out)',
		);
	}
	return complaints;
}

function isText(value: unknown): boolean {
	return typeof value === 'string' && value.trim() !== '';
}

/** Seconds have fewer than twelve digits until the year 5138: twelve are milliseconds. */
const MOST_SECONDS = 1e11;

function isTimestamp(value: unknown): boolean {
	if (typeof value === 'number') {
		return Number.isInteger(value) && value > 0 && value < MOST_SECONDS;
	}
	return (
		typeof value === 'string' &&
		/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(value) &&
		!Number.isNaN(Date.parse(value))
	);
}
