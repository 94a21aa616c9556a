/* docs/performance.md: its text is written by hand, its short tables are generated from the last run, as
   are the pages with all figures in docs/bench. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { markdownTable, multiple, short, tableOf, type Case, type Measurement } from './report.cts';
import { median, ratioOf } from './timing.cts';

/** Contains the figures of the last run as JSON, SVG and Markdown. */
export const benchFolder = path.join(__dirname, '../../docs/bench');
export const pageFile = path.join(__dirname, '../../docs/performance.md');

/** The cases of a measurement that answer its question on the page; all of them by default. */
const HEADLINES: Record<string, RegExp> = {
	'order-to-event': /^orders, API in/,
	'flash-sale': /^(orders|until|429 for another|notifications)/,
	'catch-up': /^(orders|until)/,
	'delivery-log': /^orders/,
	history: /^(orders|the same, without)/,
};

/** The measurements in `docs/bench`. */
export function measurements(): Measurement[] {
	return readdirSync(benchFolder)
		.filter((file) => file.endsWith('.json'))
		.map((file) => JSON.parse(readFileSync(path.join(benchFolder, file), 'utf8')) as Measurement);
}

/**
 * Updates the page with a table for each measurement, between two comments that name its id. One that
 * has no comments is not on the page itself, which then links to its figures.
 */
export function withTables(page: string): string {
	for (const measurement of measurements()) {
		const [begin, end] = [`<!-- ${measurement.id} -->`, `<!-- /${measurement.id} -->`];
		if (!page.includes(begin)) continue;
		if (!page.includes(end)) throw new Error(`docs/performance.md has no comment ${end}`);
		const before = page.slice(0, page.indexOf(begin) + begin.length);
		const all = `[All figures](bench/${measurement.id}.md)`;
		const text = `${shortTable(measurement)}\n\n${all}`;
		page = `${before}\n\n${text}\n\n${page.slice(page.indexOf(end))}`;
	}
	return page;
}

/** The page with all figures of a measurement. */
export function figuresPage(measurement: Measurement): string {
	const { id, title } = measurement;
	const picture = existsSync(path.join(benchFolder, `${id}.svg`)) ? [`![${title}](${id}.svg)`] : [];
	const command = `The last run of \`npm run bench -- ${id}\`. How to read it: [performance](../performance.md).`;
	return `${[`# ${title}`, command, tableOf(measurement), ...picture].join('\n\n')}\n`;
}

/** A row for each question: the median of each way, and where there are two, the first as a multiple. */
function shortTable({ id, cases }: Measurement): string {
	const chosen = cases.filter(({ name }) => (HEADLINES[id] ?? /./).test(name));
	const ways = [...new Set(chosen.flatMap((one) => Object.keys(one.ways)))];
	const hasRatio = ways.length === 2;
	const head = ['', ...ways, ...(hasRatio ? ['Ratio'] : [])];
	const rows = chosen.map((one) => [
		one.name,
		...ways.map((way) =>
			one.ways[way] ? `${short(median(one.ways[way]))} ${one.unit}`.trim() : '',
		),
		...(hasRatio ? [ratio(one)] : []),
	]);
	return markdownTable(head, rows);
}

function ratio({ ways }: Case): string {
	const [first, second] = Object.values(ways);
	return first && second ? multiple(ratioOf(first, second).median) : '';
}
