import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox } from '../../sandbox/index.cts';

const SCRIPT = `
	const { startSandbox } = require('./index.cts');
	const { call } = require('./client.cts');
	(async () => {
		const sandbox = await startSandbox();
		sandbox.routes['https://n8n.example.com'] = sandbox.url;
		const body = { scope: 'store/order/*', destination: 'https://n8n.example.com/nothing' };
		await call(sandbox, 'POST', '/v3/hooks', { body });
		await sandbox.store.placeOrder({}, { payAfterMs: 600_000 });
		sandbox.faults.slowMs = 600_000;
		sandbox.faults.next('slow');
		call(sandbox, 'GET', '/v2/time').catch(() => undefined);
		while (!sandbox.deliveries.log.length) await new Promise((go) => setTimeout(go, 5));
		console.log(sandbox.deliveries.pending);
		await sandbox.stop();
	})();
`;

it('leaves nothing that would keep the process alive', async () => {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		['--require', 'tsx/cjs', '--eval', SCRIPT],
		{ cwd: join(__dirname, '../../sandbox'), timeout: 20_000 },
	);
	expect(stdout.trim()).toBe('2');
}, 25_000);

it('closes the port', async () => {
	const sandbox = await startSandbox();
	const port = Number(new URL(sandbox.url).port);
	await sandbox.stop();
	const again = await startSandbox({ port });
	expect(again.url).toBe(sandbox.url);
	await again.stop();
});
