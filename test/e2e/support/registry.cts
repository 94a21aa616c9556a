import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import axios from 'axios';
import { packPackage } from '../../../scripts/packPackage.cts';
import { freePorts } from '../../../scripts/ports.cts';
import { describeExit, logTail, startGroup } from '../../../scripts/processes.cts';
import { getVerdaccio } from './getVerdaccio.cts';
import { startHttpsProxy } from './httpsProxy.cts';

const exec = promisify(execFile);

/** An npm registry on loopback that starts empty and has no upstream. */
export interface Registry {
	/**
	 * With these environment variables, n8n and its npm reach this registry instead of the public one.
	 * (n8n accepts another registry's address only with an enterprise licence.)
	 */
	env: Record<string, string>;
	/** Publishes this package as built, optionally as a modified release. */
	publish(release?: Release): Promise<void>;
	stop(): Promise<void>;
}

/** How a release differs from the package as built. */
export interface Release {
	version: string;
	/** Path of a file in the package → a text in it and its replacement. */
	changed: Record<string, [string, string]>;
}

/** Starts the registry and the proxy in front of it. */
export async function startRegistry(): Promise<Registry> {
	const folder = await mkdtemp(path.join(tmpdir(), 'registry-'));
	const file = (name: string) => path.join(folder, name);
	const [port] = await freePorts(1);
	const url = `http://127.0.0.1:${port}`;
	// JSON is YAML, too.
	const config = {
		storage: file('storage'),
		auth: { htpasswd: { file: file('users') } },
		packages: { '**': { access: '$all', publish: '$all' } },
		web: { enable: false },
		log: { type: 'stdout', format: 'json', level: 'warn' },
	};
	await writeFile(file('config.yaml'), JSON.stringify(config));
	const verdaccio = startGroup(
		process.execPath,
		[await getVerdaccio(), '--config', file('config.yaml'), '--listen', `127.0.0.1:${port}`],
		{ cwd: folder, env: process.env, logFile: file('log') },
	);
	const proxy = await startHttpsProxy(url);
	const stop = async () => {
		proxy.stop();
		await verdaccio.stop();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		await Promise.race([
			answers(`${url}/-/ping`),
			verdaccio.exited.then((exit) => {
				throw new Error(`The registry ${describeExit(exit)}.\n${logTail(file('log'))}`);
			}),
		]);
	} catch (error) {
		await stop();
		throw error;
	}
	await writeFile(file('authority.pem'), proxy.authority);
	return {
		env: {
			HTTPS_PROXY: proxy.url,
			NO_PROXY: '127.0.0.1,localhost,n8n.example.com',
			NODE_EXTRA_CA_CERTS: file('authority.pem'),
			npm_config_cafile: file('authority.pem'),
			// npm without any settings or cache of this machine.
			npm_config_cache: file('npm-cache'),
			npm_config_userconfig: file('no-user-npmrc'),
			npm_config_globalconfig: file('no-global-npmrc'),
		},
		async publish(release) {
			const unpacked = await unpackPackage(folder);
			if (release) await change(unpacked, release);
			// npm refuses to publish without a token, although this registry needs none.
			const token = `--//127.0.0.1:${port}/:_authToken=anyone`;
			const args = ['publish', unpacked, '--ignore-scripts', `--registry=${url}`, token];
			await exec('npm', args, { cwd: folder });
		},
		stop,
	};
}

async function answers(url: string): Promise<void> {
	while (!(await axios.get(url, { proxy: false }).catch(() => undefined))) await sleep(200);
}

async function unpackPackage(folder: string): Promise<string> {
	const tarball = await packPackage(folder);
	const unpacked = path.join(path.dirname(tarball), 'unpacked');
	await mkdir(unpacked);
	await exec('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
	return unpacked;
}

async function change(unpacked: string, { version, changed }: Release): Promise<void> {
	const manifest = path.join(unpacked, 'package.json');
	const content = JSON.parse(await readFile(manifest, 'utf8')) as object;
	await writeFile(manifest, JSON.stringify({ ...content, version }, null, 2));
	for (const [name, [before, after]] of Object.entries(changed)) {
		const file = path.join(unpacked, name);
		await writeFile(file, (await readFile(file, 'utf8')).replaceAll(before, after));
	}
}
