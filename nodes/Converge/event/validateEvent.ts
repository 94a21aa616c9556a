import { isAlias, isUrn } from './alias';

/** The members that Converge's webhook documents. */
const DOCUMENTED_MEMBERS: readonly string[] = [
	'event_name',
	'event_id',
	'timestamp',
	'properties',
	'profile_properties',
	'aliases',
];

/**
 * Splits an item into the event's documented members, which are sent, and the names of all others,
 * which are not: they may be anything, a customer's data too.
 */
export function documentedMembers(item: Readonly<Record<string, unknown>>): {
	event: Record<string, unknown>;
	omitted: string[];
} {
	const isDocumented = (member: string) => DOCUMENTED_MEMBERS.includes(member);
	return {
		event: Object.fromEntries(Object.entries(item).filter(([member]) => isDocumented(member))),
		omitted: Object.keys(item).filter((member) => !isDocumented(member)),
	};
}

/**
 * What Converge's documentation asks of an event and this one does not meet, in words for the user;
 * empty when it is valid (docs.runconverge.com/sources/server-integrations/webhook).
 */
export function validateEvent(event: Readonly<Record<string, unknown>>): string[] {
	const problems: string[] = [];
	for (const member of ['event_name', 'event_id']) {
		if (!isFilled(event[member])) problems.push(`${member} must be a non-empty string`);
	}
	for (const member of ['properties', 'profile_properties']) {
		const value = event[member];
		if (typeof value !== 'object' || value === null || Array.isArray(value)) {
			problems.push(`${member} must be an object`);
		}
	}
	const { aliases, timestamp } = event;
	if (!Array.isArray(aliases) || !aliases.every(isFilled)) {
		problems.push('aliases must be an array of strings');
	} else if (aliases.length < 1 || aliases.length > 10) {
		problems.push(`aliases must have 1 to 10 entries (got ${aliases.length})`);
	} else if (aliases.some((alias) => isUrn(alias as string) && !isAlias(alias as string))) {
		problems.push('each alias must have a value that identifies one customer, as urn:my_shop:42');
	}
	if (timestamp !== undefined && !isTimestamp(timestamp)) {
		problems.push(
			'timestamp must be an ISO 8601 date with a time zone, or seconds since 1970 (or be omitted)',
		);
	}
	return problems;
}

function isFilled(value: unknown): boolean {
	return typeof value === 'string' && value.trim() !== '';
}

/** Seconds have fewer than twelve digits until the year 5138: twelve are milliseconds. */
const MAX_SECONDS = 1e11;

function isTimestamp(value: unknown): boolean {
	if (typeof value === 'number') {
		return Number.isInteger(value) && value > 0 && value < MAX_SECONDS;
	}
	return (
		typeof value === 'string' &&
		/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(value) &&
		!Number.isNaN(Date.parse(value))
	);
}
