/* Helpers for measurements: the ways of doing a job take turns within one run, so that a warm cache or a
   faster processor affects all of them alike. */

export interface Ratio {
	median: number;
	lowest: number;
	highest: number;
}

/**
 * Runs the ways in turn, after one unmeasured turn of each.
 *
 * @param ways each runs one turn and returns its result, usually a figure
 * @returns the results by way, one per repetition
 */
export async function inTurns<Way extends string, T>(
	repetitions: number,
	ways: Record<Way, () => T | Promise<T>>,
): Promise<Record<Way, T[]>> {
	const names = Object.keys(ways) as Way[];
	const turns = Object.fromEntries(names.map((name) => [name, [] as T[]])) as Record<Way, T[]>;
	for (let repetition = -1; repetition < repetitions; repetition++) {
		for (const name of names) {
			const turn = await ways[name]();
			if (repetition >= 0) turns[name].push(turn);
		}
	}
	return turns;
}

/**
 * The processor time of some work in this process, in ms, including the threads of the garbage collector.
 * Other load on the machine does not count.
 */
export async function processorTime(work: () => unknown): Promise<number> {
	const start = ownTime();
	await work();
	return ownTime() - start;
}

/** The processor time that this process has used so far, in ms. */
export function ownTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** The first as a multiple of the second, per repetition. */
export function ratioOf(first: number[], second: number[]): Ratio {
	const ratios = first.map((figure, index) => figure / second[index]).sort((a, b) => a - b);
	return { median: median(ratios), lowest: ratios[0], highest: ratios[ratios.length - 1] };
}

export function median(values: number[]): number {
	return quantile(values, 0.5);
}

/** The quantile of some values, linearly interpolated. */
export function quantile(values: number[], part: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const place = (sorted.length - 1) * part;
	const below = Math.floor(place);
	const above = Math.min(below + 1, sorted.length - 1);
	return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}
