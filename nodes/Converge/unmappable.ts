/** An item of which no Placed Order event can be made: what was expected, and what to do. */
export class Unmappable extends Error {
	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}
