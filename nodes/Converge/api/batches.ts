import { sleep } from 'n8n-workflow';

export interface Batches {
	/** How many items are in progress at once: 1 or more. */
	size: number;
	intervalMs: number;
}

interface BatchOptions extends Batches {
	/** Asked before each batch; once it is true, no further batch is started. */
	isCancelled: () => boolean;
}

/**
 * Runs `work` for each index below `count`, one batch after the other, the items of a batch at once.
 * When one of them rejects, the others of its batch end first, so that nothing goes on unseen.
 *
 * @returns the results in the order of the items; shorter than `count` when cancelled
 */
export async function inBatches<T>(
	count: number,
	work: (index: number) => Promise<T>,
	{ size, intervalMs, isCancelled }: BatchOptions,
): Promise<T[]> {
	const results: T[] = [];
	while (results.length < count) {
		if (results.length > 0 && intervalMs > 0) await sleep(intervalMs);
		if (isCancelled()) break;
		const batch: Array<Promise<T>> = [];
		const end = Math.min(count, results.length + size);
		for (let index = results.length; index < end; index++) batch.push(work(index));
		await Promise.allSettled(batch);
		results.push(...(await Promise.all(batch)));
	}
	return results;
}
