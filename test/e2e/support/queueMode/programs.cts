import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

// Debian keeps PostgreSQL's server programs, one folder for each version, off the PATH.
const debianPostgres = '/usr/lib/postgresql';

/** What n8n in queue mode is tested with, and the package of Debian that has it. */
const packages = {
	'redis-server': 'redis-server',
	initdb: 'postgresql',
	postgres: 'postgresql',
	psql: 'postgresql',
	caddy: 'caddy',
};

/** The path of a program; throws with what to install when it is not there. */
export function findProgram(name: keyof typeof packages): string {
	const versions = existsSync(debianPostgres) ? readdirSync(debianPostgres).sort() : [];
	const folders = [
		...versions.reverse().map((version) => path.join(debianPostgres, version, 'bin')),
		...(process.env.PATH ?? '').split(path.delimiter),
	];
	const found = folders.map((folder) => path.join(folder, name)).find(isExecutable);
	if (found) return found;
	throw new Error(
		`There is no ${name}, which these tests need: install Debian's package ${packages[name]}.`,
	);
}

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
