import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import { cacheFolder, getN8n } from './getN8n.cts';
import { createConsoleLog } from './log.cts';
import { isFree } from './ports.cts';
import { describeExit } from './processes.cts';
import { startSandboxedN8n, type SandboxedN8n } from './sandboxedN8n.cts';

const eventWithinMs = 60_000;
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const usage = 'npm start [-- --once] [--port 5678]';

const log = createConsoleLog();
const ending = new AbortController();
for (const [signal, code] of Object.entries(exitCodes)) {
	process.on(signal, () => {
		if (ending.signal.aborted) return;
		log.line('Ending everything that was started …');
		process.exitCode = code;
		ending.abort();
	});
}

main()
	.catch((error: Error) => {
		if (ending.signal.aborted) return;
		log.line(error.message);
		process.exitCode = 1;
	})
	.finally(() => process.exit());

async function main(): Promise<void> {
	const { once: endAfterOne, port } = await readArguments();
	const n8n = await getN8n(log, ending.signal);
	log.line(`n8n ${n8n.version} is at hand: ${[n8n.command, ...n8n.args].join(' ')}`);

	const logFile = path.join(cacheFolder(), `n8n-on-${port}.log`);
	rmSync(logFile, { force: true });
	const world = await startSandboxedN8n({ n8n, port, log, logFile, signal: ending.signal });
	try {
		await placeOrder(world, logFile);
		if (endAfterOne) return;
		const { email, password } = world.n8n.login;
		log.line(`The editor: ${world.n8n.url} — sign in with ${email} and ${password}`);
		await stayOpen(world, logFile);
	} finally {
		await world.stop();
	}
}

async function readArguments(): Promise<{ once: boolean; port: number }> {
	const { values } = parseArgs({
		options: {
			once: { type: 'boolean', default: false },
			port: { type: 'string', default: '5678' },
		},
	});
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new Error(`"${values.port}" is no port. Usage: ${usage}`);
	}
	if (!(await isFree(port))) {
		throw new Error(
			`Port ${port} is taken by another program. Choose another: npm start -- --port ${port + 1}`,
		);
	}
	return { once: values.once, port };
}

/** Places an order in the sandbox's store and prints what the sandbox's Converge receives. */
async function placeOrder({ sandbox }: SandboxedN8n, logFile: string): Promise<void> {
	const started = Date.now();
	const orderId = await sandbox.store.placeOrder();
	log.line(`A customer has placed order ${orderId} in the sandbox's store.`);
	const event = await untilEnding(
		sandbox.converge.waitForEvent(String(orderId), eventWithinMs).catch(() => {
			throw new Error(
				`No event for order ${orderId} reached Converge within ${eventWithinMs / 1000} s. ` +
					`n8n's log: ${logFile}. Without --once the editor shows the workflow's executions.`,
			);
		}),
	);
	log.line(`Converge has received this event after ${Date.now() - started} ms:`);
	log.line(JSON.stringify(event, null, 2));
}

/** Offers more orders on a terminal, until a signal ends it all. Rejects when n8n ends by itself. */
async function stayOpen(world: SandboxedN8n, logFile: string): Promise<void> {
	const keyboard = process.stdin.isTTY ? createInterface({ input: process.stdin }) : undefined;
	keyboard?.on('line', () => {
		placeOrder(world, logFile).catch((error: Error) => {
			if (!ending.signal.aborted) log.line(error.message);
		});
	});
	log.line(keyboard ? 'Enter places another order, Ctrl-C ends.' : 'Ctrl-C ends.');
	const exit = await untilEnding(world.n8n.exited).finally(() => keyboard?.close());
	throw new Error(`n8n ${describeExit(exit)}. Its log: ${logFile}`);
}

async function untilEnding<T>(work: Promise<T>): Promise<T> {
	const { signal } = ending;
	signal.throwIfAborted();
	const aborted = once(signal, 'abort').then(() => signal.throwIfAborted() as never);
	return await Promise.race([work, aborted]);
}
