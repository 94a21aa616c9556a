import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { readPin } from './cache.cts';
import { fetchN8n, findFetchedN8n } from './fetchN8n.cts';
import type { Log } from './log.cts';

/** How to run n8n: `command` with `args` before n8n's own arguments, and `env` added to the environment. */
export interface N8nCommand {
	command: string;
	args: string[];
	env: Record<string, string>;
	version: string;
}

/**
 * Finds an n8n, in this order: the one in the environment variable `N8N_BIN`, whatever its version; one
 * on the PATH with the pinned major version that is at least as new as the pin; the pinned one from the
 * cache, downloaded if missing (about five minutes, 3 GB).
 * Rejects with a message for the user, or with the signal's reason when it aborts.
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

/** The version that a command prints for `--version`; `undefined` when it cannot be run. */
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
