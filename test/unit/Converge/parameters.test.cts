import type { IExecuteFunctions } from 'n8n-workflow';
import { batches } from '../../../nodes/Converge/parameters';

const MAX_TIMER_MS = 2 ** 31 - 1;

const batchesOf = (options: Record<string, unknown>) =>
	batches({
		getNodeParameter: (name: string, _index: number, fallback: unknown) =>
			options[name.replace('options.', '')] ?? fallback,
	} as unknown as IExecuteFunctions);

test.each([
	[{}, { size: 10, intervalMs: 0 }],
	[
		{ batchSize: 2.7, batchInterval: 300 },
		{ size: 2, intervalMs: 300 },
	],
	[
		{ batchSize: -1, batchInterval: -1 },
		{ size: 1, intervalMs: 0 },
	],
	[
		{ batchSize: 'many', batchInterval: 'long' },
		{ size: 1, intervalMs: 0 },
	],
	// A timer that is set for longer ends at once.
	[{ batchInterval: 1e12 }, { size: 10, intervalMs: MAX_TIMER_MS }],
	[{ batchInterval: Infinity }, { size: 10, intervalMs: MAX_TIMER_MS }],
])('batches are possible with %j', (options, expected) => {
	expect(batchesOf(options)).toEqual(expected);
});
