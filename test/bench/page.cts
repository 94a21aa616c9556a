/* docs/performance.md: its text is written by hand, its tables come from the last run. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { tableOf, type Measurement } from './report.cts';

/** Where the figures of the last run are, as JSON and as pictures. */
export const benchFolder = path.join(__dirname, '../../docs/bench');
export const pageFile = path.join(__dirname, '../../docs/performance.md');

/**
 * The page with the tables of the figures that are there. Each has its place between two comments with
 * the measurement's id.
 */
export function withTables(page: string): string {
	for (const name of readdirSync(benchFolder).filter((file) => file.endsWith('.json'))) {
		const file = path.join(benchFolder, name);
		const measurement = JSON.parse(readFileSync(file, 'utf8')) as Measurement;
		const [begin, end] = [`<!-- ${measurement.id} -->`, `<!-- /${measurement.id} -->`];
		if (!page.includes(begin) || !page.includes(end)) {
			throw new Error(`docs/performance.md has no place for ${measurement.id}`);
		}
		const before = page.slice(0, page.indexOf(begin) + begin.length);
		page = `${before}\n\n${tableOf(measurement)}\n\n${page.slice(page.indexOf(end))}`;
	}
	return page;
}
