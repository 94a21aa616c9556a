/* The result of a measurement, and how it is shown: as a table (Markdown, which also reads well in a
   terminal) and as JSON. */
import { median, ratioOf, type Ratio } from './timing.cts';

/** One job, done in several ways in turn: a figure per way and repetition, all in the same unit. */
export interface Case {
	/** For example `5 lines`. */
	name: string;
	/** For example `µs an order`. */
	unit: string;
	/** By way, ours first. The ways of a case have the same number of repetitions. */
	ways: Record<string, number[]>;
	/** The goals for ours. */
	goals?: Goal[];
}

/** Limits for our figure: as a multiple of another way's figure, or absolute when `against` is missing. */
export interface Goal {
	against?: string;
	/** Whether an absolute limit is for all ways of the case, as each of them is ours. */
	isForAll?: boolean;
	atLeast?: number;
	atMost?: number;
}

/** A measurement, shown as one section of the docs. */
export interface Measurement {
	/** Short, for file names and the command line. */
	id: string;
	title: string;
	cases: Case[];
	/** Notes below the table. */
	notes?: string[];
}

/** Ours as a multiple of another way: median, lowest and highest of the repetitions. */
export function ratioTo({ ways }: Case, against: string): Ratio {
	return ratioOf(Object.values(ways)[0], ways[against]);
}

/** The goals of a case, each with whether it was reached. */
export function verdicts(one: Case): Array<{ goal: Goal; isReached: boolean; words: string }> {
	return (one.goals ?? []).map((goal) => {
		const { against, isForAll = false, atLeast = -Infinity, atMost = Infinity } = goal;
		const samples = Object.values(one.ways).slice(0, isForAll ? undefined : 1);
		const figures = against ? [ratioTo(one, against).median] : samples.map(median);
		const isReached = figures.every((figure) => figure >= atLeast && figure <= atMost);
		const bound = goal.atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
		return { goal, isReached, words: `${bound}: ${isReached ? 'reached' : 'not reached'}` };
	});
}

/** The measurement in Markdown: title, table and notes. */
export function toMarkdown(measurement: Measurement): string {
	return `## ${measurement.title}\n\n${tableOf(measurement)}\n`;
}

/** The table, and the notes below it. */
export function tableOf({ cases, notes = [] }: Measurement): string {
	const head = ['What', 'Way', 'Median (lowest to highest)', 'Ours against it', 'Goal'];
	const rows = cases.flatMap(rowsOf);
	return [markdownTable(head, rows), ...notes].join('\n\n');
}

/** A table as Prettier formats it. */
export function markdownTable(head: string[], rows: string[][]): string {
	const widths = head.map((_, column) =>
		Math.max(3, ...[head, ...rows].map((row) => row[column].length)),
	);
	const line = (cells: string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
	const rule = line(widths.map((width) => '-'.repeat(width)));
	return [line(head), rule, ...rows.map(line)].join('\n');
}

function rowsOf(one: Case): string[][] {
	return Object.entries(one.ways).map(([way, samples], index) => {
		const figure = [short(median(samples)), one.unit, spread(samples)].filter(Boolean).join(' ');
		const goals = (against?: string) =>
			verdicts(one).flatMap(({ goal, words }) => (goal.against === against ? words : []));
		if (index === 0) return [one.name, way, figure, '', goals().join(', ')];
		const ratio = ratioTo(one, way);
		return ['', way, figure, inWords(ratio), goals(way).join(', ')];
	});
}

function inWords(ratio: Ratio): string {
	if (!Object.values(ratio).every(Number.isFinite)) return '';
	return `${multiple(ratio.median)} (${ratio.lowest.toFixed(2)} to ${ratio.highest.toFixed(2)})`;
}

/** A ratio such as `1.29 ×`; nothing of one to zero. */
export function multiple(ratio: number): string {
	return Number.isFinite(ratio) ? `${ratio.toFixed(2)} ×` : '';
}

function spread(samples: number[]): string {
	return `(${short(Math.min(...samples))} to ${short(Math.max(...samples))})`;
}

/** Three significant digits. */
export function short(value: number): string {
	if (value >= 1000) return String(Math.round(value));
	return Number(value.toPrecision(3)).toString();
}
