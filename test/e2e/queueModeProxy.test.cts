import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import express from 'express';
import { getN8n } from '../../scripts/getN8n.cts';
import { createConsoleLog } from '../../scripts/log.cts';
import { freePorts } from '../../scripts/ports.cts';
import type { ProcessGroup } from '../../scripts/processes.cts';
import { startCaddy } from './support/queueMode/servers.cts';

const minutes = 60_000;
jest.setTimeout(5 * minutes);
const domain = 'n8n.example.com';

/** n8n's response to every request while it migrates its database, read from its code. */
async function startingSentence(): Promise<string> {
	const { command, args } = await getN8n(createConsoleLog());
	const onPath = () => execFileSync('sh', ['-c', 'command -v "$0"', command], { encoding: 'utf8' });
	const bin = realpathSync(args[0] ?? onPath().trim());
	const code = readFileSync(path.join(path.dirname(bin), '../dist/abstract-server.js'), 'utf8');
	return /res\.send\('(n8n is starting[^']*)'\)/.exec(code)![1];
}

/** An n8n process as Caddy sees it. */
class Stub {
	isReady = true;
	answer = 'done';
	readonly received: string[] = [];
	private server: Server | undefined;
	port = 0;

	async start(): Promise<this> {
		// n8n's own HTTP library, which generates the ETag that identifies its responses.
		const app = express();
		app.get('/healthz/readiness', (_, response) => {
			response.status(this.isReady ? 200 : 503).send({ status: this.isReady ? 'ok' : 'error' });
		});
		app.use((request, response) => {
			this.received.push(request.path);
			response.send(this.answer);
		});
		this.server = createServer(app);
		await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve));
		this.port = (this.server.address() as AddressInfo).port;
		return this;
	}

	async stop(): Promise<void> {
		this.server?.closeAllConnections();
		await new Promise((resolve) => this.server?.close(resolve));
	}
}

const folder = mkdtempSync(path.join(tmpdir(), 'caddy-'));
let starting: string;
let main: Stub;
let processors: Stub[];
let caddy: ProcessGroup;
let port: number;
let count = 0;

beforeAll(async () => {
	starting = await startingSentence();
}, 20 * minutes);

beforeEach(async () => {
	[main, ...processors] = await Promise.all([1, 2, 3].map(() => new Stub().start()));
});

afterEach(async () => {
	await caddy.stop();
	await Promise.all([main, ...processors].map((each) => each.stop()));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function startProxy(): Promise<void> {
	[port] = await freePorts(1);
	const address = (stub: Stub) => `127.0.0.1:${stub.port}`;
	const upstreams = { main: address(main), processors: processors.map(address) };
	const place = { port, folder: path.join(folder, String(count++)) };
	caddy = await startCaddy(domain, upstreams, place);
}

async function post(path: string): Promise<number> {
	const { status } = await axios.post(
		`http://127.0.0.1:${port}${path}`,
		{ a: 1 },
		{
			...{ headers: { host: domain }, validateStatus: () => true, proxy: false },
		},
	);
	return status;
}

async function until(status: number): Promise<void> {
	while ((await post('/webhook/a')) !== status) await sleep(50);
}

const forgetAll = () => [main, ...processors].forEach(({ received }) => received.splice(0));

test('Caddy routes production webhooks to the processors and the rest to the main process', async () => {
	await startProxy();
	const production = ['webhook', 'webhook-waiting', 'form', 'form-waiting', 'mcp'];
	const others = ['webhook-test', 'form-test', 'mcp-test', 'rest', 'healthz'];
	for (const name of [...production, ...others]) expect(await post(`/${name}/a/b`)).toBe(200);
	expect(await post('/')).toBe(200);
	expect(processors.flatMap(({ received }) => received).sort()).toEqual(
		production.map((name) => `/${name}/a/b`).sort(),
	);
	expect(main.received).toEqual([...others.map((name) => `/${name}/a/b`), '/']);
});

test('Caddy sends nothing to a processor that is starting, even right after its own start', async () => {
	for (const processor of processors)
		Object.assign(processor, { isReady: false, answer: starting });
	await startProxy();
	const end = Date.now() + 3000;
	while (Date.now() < end) expect(await post('/webhook/a')).toBe(503);
	// After the first health checks, nothing gets through.
	forgetAll();
	expect(await post('/webhook/a')).toBe(503);
	expect(processors.flatMap(({ received }) => received)).toEqual([]);

	Object.assign(processors[0], { isReady: true, answer: 'done' });
	await until(200);
	forgetAll();
	for (let index = 0; index < 4; index++) expect(await post('/webhook/a')).toBe(200);
	expect(processors.map(({ received }) => received.length)).toEqual([4, 0]);
});

test("Caddy turns n8n's startup response into 503", async () => {
	for (const processor of processors) processor.answer = starting;
	await startProxy();
	for (let index = 0; index < 4; index++) expect(await post('/webhook/a')).toBe(503);
	expect(processors.flatMap(({ received }) => received)).toHaveLength(4);
});

test('Caddy skips a processor that has died until it is ready again', async () => {
	await startProxy();
	const [dying, other] = processors;
	await dying.stop();
	// Older versions of Caddy respond 502 until their next check; no notification counts as delivered.
	await sleep(3000);
	forgetAll();
	for (let index = 0; index < 4; index++) expect(await post('/webhook/a')).toBe(200);
	expect(other.received).toHaveLength(4);

	await dying.start();
	while (dying.received.length === 0) expect(await post('/webhook/a')).toBe(200);
	await other.stop();
	await dying.stop();
	expect(await post('/webhook/a')).toBeGreaterThanOrEqual(502);
});
