/* What the measurements share: two ways timed by turns within one run, so that a warm cache or a
   faster processor moves both alike. It is processor time, the threads of the garbage collection
   included: what else the machine is busy with does not count. */

/** Processor time in ms of one way, one per repetition. */
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
			const start = process.cpuUsage();
			await way();
			const { user, system } = process.cpuUsage(start);
			if (repetition >= 0) times[index].push((user + system) / 1000);
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
