/* What the measurements share: two ways timed in turn within one run, so that a busy machine, a
   warm cache or a faster processor move both alike. */

/** Times in ms of one way, one per repetition. */
export type Times = number[];

export interface Ratio {
	median: number;
	lowest: number;
	highest: number;
}

/**
 * Runs the two ways by turns, after one unmeasured turn of each.
 *
 * @returns the times of the first and of the second way, repetition by repetition
 */
export async function inTurns(
	repetitions: number,
	first: () => unknown,
	second: () => unknown,
): Promise<[Times, Times]> {
	const times: [Times, Times] = [[], []];
	for (let repetition = -1; repetition < repetitions; repetition++) {
		for (const [index, way] of [first, second].entries()) {
			// Garbage of the one is not the other's to clear; there with `node --expose-gc`.
			globalThis.gc?.();
			const start = performance.now();
			await way();
			if (repetition >= 0) times[index].push(performance.now() - start);
		}
	}
	return times;
}

/** How much the first way costs of the second, repetition by repetition. */
export function ratioOf(first: Times, second: Times): Ratio {
	const ratios = first.map((time, index) => time / second[index]).sort((a, b) => a - b);
	return { median: median(ratios), lowest: ratios[0], highest: ratios[ratios.length - 1] };
}

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}
