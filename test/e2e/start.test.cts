import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import net from 'node:net';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { signIn } from '../../scripts/n8nApi.cts';
import { freePorts } from '../../scripts/ports.cts';
import { login } from '../../scripts/runN8n.cts';
import { rowsOf } from './support/tables.cts';

const root = path.join(__dirname, '../..');
const temporary = mkdtempSync(path.join(tmpdir(), 'start-test-'));
const minutes = 60_000;

interface Started {
	process: ChildProcess;
	output: () => string;
	/** Resolves when the output contains the text, rejects when the command exits without it. */
	says: (text: string) => Promise<void>;
	/** The exit code as a shell reports it: 130 when it was ended by SIGINT. */
	ended: Promise<number>;
}

const all: Started[] = [];

/** Runs `npm start` as a terminal does, in its own process group, all of which Ctrl-C reaches. */
function npmStart(...args: string[]): Started {
	const child = spawn('npm', ['start', '--silent', '--', ...args], {
		cwd: root,
		env: { ...process.env, TMPDIR: temporary },
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	const ended = new Promise<number>((resolve) => {
		child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal!]));
	});
	child.stdout.on('data', (data: Buffer) => (output += data.toString()));
	child.stderr.on('data', (data: Buffer) => (output += data.toString()));
	const says = (text: string) =>
		new Promise<void>((resolve, reject) => {
			const look = () => output.includes(text) && resolve();
			child.stdout.on('data', look);
			void ended.then(() => reject(new Error(`Exited without printing "${text}":\n${output}`)));
			look();
		});
	const started = { process: child, output: () => output, says, ended };
	all.push(started);
	return started;
}

/** The process IDs of all descendants, in whatever process group. */
function descendants(pid: number): number[] {
	const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
	const pairs = stdout
		.trim()
		.split('\n')
		.map((line) => line.trim().split(/\s+/).map(Number));
	const childrenOf = (parent: number): number[] =>
		pairs.filter(([, ppid]) => ppid === parent).flatMap(([child]) => [child, ...childrenOf(child)]);
	return childrenOf(pid);
}

/** The processes that are still running; zombies do not count. */
function alive(pids: number[]): number[] {
	return pids.filter((pid) => {
		const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
		return stdout.trim() !== '' && !stdout.startsWith('Z');
	});
}

function userFolders(): string[] {
	return readdirSync(temporary).filter((name) => name.startsWith('n8n-nodes-bigcommerce-converge'));
}

afterAll(async () => {
	for (const { process: child, ended } of all) {
		if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGTERM');
		await ended;
	}
	rmSync(temporary, { recursive: true, force: true });
});

test(
	'npm start --once prints the event of one order and exits with 0',
	async () => {
		const [port] = await freePorts(1);
		const { ended, output } = npmStart('--once', '--port', String(port));
		const code = await ended;
		const json = /^\{$.*^\}$/ms.exec(output())?.[0];
		expect({ code, output: output(), json }).toMatchObject({ code: 0, json: expect.any(String) });
		const event = JSON.parse(json!) as Record<string, unknown>;
		expect(event).toMatchObject({ event_name: 'Placed Order', event_id: expect.any(String) });
		expect(userFolders()).toEqual([]);
	},
	10 * minutes,
);

test(
	'npm start has the first order in the delivery log, and the nightly workflow beside the live one',
	async () => {
		const [port] = await freePorts(1);
		const { process: child, says, ended, output } = npmStart('--port', String(port));
		await says('Ctrl-C to stop.');
		const orderId = Number(/placed order (\d+)/.exec(output())![1]);
		const api = await signIn(`http://localhost:${port}`, login);
		const log = () => rowsOf({ api }, 'Converge delivery log');
		// The workflow adds the row after Converge has the event.
		while ((await log()).length === 0) await sleep(100);
		expect(await log()).toMatchObject([
			{ order_id: orderId, event_name: 'Placed Order', delivered: true },
		]);
		const { data } = await api.http.get<{ data: Array<{ name: string; active: boolean }> }>(
			'/workflows',
		);
		expect(data.data.map(({ name, active }) => [name, active]).sort()).toEqual([
			['BigCommerce orders to Converge', true],
			['Reconcile orders with Converge every night', false],
		]);

		// Run by hand, the nightly workflow finds the order delivered, and sends nothing.
		const nightly = (await api.executions()).find(({ mode }) => mode === 'manual')!.workflowId;
		expect(await api.untilEnded(await api.execute(nightly, 'Execute workflow'))).toBe('success');
		expect((await rowsOf({ api }, 'Converge accuracy')).at(-1)).toMatchObject({
			...{ placed: 1, delivered: 1, sent_now: 0, open: 0, webhooks: expect.any(String) },
		});
		process.kill(-child.pid!, 'SIGINT');
		expect(await ended).toBe(130);
	},
	10 * minutes,
);

test(
	'npm start on a port in use names the port and how to choose another',
	async () => {
		const server = net.createServer().listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as net.AddressInfo;
		const { ended, output } = npmStart('--port', String(port));
		expect(await ended).toBe(1);
		expect(output()).toContain(`Port ${port} is in use`);
		expect(output()).toContain(`npm start -- --port ${port + 1}`);
		server.close();
	},
	2 * minutes,
);

test.each([
	['while n8n is being prepared', 'The sandbox plays'],
	['while the editor is open', 'Ctrl-C to stop.'],
])(
	'Ctrl-C %s stops every process and removes the data',
	async (_when, line) => {
		const [port] = await freePorts(1);
		const { process: child, says, ended } = npmStart('--port', String(port));
		await says(line);
		const started = descendants(child.pid!);
		expect(started.length).toBeGreaterThan(0);
		expect(userFolders()).toHaveLength(1);
		process.kill(-child.pid!, 'SIGINT');
		expect(await ended).toBe(130);
		expect(alive(started)).toEqual([]);
		expect(userFolders()).toEqual([]);
	},
	10 * minutes,
);
