import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
	describeExit,
	logTail,
	run,
	startGroup,
	type Exit,
	type ProcessGroup,
} from '../../../../scripts/processes.cts';
import { queueModeFolder, type Service } from '../../../support/composeFile.cts';
import { findProgram } from './programs.cts';

/** The port of a server (at 127.0.0.1 only), and the folder for its data and log. */
export interface Place {
	port: number;
	folder: string;
}

/** Starts an empty PostgreSQL with the user, password and database of the compose file. */
export async function startPostgres(service: Service, { port, folder }: Place) {
	const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = service.environment as Record<
		string,
		string
	>;
	const user = postgresUser();
	mkdirSync(folder);
	if (user) chownSync(folder, user.uid, user.gid);
	const logFile = logFileOf(folder);
	const options = { cwd: folder, env: process.env, logFile, user };
	const data = path.join(folder, 'data');
	const sockets = ['-c', `unix_socket_directories=${folder}`];

	await run(
		findProgram('initdb'),
		['-D', data, '-U', POSTGRES_USER, '--auth-local=trust', '--auth-host=scram-sha-256'],
		options,
	);
	const sql = `ALTER USER ${POSTGRES_USER} PASSWORD '${POSTGRES_PASSWORD}'; CREATE DATABASE ${POSTGRES_DB};`;
	execFileSync(findProgram('postgres'), ['--single', '-D', data, 'postgres'], {
		...{ ...user, cwd: folder, input: sql.replaceAll('; ', ';\n'), stdio: 'pipe' },
	});
	return await started(
		startGroup(
			findProgram('postgres'),
			['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', ...sockets],
			options,
		),
		{ name: 'PostgreSQL', port, logFile },
	);
}

/** In the folder named by `E2E_LOGS`, or beside the data. */
export function logFileOf(folder: string): string {
	const logs = process.env.E2E_LOGS ?? path.dirname(folder);
	return path.join(logs, `${path.basename(folder)}.log`);
}

/** PostgreSQL refuses to run as root; then it runs as the user of Debian's package. */
function postgresUser(): { uid: number; gid: number } | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (flag: string) =>
		Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim());
	return { uid: id('-u'), gid: id('-g') };
}

/** Starts the Redis of the compose file, with its command. */
export async function startRedis({ command }: Service, { port, folder }: Place) {
	mkdirSync(folder);
	const logFile = logFileOf(folder);
	const [, ...args] = command!.split(' ');
	const here = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
	const group = startGroup(findProgram('redis-server'), [...args, ...here], {
		cwd: folder,
		env: process.env,
		logFile,
	});
	return await started(group, { name: 'Redis', port, logFile });
}

/**
 * Starts Caddy with the Caddyfile of `deploy/queue-mode`, for HTTP instead of HTTPS.
 *
 * @param main address and port of the main process
 * @param processors the same of the webhook processors
 */
export async function startCaddy(
	domain: string,
	{ main, processors }: { main: string; processors: string[] },
	{ port, folder }: Place,
) {
	mkdirSync(folder);
	const logFile = logFileOf(folder);
	const config = path.join(queueModeFolder, 'Caddyfile');
	const args = ['run', '--config', config, '--adapter', 'caddyfile'];
	const group = startGroup(findProgram('caddy'), args, {
		cwd: folder,
		env: {
			...process.env,
			HOME: folder,
			N8N_DOMAIN: `http://${domain}:${port}`,
			N8N_MAIN: main,
			WEBHOOK_PROCESSORS: processors.join(' '),
			CADDY_GLOBAL_OPTIONS: 'admin off\ndefault_bind 127.0.0.1',
		},
		logFile,
	});
	return await started(group, { name: 'Caddy', port, logFile });
}

/** Resolves when something listens on the port; rejects with the server's log when it exits first. */
async function started(
	group: ProcessGroup,
	{ name, port, logFile }: { name: string; port: number; logFile: string },
): Promise<ProcessGroup> {
	let exit: Exit | undefined;
	void group.exited.then((how) => (exit = how));
	while (!(await listens(port))) {
		if (exit) throw new Error(`${name} ${describeExit(exit)}.\n${logTail(logFile)}`);
		await sleep(50);
	}
	return group;
}

function listens(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect({ host: '127.0.0.1', port });
		socket.once('error', () => resolve(false));
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
	});
}
