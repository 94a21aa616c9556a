import { sleep } from 'n8n-workflow';

export interface Batches {
	/** How many items are under way at once: 1 or more. */
	size: number;
	/** The pause between two batches, in ms. */
	interval: number;
}

/**
 * Runs `work` for each index below `count`, one batch after the other, the items of a batch at once.
 * When one of them rejects, the others of its batch end first, so that nothing goes on behind the
 * caller's back.
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
	while (results.length < count) {
		if (results.length > 0 && interval > 0) await sleep(interval);
		if (isCancelled()) break;
		const batch: Array<Promise<T>> = [];
		const end = Math.min(count, results.length + size);
		for (let index = results.length; index < end; index++) batch.push(work(index));
		await Promise.allSettled(batch);
		results.push(...(await Promise.all(batch)));
	}
	return results;
}
