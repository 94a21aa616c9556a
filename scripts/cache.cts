import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** A program pinned by a folder with `package.json` and `package-lock.json`. */
export interface Pin {
	pinFolder: string;
	version: string;
	/** Its folder in the cache; each lock file has its own. */
	folder: string;
}

/** The folder for downloads and log files that are kept between runs. Created when missing. */
export function cacheFolder(): string {
	const base =
		process.env.XDG_CACHE_HOME ||
		path.join(homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
	const folder = path.join(base, 'n8n-nodes-bigcommerce-converge');
	mkdirSync(folder, { recursive: true });
	return folder;
}

/** Reads the pin of the dependency `name` in a folder. */
export function readPin(pinFolder: string, name: string): Pin {
	const manifest = readFileSync(path.join(pinFolder, 'package.json'), 'utf8');
	const version = (JSON.parse(manifest) as { dependencies: Record<string, string> }).dependencies[
		name
	];
	const lock = readFileSync(path.join(pinFolder, 'package-lock.json'));
	const key = createHash('sha256').update(lock).digest('hex').slice(0, 12);
	return { pinFolder, version, folder: path.join(cacheFolder(), `${name}-${version}-${key}`) };
}

/**
 * Creates the folder of a pin atomically: `install` runs in a temporary folder beside it that contains
 * the two files of the pin. If another process finished first, its result is kept when `isComplete`.
 * Rejects as `install` does, and leaves no partial folder behind.
 */
export async function makeFolder(
	{ pinFolder, folder }: Pin,
	isComplete: () => boolean,
	install: (partial: string) => Promise<void>,
): Promise<void> {
	const partial = `${folder}.partial-${process.pid}`;
	await removeAbandoned(folder);
	await mkdir(partial, { recursive: true });
	try {
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(path.join(pinFolder, file), path.join(partial, file));
		}
		await install(partial);
		await rename(partial, folder).catch((error) => {
			if (!isComplete()) throw error;
		});
	} finally {
		await rm(partial, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** Removes the partial folders of processes that were killed before they could clean up. */
async function removeAbandoned(folder: string): Promise<void> {
	const parent = path.dirname(folder);
	for (const name of await readdir(parent)) {
		const found = path.join(parent, name);
		if (!name.startsWith(`${path.basename(folder)}.partial-`)) continue;
		if (Date.now() - (await stat(found)).mtimeMs < abandonedAfterMs) continue;
		await rm(found, { recursive: true, force: true });
	}
}
