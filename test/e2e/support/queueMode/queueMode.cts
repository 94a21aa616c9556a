import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sandboxContent, type Workflow } from '../../../../scripts/exampleWorkflow.cts';
import { getN8n } from '../../../../scripts/getN8n.cts';
import { createConsoleLog } from '../../../../scripts/log.cts';
import { signIn, type N8nApi } from '../../../../scripts/n8nApi.cts';
import { packPackage } from '../../../../scripts/packPackage.cts';
import { freePorts } from '../../../../scripts/ports.cts';
import type { ProcessGroup } from '../../../../scripts/processes.cts';
import { login, prepareN8n } from '../../../../scripts/runN8n.cts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/index.cts';
import { readComposeFile } from '../../../support/composeFile.cts';
import { installAsImage } from './installAsImage.cts';
import { QueueProcess } from './queueProcess.cts';
import { logFileOf, startCaddy, startPostgres, startRedis } from './servers.cts';

/** The public host name of this n8n. */
export const queueModeDomain = 'n8n.example.com';

export interface QueueModeOptions {
	/** Imported and published, with the sandbox's credentials. Default: the example workflow. */
	workflow?: Omit<Workflow, 'id'>;
	sandbox?: Omit<SandboxOptions, 'routes'>;
}

/** What `deploy/queue-mode/compose.yaml` describes, as processes on 127.0.0.1, and a sandbox. */
export interface QueueMode {
	/** Contains the data of all processes. */
	folder: string;
	sandbox: Sandbox;
	/** Of the main process, signed in. */
	api: N8nApi;
	main: QueueProcess;
	workers: QueueProcess[];
	processors: QueueProcess[];
	postgres: ProcessGroup;
	redis: ProcessGroup;
	caddy: ProcessGroup;
	/** Stops everything and removes the data. */
	stop(): Promise<void>;
}

/**
 * Starts the services of the compose file with its commands and environment; only addresses and folders
 * differ. The package is installed with the Dockerfile's command, and all requests pass through the
 * Caddyfile. Takes about a minute; when a step fails, stops everything it started.
 */
export async function startQueueMode(options: QueueModeOptions = {}): Promise<QueueMode> {
	const folder = await mkdtemp(path.join(tmpdir(), 'n8n-queue-mode-'));
	// PostgreSQL, which runs as its own user, must reach its folder inside.
	await chmod(folder, 0o711);
	const ends: Array<() => Promise<unknown>> = [];
	const stop = async () => {
		for (const end of ends.splice(0).reverse()) await end();
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	};
	try {
		return { ...(await startIn(folder, ends, options)), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function startIn(
	folder: string,
	ends: Array<() => Promise<unknown>>,
	options: QueueModeOptions,
): Promise<Omit<QueueMode, 'stop'>> {
	const random = () => randomBytes(24).toString('hex');
	const { services } = readComposeFile({
		N8N_DOMAIN: queueModeDomain,
		N8N_ENCRYPTION_KEY: random(),
		POSTGRES_PASSWORD: random(),
	});
	const processorNames = Object.keys(services).filter(
		(name) => services[name].command === 'webhook',
	);
	const workerNames = Array.from(
		{ length: services.worker.deploy!.replicas },
		(_, index) => `worker-${index + 1}`,
	);
	const ports = await freePorts(3 + 2 * (1 + workerNames.length + processorNames.length));
	const place = (name: string) => ({ port: ports.pop()!, folder: path.join(folder, name) });
	const [atPostgres, atRedis, atCaddy] = ['postgres', 'redis', 'caddy'].map(place);
	const kept = <T extends { stop(): Promise<unknown> }>(thing: T, end = () => thing.stop()): T => {
		ends.push(end);
		return thing;
	};

	const postgres = await startPostgres(services.postgres, atPostgres);
	// SIGTERM would wait until n8n's connections are closed.
	kept(postgres, () => postgres.stop('SIGINT'));
	const redis = kept(await startRedis(services.redis, atRedis));
	const routes = { [`https://${queueModeDomain}`]: `http://127.0.0.1:${atCaddy.port}` };
	const sandbox = kept(await startSandbox({ ...options.sandbox, routes }));

	const n8n = await getN8n(createConsoleLog());
	const tarball = await packPackage(folder);
	const image = path.join(folder, 'image');
	await mkdir(image);
	await installAsImage(tarball, image);
	const processOf = async (service: string, name = service) => {
		const { command, environment } = services[service];
		const { port, folder: userFolder } = place(name);
		await cp(image, userFolder, { recursive: true });
		const logFile = logFileOf(userFolder);
		// The log shows which process ran what; an earlier run's log would mislead.
		await rm(logFile, { force: true });
		const env = Object.entries(environment!).map(([key, value]) => [key, String(value)]);
		return new QueueProcess(name, {
			n8n,
			userFolder,
			port,
			brokerPort: ports.pop()!,
			webhookUrl: `https://${queueModeDomain}/`,
			logFile,
			command: command!.split(' '),
			env: {
				...Object.fromEntries(env),
				DB_POSTGRESDB_HOST: '127.0.0.1',
				DB_POSTGRESDB_PORT: String(atPostgres.port),
				QUEUE_BULL_REDIS_HOST: '127.0.0.1',
				QUEUE_BULL_REDIS_PORT: String(atRedis.port),
				// n8n's default, at which it logs the executions it runs.
				N8N_LOG_LEVEL: 'info',
			},
		});
	};
	const main = await processOf('main');
	const workers = await Promise.all(workerNames.map((name) => processOf('worker', name)));
	const processors = await Promise.all(processorNames.map((name) => processOf(name)));

	const workflowId = 'queueWorkflow1';
	const { workflow } = options;
	await prepareN8n(main.instance, sandboxContent(sandbox, { id: workflowId, workflow }));
	// The main process starts first, as in the compose file: it migrates the database.
	await kept(main).start();
	await Promise.all([...workers, ...processors].map((each) => kept(each).start()));
	const upstreams = {
		main: main.address,
		processors: processors.map(({ address }) => address),
	};
	const caddy = kept(await startCaddy(queueModeDomain, upstreams, atCaddy));

	const api = await signIn(`http://${main.address}`, login);
	await api.waitUntilActive(workflowId);
	return { folder, sandbox, api, main, workers, processors, postgres, redis, caddy };
}
