import { readFileSync } from 'node:fs';
import path from 'node:path';
import { queueModeFolder, readComposeFile } from '../../support/composeFile.cts';

const secrets = { N8N_DOMAIN: 'n8n.example.com', N8N_ENCRYPTION_KEY: 'k', POSTGRES_PASSWORD: 'p' };
const { services } = readComposeFile(secrets);
const read = (file: string) => readFileSync(path.join(queueModeFolder, file), 'utf8');
const parse = (file: string) =>
	JSON.parse(readFileSync(path.join(__dirname, '../../..', file), 'utf8')) as {
		version: string;
		dependencies: Record<string, string>;
	};
const n8nServices = ['main', 'worker', 'webhook-1', 'webhook-2'];

test('every n8n process has the same image and environment, and no volume', () => {
	const { main } = services;
	for (const name of n8nServices) {
		const { image, build, environment, healthcheck, volumes } = services[name];
		expect({ image, build, environment, healthcheck }).toEqual({
			image: main.image,
			build: main.build,
			environment: main.environment,
			healthcheck: main.healthcheck,
		});
		expect(volumes).toBeUndefined();
	}
	expect(n8nServices.map((name) => services[name].command!.split(' ')[0])).toEqual([
		'start',
		'worker',
		'webhook',
		'webhook',
	]);
	expect(services.worker.deploy).toEqual({ replicas: 2 });
});

test('the environment contains only strings and numbers, as Docker Compose requires', () => {
	for (const { environment = {} } of Object.values(services)) {
		for (const value of Object.values(environment)) {
			expect(['string', 'number']).toContain(typeof value);
		}
	}
});

test.each(Object.keys(secrets))('%s is read from .env and required', (name) => {
	expect(() => readComposeFile({ ...secrets, [name]: '' })).toThrow(new RegExp(`^${name}: put`));
	expect(read('.env.example')).toMatch(new RegExp(`^${name}=$`, 'm'));
});

test('the compose file contains no secret', () => {
	const lines = read('compose.yaml').match(/^\s*\w*(KEY|PASSWORD|SECRET|TOKEN)\w*:.*/gm)!;
	expect(lines.length).toBeGreaterThan(0);
	for (const line of lines) expect(line).toMatch(/: \$\{\w+:\?[^}]+\}$/);
});

test('the versions match this package and the tested n8n', () => {
	const { version } = parse('package.json');
	const ours = `n8n-nodes-bigcommerce-converge@${version}`;
	const n8n = parse('scripts/n8n/package.json').dependencies.n8n;
	expect(services.main.build!.args).toEqual({ N8N_VERSION: n8n, PACKAGE: ours });
	expect(services.main.image).toMatch(new RegExp(`:${n8n}$`));
	for (const file of ['Dockerfile', '.env.example']) {
		expect(read(file)).toContain(`N8N_VERSION=${n8n}\n`);
		expect(read(file)).toContain(`PACKAGE=${ours}\n`);
	}
	expect(read('README.md')).toContain(`/n8n-nodes-bigcommerce-converge-${version}.tgz`);
});

test('the Caddyfile names the services of the n8n processes', () => {
	const names = [...read('Caddyfile').matchAll(/([\w-]+):5678/g)].map(([, name]) => name);
	expect(names).toEqual(['webhook-1', 'webhook-2', 'main']);
});
