import { existsSync } from 'node:fs';
import path from 'node:path';
import { makeFolder, readPin } from '../../../scripts/cache.cts';
import { run } from '../../../scripts/processes.cts';

/**
 * The path of the pinned npm registry's program, to be run with Node.js. It is installed into the cache
 * (65 MB) when missing. Rejects with the end of npm's output.
 */
export async function getVerdaccio(): Promise<string> {
	// Not one of the package's devDependencies: it needs an override, which n8n forbids in a node's
	// package.json. It is the newest version that runs on Node.js 20.
	const pin = readPin(path.join(__dirname, '../registry'), 'verdaccio');
	const program = path.join(pin.folder, 'node_modules/verdaccio/bin/verdaccio');
	const isThere = () => existsSync(program);
	if (!isThere()) {
		await makeFolder(pin, isThere, async (cwd) => {
			const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
			await run('npm', args, { cwd, env: process.env, logFile: `${pin.folder}.log` });
		});
	}
	return program;
}
