import { readFileSync } from 'node:fs';
import { pageFile, withTables } from '../../bench/page.cts';

test('docs/performance.md shows the figures in docs/bench', () => {
	const page = readFileSync(pageFile, 'utf8');
	expect(withTables(page)).toBe(page);
});
