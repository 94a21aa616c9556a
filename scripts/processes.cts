import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const graceMs = 10_000;

export interface ProcessOptions {
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** Standard output and standard error are appended to it. */
	logFile: string;
	/** Who runs it; default: whoever runs this program. */
	user?: { uid: number; gid: number };
}

/** How a process ended; exactly one of the two is set. `error` in place of a code: it never started. */
export interface Exit {
	code: number | null;
	signal: NodeJS.Signals | null;
	error?: Error;
}

/** A process with all its children, which end together. */
export interface ProcessGroup {
	pid: number | undefined;
	exited: Promise<Exit>;
	/** Asks the group to end; what is still there 10 s later, or after the leader, is killed. */
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
		// No such group, or (EPERM, on macOS) one whose last members have ended but are not yet reaped.
		if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code!)) throw error;
	}
}

/**
 * Starts a command in a process group of its own: Ctrl-C in the terminal does not reach it, whoever
 * started it ends it.
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
			// A child that outlives its leader still has the leader's group.
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
 * Runs a command to its end. Rejects when it fails, naming the command, the log file and the end of
 * what it said; when `signal` aborts, the whole group is killed and the signal's reason is thrown.
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

/** "ended with code 1", "was ended by SIGKILL", "could not be started: …". */
export function describeExit({ code, signal, error }: Exit): string {
	if (error) return `could not be started: ${error.message}`;
	return code === null ? `was ended by ${signal}` : `ended with code ${code}`;
}

/** The last 30 lines of a log file, indented; empty when there is none. */
export function logTail(logFile: string): string {
	if (!existsSync(logFile)) return '';
	const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-30);
	return lines.map((line) => `    ${line}`).join('\n');
}
