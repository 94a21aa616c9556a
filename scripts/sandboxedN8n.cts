import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { startSandbox, type Sandbox, type SandboxOptions } from '../test/sandbox/index.cts';
import { abortable } from './abortable.cts';
import { readExampleWorkflow, sandboxContent, type Workflow } from './exampleWorkflow.cts';
import type { N8nCommand } from './getN8n.cts';
import type { Log } from './log.cts';
import { signIn, type N8nApi } from './n8nApi.cts';
import { installPackage, packPackage } from './packPackage.cts';
import { freePorts } from './ports.cts';
import { prepareN8n, startN8n, type N8nInstance, type RunningN8n } from './runN8n.cts';

// BigCommerce delivers webhooks only to HTTPS addresses on port 443, and the trigger rejects any other.
// So n8n is given such a public address, and the sandbox acts as the reverse proxy for it.
const publicUrl = 'https://n8n.example.com';

export interface SandboxedN8nOptions {
	n8n: N8nCommand;
	port: number;
	log: Log;
	/** Default: `n8n.log` in the temporary user folder, which is removed at the end. */
	logFile?: string;
	/** Imported and published with the sandbox's credentials. Default: the example workflow. */
	workflow?: Omit<Workflow, 'id'>;
	/** A plain n8n without this package, a workflow or credentials. */
	bare?: boolean;
	sandbox?: Omit<SandboxOptions, 'routes'>;
	/** Additional environment variables for n8n. */
	env?: Record<string, string>;
	signal?: AbortSignal;
}

/** An n8n with this package and an active workflow, and the store and Converge it talks to. */
export interface SandboxedN8n {
	sandbox: Sandbox;
	/** The running n8n, or the one that ran last. */
	readonly n8n: RunningN8n;
	/** Stays signed in when n8n is restarted. */
	api: N8nApi;
	/** The ID of the imported workflow; empty for a bare n8n. */
	workflowId: string;
	instance: N8nInstance;
	/** Stops n8n if it is running, and starts it with the same data and addresses. */
	restartN8n(env?: Record<string, string>): Promise<void>;
	/** Stops n8n and the sandbox and removes the data. */
	stop(): Promise<void>;
}

/**
 * Starts n8n and the sandbox, with a log line for each step. When a step fails or `signal` aborts, stops
 * everything it started before it rejects.
 */
export async function startSandboxedN8n(options: SandboxedN8nOptions): Promise<SandboxedN8n> {
	const { n8n, port, bare, log, signal } = options;
	const userFolder = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-bigcommerce-converge-'));
	let sandbox: Sandbox | undefined;
	let running: RunningN8n | undefined;
	const stop = async () => {
		try {
			await Promise.all([running?.stop(), sandbox?.stop()]);
		} finally {
			await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
		}
	};
	try {
		if (!bare) {
			await installPackage(await packPackage(userFolder), userFolder);
			log.line('Packed the package and installed it as n8n installs community nodes.');
			signal?.throwIfAborted();
		}

		const routes = { [publicUrl]: `http://127.0.0.1:${port}` };
		sandbox = await startSandbox({ ...options.sandbox, routes });
		log.line(
			`The sandbox plays BigCommerce at ${sandbox.url} and Converge at ${sandbox.convergeUrl}.`,
		);

		const [brokerPort] = await freePorts(1);
		const instance: N8nInstance = {
			n8n,
			userFolder,
			port,
			brokerPort,
			webhookUrl: `${publicUrl}/`,
			logFile: options.logFile ?? path.join(userFolder, 'n8n.log'),
			env: options.env,
		};
		const workflowId = bare ? '' : 'sandboxWorkflow1';
		if (!bare) {
			const workflow = options.workflow ?? readExampleWorkflow();
			await prepareN8n(instance, sandboxContent(sandbox, { id: workflowId, workflow }), signal);
			log.line(`Imported and published the workflow "${workflow.name}" with its credentials.`);
		}

		running = await startN8n(instance, signal);
		const api = await signIn(running.url, running.login);
		if (!bare) await abortable(api.waitUntilActive(workflowId), signal);
		log.line(`n8n ${n8n.version} has started${bare ? '' : ' and the workflow is active'}.`);
		return {
			sandbox,
			get n8n() {
				return running!;
			},
			api,
			workflowId,
			instance,
			async restartN8n(env) {
				await running?.stop();
				running = await startN8n({ ...instance, env: { ...instance.env, ...env } });
			},
			stop,
		};
	} catch (error) {
		await stop();
		signal?.throwIfAborted();
		throw error;
	}
}
