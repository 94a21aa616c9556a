/* docs/performance.md: its text is written by hand, its tables are generated from the last run. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { tableOf, type Measurement } from './report.cts';

/** Contains the figures of the last run as JSON and SVG. */
export const benchFolder = path.join(__dirname, '../../docs/bench');
export const pageFile = path.join(__dirname, '../../docs/performance.md');

/**
 * Updates the page with a table for each measurement in `benchFolder`, between two comments that name the
 * measurement's id.
 */
export function withTables(page: string): string {
	for (const name of readdirSync(benchFolder).filter((file) => file.endsWith('.json'))) {
		const file = path.join(benchFolder, name);
		const measurement = JSON.parse(readFileSync(file, 'utf8')) as Measurement;
		const [begin, end] = [`<!-- ${measurement.id} -->`, `<!-- /${measurement.id} -->`];
		if (!page.includes(begin) || !page.includes(end)) {
			throw new Error(`docs/performance.md has no comments <!-- ${measurement.id} -->`);
		}
		const before = page.slice(0, page.indexOf(begin) + begin.length);
		page = `${before}\n\n${tableOf(measurement)}\n\n${page.slice(page.indexOf(end))}`;
	}
	return page;
}
