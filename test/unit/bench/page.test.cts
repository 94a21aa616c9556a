import { readFileSync } from 'node:fs';
import path from 'node:path';
import { benchFolder, figuresPage, measurements, pageFile, withTables } from '../../bench/page.cts';

test('docs/performance.md shows the figures in docs/bench', () => {
	const page = readFileSync(pageFile, 'utf8');
	expect(withTables(page)).toBe(page);
});

test.each(measurements().map(({ id }) => id))(
	'docs/performance.md links to the figures of %s',
	(id) => {
		expect(readFileSync(pageFile, 'utf8')).toContain(`(bench/${id}.md)`);
	},
);

test.each(measurements().map((measurement) => [measurement.id, measurement] as const))(
	'docs/bench/%s.md shows the figures of its JSON file',
	(id, measurement) => {
		expect(readFileSync(path.join(benchFolder, `${id}.md`), 'utf8')).toBe(figuresPage(measurement));
	},
);
