/** An item of which no Placed Order event can be made: what was expected, and what to do. */
export class Unmappable extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}

/** A value as it stands in such a sentence; only for fields that hold no data of a customer. */
export function shown(value: unknown): string {
	if (value === undefined) return 'missing';
	return (typeof value === 'number' ? String(value) : JSON.stringify(value)).slice(0, 50);
}
