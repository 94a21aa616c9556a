import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { readPin } from './cache.cts';
import { fetchN8n, findFetchedN8n } from './fetchN8n.cts';
import type { Log } from './log.cts';

/** How to run n8n: `command` with `args` before n8n's own, in an environment with `env` on top. */
export interface N8nCommand {
	command: string;
	args: string[];
	env: Record<string, string>;
	version: string;
}

/**
 * An n8n that runs, in this order: the one that the environment variable `N8N_BIN` names, whatever
 * its version; one on the PATH of the pinned major version and no older than the pin; the pinned one
 * from the cache, where it is put first when it is not there (about five minutes, 3 GB).
 * Rejects with a sentence for the user, and with the signal's reason when that aborts.
 */
export async function getN8n(log: Log, signal?: AbortSignal): Promise<N8nCommand> {
	const forced = process.env.N8N_BIN;
	if (forced) {
		const version = await versionOf(forced);
		if (!version) throw new Error(`N8N_BIN is ${forced}, but "${forced} --version" fails.`);
		return { command: forced, args: [], env: {}, version };
	}

	const pin = readPin(path.join(__dirname, 'n8n'), 'n8n');
	const onPath = await versionOf('n8n');
	if (onPath && serves(onPath, pin.version)) {
		return { command: 'n8n', args: [], env: {}, version: onPath };
	}

	if (!findFetchedN8n(pin.folder)) await fetchN8n(pin, log, signal);
	return { ...findFetchedN8n(pin.folder)!, version: pin.version };
}

/** What a command answers to `--version`, or nothing when it cannot be run. */
async function versionOf(command: string): Promise<string | undefined> {
	const options = { timeout: 60_000, shell: process.platform === 'win32' };
	return await promisify(execFile)(command, ['--version'], options).then(
		({ stdout }) => /^\d+\.\d+\.\d+\S*/m.exec(stdout)?.[0],
		() => undefined,
	);
}

function serves(version: string, wanted: string): boolean {
	const [a, b] = [version, wanted].map((text) => text.split('.').map((part) => parseInt(part, 10)));
	return a[0] === b[0] && (a[1] > b[1] || (a[1] === b[1] && a[2] >= b[2]));
}
