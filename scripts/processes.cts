import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const graceMs = 10_000;

export interface ProcessOptions {
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** Standard output and standard error are appended to it. */
	logFile: string;
	/** The user to run it as; default: the current one. */
	user?: { uid: number; gid: number };
}

/** How a process ended: `code` or `signal` is set, or `error` when it could not be started. */
export interface Exit {
	code: number | null;
	signal: NodeJS.Signals | null;
	error?: Error;
}

/** A process and all its children, which end together. */
export interface ProcessGroup {
	pid: number | undefined;
	exited: Promise<Exit>;
	/** Signals the group, and kills whatever outlives the leader or is still running 10 s later. */
	stop(signal?: NodeJS.Signals): Promise<void>;
}

const running = new Set<number>();
process.once('exit', () => running.forEach((pid) => signalGroup(pid, 'SIGKILL')));

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	if (process.platform === 'win32') {
		spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
		return;
	}
	try {
		process.kill(-pid, signal);
	} catch (error) {
		// No such group, or (EPERM, on macOS) one whose last members have exited but are not reaped yet.
		if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code!)) throw error;
	}
}

/**
 * Starts a command in its own process group: Ctrl-C in the terminal does not reach it, so the caller
 * must stop it.
 */
export function startGroup(command: string, args: string[], options: ProcessOptions): ProcessGroup {
	const log = openSync(options.logFile, 'a', 0o600);
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: options.env,
		...options.user,
		stdio: ['ignore', log, log],
		detached: process.platform !== 'win32',
		shell: process.platform === 'win32' && !command.endsWith('.exe'),
	});
	closeSync(log);
	const { pid } = child;
	if (pid !== undefined) running.add(pid);
	const exited = new Promise<Exit>((resolve) => {
		child.once('error', (error) => resolve({ code: null, signal: null, error }));
		child.once('exit', (code, signal) => {
			// A child that outlives the leader is still in its group.
			if (pid !== undefined) signalGroup(pid, 'SIGKILL');
			running.delete(pid!);
			resolve({ code, signal });
		});
	});
	return {
		pid,
		exited,
		async stop(signal = 'SIGTERM') {
			if (pid === undefined || !running.has(pid)) return;
			signalGroup(pid, signal);
			const grace = new AbortController();
			await Promise.race([exited, sleep(graceMs, undefined, { signal: grace.signal })]);
			grace.abort();
			if (running.has(pid)) signalGroup(pid, 'SIGKILL');
			await exited;
		},
	};
}

/**
 * Runs a command to completion. Rejects when it fails, with the command, the log file and the end of the
 * log; when `signal` aborts, kills the whole group and throws the signal's reason.
 */
export async function run(
	command: string,
	args: string[],
	options: ProcessOptions & { signal?: AbortSignal },
): Promise<void> {
	const { signal, logFile } = options;
	signal?.throwIfAborted();
	const group = startGroup(command, args, options);
	const kill = () => void group.stop('SIGKILL');
	signal?.addEventListener('abort', kill);
	const exit = await group.exited;
	signal?.removeEventListener('abort', kill);
	signal?.throwIfAborted();
	if (exit.code !== 0) {
		throw new Error(
			`"${command} ${args.join(' ')}" ${describeExit(exit)}. Log: ${logFile}\n${logTail(logFile)}`,
		);
	}
}

/** "exited with code 1", "was killed by SIGKILL" or "could not be started: …". */
export function describeExit({ code, signal, error }: Exit): string {
	if (error) return `could not be started: ${error.message}`;
	return code === null ? `was killed by ${signal}` : `exited with code ${code}`;
}

/** The last 30 lines of a log file, indented; empty when the file does not exist. */
export function logTail(logFile: string): string {
	if (!existsSync(logFile)) return '';
	const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-30);
	return lines.map((line) => `    ${line}`).join('\n');
}
