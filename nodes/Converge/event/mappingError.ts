/** No event can be made of an item: what was expected, and what to do about it. */
export class MappingError extends Error {
	override readonly name = 'MappingError';

	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}

/** A value as it stands in a message; only for fields that hold no customer's data. */
export function quoted(value: unknown): string {
	if (value === undefined) return 'nothing';
	return (typeof value === 'number' ? String(value) : JSON.stringify(value)).slice(0, 50);
}
