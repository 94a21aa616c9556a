/*
 * Writes docs/event-mapping.md. With --check it writes nothing, and ends with 1 when the page is not
 * what it would write.
 *
 *     npm run docs
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { eventMappingPage } from './eventMapping/page.cts';

const PAGE = join(__dirname, '../docs/event-mapping.md');

async function main(): Promise<void> {
	const page = await format(eventMappingPage(), { ...(await resolveConfig(PAGE)), filepath: PAGE });
	if (!process.argv.includes('--check')) {
		await writeFile(PAGE, page);
	} else if ((await readFile(PAGE, 'utf8').catch(() => '')) !== page) {
		console.error('docs/event-mapping.md is stale. Write it anew with `npm run docs`.');
		process.exitCode = 1;
	}
}

void main();
