import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { abortable } from './abortable.cts';
import { cacheFolder } from './cache.cts';
import { createDeliveryLog } from './deliveryLog.cts';
import { getN8n } from './getN8n.cts';
import { createConsoleLog } from './log.cts';
import { isFree } from './ports.cts';
import { describeExit } from './processes.cts';
import { startSandboxedN8n, type SandboxedN8n } from './sandboxedN8n.cts';

const eventWithinMs = 60_000;
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const usage = 'npm start [-- --once] [--port 5678]';

const log = createConsoleLog();
const ending = new AbortController();
const end = (exitCode: number) => {
	if (ending.signal.aborted) return;
	log.line('Stopping everything …');
	process.exitCode = exitCode;
	ending.abort();
};
for (const [signal, code] of Object.entries(exitCodes)) process.on(signal, () => end(code));
// npm runs this through a shell that does not forward the signal that ended npm.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && end(exitCodes.SIGTERM), 500).unref();

main()
	.catch((error: Error) => {
		if (error === ending.signal.reason) return;
		log.line(error.message);
		process.exitCode ??= 1;
	})
	.finally(() => process.exit());

async function main(): Promise<void> {
	const { once: endAfterOne, port } = await readArguments();
	const n8n = await getN8n(log, ending.signal);
	log.line(`Found n8n ${n8n.version}.`);

	const logFile = path.join(cacheFolder(), 'npm-start.log');
	rmSync(logFile, { force: true });
	const world = await startSandboxedN8n({ n8n, port, log, logFile, signal: ending.signal });
	try {
		await createDeliveryLog(world.api, { log, signal: ending.signal });
		await placeOrder(world, logFile);
		if (endAfterOne) return;
		const { email, password } = world.n8n.login;
		log.line(`\nThe editor: ${world.n8n.url} — sign in with ${email} and ${password}`);
		log.line(
			`The sandbox: ${world.sandbox.url}/ — place orders, break things, compare the revenue`,
		);
		log.line(
			'In the editor, "Converge delivery log" under Data tables has a row per delivered order.',
		);
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
		throw new Error(`Invalid port "${values.port}". Usage: ${usage}`);
	}
	if (!(await isFree(port))) {
		throw new Error(
			`Port ${port} is in use by another program. Choose another: npm start -- --port ${port + 1}`,
		);
	}
	return { once: values.once, port };
}

/** Places an order in the sandbox's store and prints the event that its Converge receives. */
async function placeOrder({ sandbox }: SandboxedN8n, logFile: string): Promise<void> {
	const started = Date.now();
	const orderId = await sandbox.store.placeOrder();
	log.line(`A customer placed order ${orderId} in the sandbox's store.`);
	const received = sandbox.converge.waitForEvent(String(orderId), eventWithinMs).catch(() => {
		throw new Error(
			`No event for order ${orderId} reached Converge within ${eventWithinMs / 1000} s. ` +
				`n8n's log: ${logFile}`,
		);
	});
	const event = await abortable(received, ending.signal);
	log.line(`Converge received this event after ${Date.now() - started} ms:`);
	log.line(JSON.stringify(event, null, 2));
}

/** Places more orders on Enter until a signal ends the program. Rejects when n8n exits on its own. */
async function stayOpen(world: SandboxedN8n, logFile: string): Promise<void> {
	const { stdin } = process;
	if (stdin.isTTY) {
		stdin.on('data', () => {
			placeOrder(world, logFile).catch((error: Error) => {
				if (error !== ending.signal.reason) log.line(error.message);
			});
		});
		// When the terminal closes, a signal ends the program.
		stdin.on('error', () => {});
	}
	log.line(
		stdin.isTTY ? 'Press Enter to place another order, Ctrl-C to stop.' : 'Press Ctrl-C to stop.',
	);
	const exit = await abortable(world.n8n.exited, ending.signal);
	throw new Error(`n8n ${describeExit(exit)}. Its log: ${logFile}`);
}
