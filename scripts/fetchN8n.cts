import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { makeFolder, type Pin } from './cache.cts';
import type { Log } from './log.cts';
import { logTail, run } from './processes.cts';

const node = `node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`;
const bin = 'node_modules/n8n/bin/n8n';
const progressEveryMs = 2000;

/** The command that runs the n8n in a folder with the Node.js installed beside it, if both exist. */
export function findFetchedN8n(folder: string) {
	const command = path.join(folder, node);
	const n8n = path.join(folder, bin);
	if (!existsSync(command) || !existsSync(n8n)) return undefined;
	// n8n starts its task runner as "node", so this one must come first.
	const searchPath = [path.dirname(command), process.env.PATH].join(path.delimiter);
	return { command, args: [n8n], env: { PATH: searchPath } };
}

/**
 * Installs the pinned n8n and Node.js and reports progress. Rejects with a message for the user and the
 * path of npm's full output, or with the signal's reason when it aborts.
 */
export async function fetchN8n(pin: Pin, log: Log, signal?: AbortSignal): Promise<void> {
	const { folder, version } = pin;
	const logFile = `${folder}.log`;
	// Not "npm ci": it rejects the lock file, which omits optional packages that are not published for every
	// platform. "npm install" respects the locked versions too.
	const installAll = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
	// The scripts of other packages are skipped: one is a Kafka client that takes minutes to compile and
	// often fails. The user's own npm settings must not block the two that are needed.
	const rebuild = ['rebuild', '--ignore-scripts=false'];
	const steps = [
		{ does: 'unpacking packages', args: installAll },
		{ does: 'downloading Node.js', args: [...rebuild, 'node'] },
		{ does: 'building the SQLite driver', args: [...rebuild, 'sqlite3'] },
	];

	log.line(
		`n8n ${version} is not installed. Downloading it once takes about five minutes and 3 GB (${folder}).`,
	);
	await rm(logFile, { force: true });
	const started = Date.now();
	const install = async (partial: string) => {
		const packages = packageFolders(partial);
		for (const [index, { does, args }] of steps.entries()) {
			const step = `Installing n8n, step ${index + 1} of ${steps.length}: ${does}`;
			const showProgress = async () => {
				const figure = index === 0 ? `, ${await countPresent(packages)} of ${packages.length}` : '';
				log.progress(`${step}${figure} (${minutes(Date.now() - started)})`);
			};
			await showProgress();
			const timer = setInterval(() => void showProgress(), progressEveryMs);
			const options = { cwd: partial, env: process.env, logFile, signal };
			await run('npm', args, options).finally(() => clearInterval(timer));
		}
		await check(partial, version);
	};
	try {
		await makeFolder(pin, () => findFetchedN8n(folder) !== undefined, install);
	} catch (error) {
		if (signal?.aborted) throw error;
		throw new Error(
			`Could not install n8n ${version}. Check the network and that 4 GB of disk space are free; if ` +
				'the SQLite driver failed, install Python and a C++ compiler. Then try again, ' +
				'or install that n8n yourself and put it on the PATH.\n' +
				`${(error as Error).message.split('\n')[0]}\n${logTail(logFile)}`,
			{ cause: error },
		);
	}
	log.line(`n8n ${version} is ready after ${minutes(Date.now() - started)}.`);
}

/** The package folders that the lock file in a folder lists, without optional (platform-specific) ones. */
function packageFolders(folder: string): string[] {
	const lock = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, { optional?: boolean }>;
	};
	const names = Object.keys(lock.packages).filter((name) => name && !lock.packages[name].optional);
	return names.map((name) => path.join(folder, name));
}

async function countPresent(folders: string[]): Promise<number> {
	const checks = folders.map((folder) => access(path.join(folder, 'package.json')));
	return (await Promise.allSettled(checks)).filter(({ status }) => status === 'fulfilled').length;
}

async function check(folder: string, version: string): Promise<void> {
	const { stdout } = await promisify(execFile)(path.join(folder, node), [
		path.join(folder, bin),
		'--version',
	]);
	if (stdout.trim() !== version) throw new Error(`Expected n8n ${version}, got ${stdout.trim()}.`);
}

function minutes(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
