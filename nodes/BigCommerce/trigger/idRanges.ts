/**
 * A set of order ids as text, such as "101-103,107". Ids are given in sequence, so that thousands of
 * them fit into a short text.
 */
export function toRanges(ids: Iterable<number>, maxRanges = Infinity): string {
	const ranges: Array<[first: number, last: number]> = [];
	for (const id of [...new Set(ids)].sort((a, b) => a - b)) {
		const current = ranges.at(-1);
		if (current && current[1] === id - 1) current[1] = id;
		else ranges.push([id, id]);
	}
	// The newest orders are those that matter.
	return ranges
		.slice(Number.isFinite(maxRanges) ? -maxRanges : 0)
		.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`))
		.join();
}

/** The most ids that one text may stand for: a damaged one must not fill the memory. */
const MAX_IDS = 100_000;

/** The ids of a text that `toRanges` made; what is not a range is skipped. */
export function fromRanges(text: unknown): Set<number> {
	const ids = new Set<number>();
	if (typeof text !== 'string') return ids;
	for (const range of text.split(',')) {
		const [, first, last = first] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(range) ?? [];
		for (let id = Number(first); id <= Number(last) && ids.size < MAX_IDS; id++) ids.add(id);
	}
	return ids;
}
