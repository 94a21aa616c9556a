import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';

import type { N8nCommand } from './getN8n.cts';
import { describeExit, logTail, run, startGroup, type Exit } from './processes.cts';

const readyWithinMs = 180_000;

/** The owner account of every n8n that is started here. */
export const login = { email: 'owner@example.com', password: 'Sandbox-Demo-1' };
// bcrypt of the password above: n8n accepts the owner's password only as a hash.
const passwordHash = '$2a$10$mmqJGm1Ce9shuEbgNkM5xOdtYg/VKvrycY2JPCCUheahZC.7dqzr6';

/** One n8n: its data, addresses and settings. Pass the same object to prepare and start it. */
export interface N8nInstance {
	n8n: N8nCommand;
	/** Contains `.n8n` with the database, the encryption key (n8n creates one) and community packages. */
	userFolder: string;
	/** n8n listens on it, at 127.0.0.1 only. */
	port: number;
	/** Port for n8n's task runner; every n8n on a machine needs its own. */
	brokerPort: number;
	/** The public address used in webhook URLs, with a trailing slash. */
	webhookUrl: string;
	/** n8n's output is appended to it. */
	logFile: string;
	/** Additional environment variables for n8n; they override those set here. */
	env?: Record<string, string>;
	/** n8n's command with its flags, such as `worker`. Default: `start`, the main process. */
	command?: string[];
}

/** Input for n8n's import commands; the `data` of a credential is unencrypted. */
export interface N8nContent {
	credentials: Array<{ id: string; name: string; type: string; data: Record<string, string> }>;
	workflows: Array<{ id: string }>;
	/** IDs of the workflows to publish; they become active when n8n starts. */
	publish: string[];
}

export interface RunningN8n {
	pid: number;
	/** The editor and REST API, without a trailing slash. */
	url: string;
	login: typeof login;
	exited: Promise<Exit>;
	/** Stops n8n and its task runner; resolves when both have exited. */
	stop(signal?: NodeJS.Signals): Promise<void>;
	/** Kills both, as a crash would. */
	kill9(): Promise<void>;
	/** Everything in the log file so far. */
	log(): string;
}

/**
 * Imports and publishes into the database of an n8n that is not running; the database is created when
 * missing. Rejects with n8n's output when a command fails.
 */
export async function prepareN8n(
	instance: N8nInstance,
	content: N8nContent,
	signal?: AbortSignal,
): Promise<void> {
	const importFile = async (command: string, items: unknown[]) => {
		if (items.length === 0) return;
		const file = path.join(instance.userFolder, 'import.json');
		await writeFile(file, JSON.stringify(items), { mode: 0o600 });
		try {
			await runCommand([command, `--input=${file}`]);
		} finally {
			await rm(file);
		}
	};
	const runCommand = (args: string[]) => runN8nCommand(instance, args, signal);
	await importFile('import:credentials', content.credentials);
	await importFile('import:workflow', content.workflows);
	for (const id of content.publish) await runCommand(['publish:workflow', `--id=${id}`]);
}

/** Runs one of n8n's commands on the data of an n8n to completion. Rejects with its output when it fails. */
export async function runN8nCommand(
	instance: N8nInstance,
	args: string[],
	signal?: AbortSignal,
): Promise<void> {
	const { command, args: before } = instance.n8n;
	await run(command, [...before, ...args], { ...processOptions(instance), signal });
}

/**
 * Starts n8n and waits until it is ready. Published workflows may become active a little later.
 * Rejects with the end of its log when it exits first or takes more than three minutes.
 */
export async function startN8n(instance: N8nInstance, signal?: AbortSignal): Promise<RunningN8n> {
	signal?.throwIfAborted();
	const { n8n, port, logFile, command = ['start'] } = instance;
	const group = startGroup(n8n.command, [...n8n.args, ...command], processOptions(instance));
	try {
		await ready(port, group.exited, signal);
	} catch (error) {
		await group.stop();
		if (signal?.aborted) throw error;
		throw new Error(`${(error as Error).message} Log: ${logFile}\n${logTail(logFile)}`, {
			cause: error,
		});
	}
	return {
		pid: group.pid!,
		url: `http://localhost:${port}`,
		login,
		exited: group.exited,
		stop: (how) => group.stop(how),
		kill9: () => group.stop('SIGKILL'),
		log: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''),
	};
}

async function ready(port: number, exited: Promise<Exit>, signal?: AbortSignal): Promise<void> {
	let exit: Exit | undefined;
	void exited.then((how) => (exit = how));
	const deadline = Date.now() + readyWithinMs;
	while (Date.now() < deadline) {
		signal?.throwIfAborted();
		if (exit) throw new Error(`n8n ${describeExit(exit)} during startup.`);
		const answer = await axios
			.get(`http://127.0.0.1:${port}/healthz/readiness`, { timeout: 5000, proxy: false })
			.catch(() => undefined);
		if (answer) return;
		await sleep(250);
	}
	throw new Error(`n8n was not ready on port ${port} within ${readyWithinMs / 1000} s.`);
}

function processOptions(instance: N8nInstance) {
	const { userFolder, logFile } = instance;
	// n8n reads a .env file in its working directory; the user folder has none.
	return { cwd: userFolder, env: environment(instance), logFile };
}

// Keeps the settings (and database) of another n8n on this machine away from this one, and settings that
// change the behaviour of Node.js, npm or HTTP clients.
const foreign = new RegExp(
	'^(N8N|DB|QUEUE|EXECUTIONS|EXTERNAL|CREDENTIALS|WORKFLOWS|NODES|OFFLOAD|WEBHOOK|GENERIC|NPM|JEST)_' +
		'|^NODE_(ENV|OPTIONS|PATH)$|_PROXY$',
	'i',
);

function environment(instance: N8nInstance): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(own),
		...instance.n8n.env,

		N8N_USER_FOLDER: instance.userFolder,
		N8N_PORT: String(instance.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		// A worker's only port, which serves its health check.
		QUEUE_HEALTH_CHECK_PORT: String(instance.port),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		N8N_EDITOR_BASE_URL: `http://localhost:${instance.port}`,
		N8N_WEBHOOK_URL: instance.webhookUrl,
		N8N_RUNNERS_BROKER_PORT: String(instance.brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: 'warn',

		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: login.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: 'Sandbox',
		N8N_INSTANCE_OWNER_LAST_NAME: 'Owner',
		N8N_INSTANCE_OWNER_PASSWORD_HASH: passwordHash,

		// No calls to n8n's own services, and no surveys, news or advertisements in the editor.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_DIAGNOSTICS_CONFIG_FRONTEND: '',
		N8N_DIAGNOSTICS_CONFIG_BACKEND: '',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIDE_USAGE_PAGE: 'true',
		N8N_DISABLED_MODULES: 'mcp-registry,mcp,instance-ai,agents,chat-hub',

		...instance.env,
	};
}
