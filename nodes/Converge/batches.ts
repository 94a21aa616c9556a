import { sleep } from 'n8n-workflow';

export interface Batches {
	/** How many items are under way at once. */
	size: number;
	/** The pause between two batches, in ms. */
	interval: number;
}

/**
 * Runs `work` for each index below `count`, one batch after the other, the items of a batch at once.
 *
 * @param isCancelled asked before each batch; when it says so, no further batch is begun
 * @returns the results in the order of the items; shorter than `count` when cancelled
 */
export async function inBatches<T>(
	count: number,
	{ size, interval }: Batches,
	work: (index: number) => Promise<T>,
	isCancelled: () => boolean,
): Promise<T[]> {
	const results: T[] = [];
	while (results.length < count && !isCancelled()) {
		if (results.length > 0 && interval > 0) await sleep(interval);
		const batch = Array.from(
			{ length: Math.min(Math.max(1, size), count - results.length) },
			(_, offset) => results.length + offset,
		);
		results.push(...(await Promise.all(batch.map(work))));
	}
	return results;
}
