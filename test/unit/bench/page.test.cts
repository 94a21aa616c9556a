import { readFileSync } from 'node:fs';
import { pageFile, withTables } from '../../bench/page.cts';

test('docs/performance.md has the tables of the figures in docs/bench', async () => {
	const page = readFileSync(pageFile, 'utf8');
	expect(await withTables(page)).toBe(page);
});
