import { inBatches } from '../../../../nodes/Converge/api/batches';

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('keeps the order of the items, and no more at once than a batch', async () => {
	let underWay = 0;
	let most = 0;
	const results = await inBatches(
		7,
		async (index) => {
			most = Math.max(most, ++underWay);
			for (let turn = 0; turn < 7 - index; turn++) await settle();
			underWay--;
			return index;
		},
		{ size: 3, intervalMs: 0, isCancelled: () => false },
	);
	expect(results).toEqual([0, 1, 2, 3, 4, 5, 6]);
	expect(most).toBe(3);
});

test('begins no further batch when cancelled', async () => {
	const begun: number[] = [];
	const results = await inBatches(
		9,
		async (index) => {
			begun.push(index);
			await settle();
			return index;
		},
		{ size: 2, intervalMs: 1, isCancelled: () => begun.length >= 4 },
	);
	expect(begun).toEqual([0, 1, 2, 3]);
	expect(results).toEqual([0, 1, 2, 3]);
});

test('ends the batch before it rejects, and begins no other', async () => {
	const ended: number[] = [];
	const run = inBatches(
		6,
		async (index) => {
			if (index === 0) throw new Error('first');
			await settle();
			ended.push(index);
			return index;
		},
		{ size: 3, intervalMs: 0, isCancelled: () => false },
	);
	await expect(run).rejects.toThrow('first');
	expect(ended).toEqual([1, 2]);
});
