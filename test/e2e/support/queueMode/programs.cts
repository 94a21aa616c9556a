import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

// Debian keeps PostgreSQL's server programs in a folder per version that is not on the PATH.
const debianPostgres = '/usr/lib/postgresql';

/** The programs that the tests of queue mode need → their Debian package. */
const packages = {
	'redis-server': 'redis-server',
	initdb: 'postgresql',
	postgres: 'postgresql',
	psql: 'postgresql',
	caddy: 'caddy',
};

/** The path of a program. Throws with the package to install when it is missing. */
export function findProgram(name: keyof typeof packages): string {
	const versions = existsSync(debianPostgres) ? readdirSync(debianPostgres).sort() : [];
	const folders = [
		...versions.reverse().map((version) => path.join(debianPostgres, version, 'bin')),
		...(process.env.PATH ?? '').split(path.delimiter),
	];
	const found = folders.map((folder) => path.join(folder, name)).find(isExecutable);
	if (found) return found;
	throw new Error(`${name} not found. Install the Debian package ${packages[name]}.`);
}

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
