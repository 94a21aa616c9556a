import path from 'node:path';
import { getN8n } from '../../../scripts/getN8n.cts';
import { createConsoleLog, silentLog } from '../../../scripts/log.cts';
import { freePorts } from '../../../scripts/ports.cts';
import {
	startSandboxedN8n,
	type SandboxedN8n,
	type SandboxedN8nOptions,
} from '../../../scripts/sandboxedN8n.cts';

/**
 * Starts a sandbox and an n8n for a test file: free ports, its own data, the package as it would be
 * published (build it first, as `npm run test:e2e` does) and one active workflow. Takes about half a
 * minute, and some minutes more when n8n has to be downloaded. End it with `stop()`.
 */
export async function startWorld(
	options: Pick<SandboxedN8nOptions, 'workflow' | 'bare' | 'sandbox' | 'env'> = {},
): Promise<SandboxedN8n> {
	const n8n = await getN8n(createConsoleLog());
	const [port] = await freePorts(1);
	// Keeps n8n's log, which is otherwise removed with its folder.
	const logs = process.env.E2E_LOGS;
	const logFile = logs ? path.join(logs, `n8n-${port}.log`) : undefined;
	return await startSandboxedN8n({ ...options, n8n, port, logFile, log: silentLog });
}

export type World = SandboxedN8n;
