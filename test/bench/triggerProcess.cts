/* The trigger and the Converge node in n8n-core, in a process of their own so that their memory can be
   measured. startTriggerProcess is for the parent; the rest runs in the child. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { BigCommerceTrigger } from '../../nodes/BigCommerce/BigCommerceTrigger.node.ts';
import { Converge } from '../../nodes/Converge/Converge.node.ts';
import { NodeUnderTest, WebhookHost } from '../integration/support/n8n.cts';
import type { Sandbox } from '../sandbox/index.cts';

/** Where n8n-core of the tests is reached from outside. */
const PUBLIC = 'https://n8n.example.com';

type Task = Record<'bigCommerceApi' | 'convergeApi', Record<string, string>>;

/** The trigger is published, and its webhook is served at this origin. */
interface Published {
	origin: string;
}

/** How much memory the process needs once it has collected what is of no use, in MB. */
interface Memory {
	memoryMb: number;
}

export interface TriggerProcess {
	/** As when n8n starts: the trigger catches up on what it has missed. */
	startN8n(): void;
	memoryMb(): Promise<number>;
	stop(): void;
}

/** Publishes a workflow of the two nodes for the sandbox's store, and routes its webhooks there. */
export async function startTriggerProcess(sandbox: Sandbox): Promise<TriggerProcess> {
	const { store, url, converge, convergeUrl } = sandbox;
	const task: Task = {
		bigCommerceApi: { storeHash: store.hash, accessToken: store.tokens.full, apiUrl: url },
		convergeApi: { webhookUrl: convergeUrl, webhookToken: converge.token },
	};
	const child = fork(__filename, [JSON.stringify(task)], {
		execArgv: ['--require', 'tsx/cjs', '--expose-gc'],
	});
	const { origin } = await messageOf<Published>(child);
	sandbox.routes[PUBLIC] = origin;
	return {
		startN8n: () => child.send('start'),
		memoryMb: async () => {
			child.send('memory');
			return (await messageOf<Memory>(child)).memoryMb;
		},
		stop: () => child.kill(),
	};
}

async function messageOf<T>(child: ChildProcess): Promise<T> {
	const settled = new AbortController();
	const { signal } = settled;
	const exited = once(child, 'exit', { signal }).then(() => {
		throw new Error('The process of the trigger has exited');
	});
	const arrived = once(child, 'message', { signal }) as Promise<[T]>;
	try {
		const [message] = await Promise.race([arrived, exited]);
		return message;
	} finally {
		settled.abort();
	}
}

async function main({ bigCommerceApi, convergeApi }: Task): Promise<void> {
	const trigger = new NodeUnderTest({
		nodeType: new BigCommerceTrigger(),
		credentials: { bigCommerceApi },
	});
	const converge = new NodeUnderTest({ nodeType: new Converge(), credentials: { convergeApi } });
	const host = new WebhookHost();
	host.run = async (item) => {
		host.executions.length = 0;
		await converge.execute([item]);
	};
	const origin = await host.start(() => trigger);
	await trigger.activate();
	process.on('message', (message) => {
		if (message === 'start') void start();
		else {
			globalThis.gc!();
			const memoryMb = process.memoryUsage().heapUsed / 1e6;
			process.send!({ memoryMb } satisfies Memory);
		}
	});
	process.send!({ origin } satisfies Published);

	async function start(): Promise<void> {
		const { emitted } = await trigger.listen('init', async (item) => {
			emitted.length = 0;
			await converge.execute([item]);
		});
	}
}

if (require.main === module) void main(JSON.parse(process.argv[2]) as Task);
