import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** A program that a folder with `package.json` and `package-lock.json` pins. */
export interface Pin {
	pinFolder: string;
	version: string;
	/** Its place in the cache; another lock file has another. */
	folder: string;
}

/** The folder for what should outlive a run: what is fetched and the log files. Made when missing. */
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
 * Makes the folder of a pin. It appears only when all is well: `install` works in a folder beside it,
 * where the two files of the pin are already, and when another process was faster, its result stays
 * if `isWhole`. Rejects as `install` does, and leaves no half-made folder.
 */
export async function makeFolder(
	{ pinFolder, folder }: Pin,
	isWhole: () => boolean,
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
			if (!isWhole()) throw error;
		});
	} finally {
		await rm(partial, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** Removes what a process left behind that could not clean up after itself. */
async function removeAbandoned(folder: string): Promise<void> {
	const parent = path.dirname(folder);
	for (const name of await readdir(parent)) {
		const found = path.join(parent, name);
		if (!name.startsWith(`${path.basename(folder)}.partial-`)) continue;
		if (Date.now() - (await stat(found)).mtimeMs < abandonedAfterMs) continue;
		await rm(found, { recursive: true, force: true });
	}
}
