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

// BigCommerce notifies HTTPS addresses on port 443 only, and the trigger refuses any other. So n8n is
// told that it is reached at such an address, and the sandbox is the reverse proxy behind it.
const publicUrl = 'https://n8n.example.com';

export interface SandboxedN8nOptions {
	n8n: N8nCommand;
	port: number;
	log: Log;
	/** Default: `n8n.log` in the temporary user folder, which is removed in the end. */
	logFile?: string;
	/** Imported and published, with the sandbox's credentials. Default: the example workflow. */
	workflow?: Omit<Workflow, 'id'>;
	/** n8n as it comes: without this package, a workflow and credentials. */
	bare?: boolean;
	sandbox?: Omit<SandboxOptions, 'routes'>;
	/** More environment variables for n8n. */
	env?: Record<string, string>;
	signal?: AbortSignal;
}

/** An n8n with this package in it, a workflow that is active, and the store and Converge it talks to. */
export interface SandboxedN8n {
	sandbox: Sandbox;
	/** The n8n that runs now, or ran last. */
	readonly n8n: RunningN8n;
	/** Stays signed in when n8n is restarted. */
	api: N8nApi;
	/** The workflow that was imported; empty in a bare n8n. */
	workflowId: string;
	instance: N8nInstance;
	/** Ends n8n if it runs, and starts it with the same data and addresses. */
	restartN8n(env?: Record<string, string>): Promise<void>;
	/** Ends n8n and the sandbox and removes the data. */
	stop(): Promise<void>;
}

/**
 * Starts all of it; each step is a line in the log. When a step fails or `signal` aborts, it ends
 * what it started before it rejects.
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
			log.line('The package is packed and installed the way n8n installs community nodes.');
			signal?.throwIfAborted();
		}

		const routes = { [publicUrl]: `http://127.0.0.1:${port}` };
		sandbox = await startSandbox({ ...options.sandbox, routes });
		log.line(
			`A sandbox plays BigCommerce at ${sandbox.url} and Converge at ${sandbox.convergeUrl}`,
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
			log.line(`The workflow "${workflow.name}" is imported and published, with its credentials.`);
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
