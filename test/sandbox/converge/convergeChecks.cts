/** An event as Converge's webhook takes it (converge reference §3). */
export interface ConvergeBody {
	event_name: string;
	event_id: string;
	properties: Record<string, unknown>;
	profile_properties: Record<string, unknown>;
	aliases: string[];
	timestamp?: string | number;
}

const ISO_WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** What is wrong with a body, as sentences; empty when Converge would take it. */
export function convergeErrors(body: unknown): string[] {
	if (!isObject(body)) return ['The body must be a JSON object.'];
	const { event_name, event_id, properties, profile_properties, aliases, timestamp } = body;
	const checks: Array<[boolean, string]> = [
		[isText(event_name), 'event_name must be a string.'],
		[isText(event_id), 'event_id must be a string.'],
		[isObject(properties), 'properties must be an object.'],
		[isObject(profile_properties), 'profile_properties must be an object.'],
		[isAliases(aliases), 'aliases must be a list of 1 to 10 strings.'],
		[
			timestamp === undefined || isTimestamp(timestamp),
			'timestamp must be ISO 8601 with a time zone, or unix seconds.',
		],
	];
	return checks.filter(([isRight]) => !isRight).map(([, error]) => error);
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
	return typeof value === 'string' && value !== '';
}

function isAliases(value: unknown): boolean {
	return Array.isArray(value) && value.length >= 1 && value.length <= 10 && value.every(isText);
}

function isTimestamp(value: unknown): boolean {
	if (typeof value === 'number') return Number.isInteger(value) && value > 0 && value < 1e11;
	return typeof value === 'string' && ISO_WITH_ZONE.test(value) && !Number.isNaN(Date.parse(value));
}
