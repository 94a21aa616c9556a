/* The trigger and the Converge node in n8n-core, in a process of their own so that their memory can be
   measured. startTriggerProcess is for the parent; the rest runs in the child. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { BigCommerceTrigger } from '../../nodes/BigCommerce/BigCommerceTrigger.node.ts';
import { Converge } from '../../nodes/Converge/Converge.node.ts';
import { timeTravelPreload } from '../e2e/support/timeTravel/travel.cts';
import { NodeUnderTest, WebhookHost } from '../integration/support/n8n.cts';
import type { Sandbox } from '../sandbox/index.cts';

/** To be loaded before all else, with the speed in CLOCK_SPEED. */
export const fastClock = path.join(__dirname, 'fastClock.cts');

/** Where n8n-core of the tests is reached from outside. */
const PUBLIC = 'https://n8n.example.com';

interface Task {
	credentials: Record<'bigCommerceApi' | 'convergeApi', Record<string, string>>;
	savedData?: IDataObject;
}

/** The trigger is active, and its webhook is served at this origin. */
interface Active {
	origin: string;
}

/** How much memory the process needs once it has collected what is of no use, in MB. */
interface Memory {
	memoryMb: number;
}

export interface TriggerProcess {
	/** The trigger's static data. */
	savedData(): Promise<IDataObject>;
	memoryMb(): Promise<number>;
	stop(): void;
}

/**
 * Publishes a workflow of the two nodes for the sandbox's store, and routes its webhooks there.
 *
 * @param savedData of a trigger that was published before; it starts with n8n, and catches up on what
 *   it has missed
 */
export async function startTriggerProcess(
	sandbox: Sandbox,
	savedData?: IDataObject,
): Promise<TriggerProcess> {
	const { store, url, converge, convergeUrl } = sandbox;
	const task: Task = {
		credentials: {
			bigCommerceApi: { storeHash: store.hash, accessToken: store.tokens.full, apiUrl: url },
			convergeApi: { webhookUrl: convergeUrl, webhookToken: converge.token },
		},
		savedData,
	};
	const clock = path.join(mkdtempSync(path.join(tmpdir(), 'trigger-')), 'clock');
	const preload = 'CLOCK_SPEED' in process.env ? fastClock : timeTravelPreload;
	writeFileSync(clock, String(sandbox.clock.now() - Date.now()));
	const child = fork(__filename, [JSON.stringify(task)], {
		execArgv: ['--require', 'tsx/cjs', '--require', preload, '--expose-gc'],
		env: { ...process.env, TIME_TRAVEL_FILE: clock },
	});
	const { origin } = await messageOf<Active>(child);
	rmSync(path.dirname(clock), { recursive: true });
	sandbox.routes[PUBLIC] = origin;
	return {
		savedData: async () => {
			child.send('savedData');
			return await messageOf<IDataObject>(child);
		},
		memoryMb: async () => {
			child.send('memory');
			return (await messageOf<Memory>(child)).memoryMb;
		},
		stop: () => child.kill(),
	};
}

/** The next message of a process; rejects when it exits before. */
export async function messageOf<T>(child: ChildProcess): Promise<T> {
	const settled = new AbortController();
	const { signal } = settled;
	const exited = once(child, 'exit', { signal }).then(() => {
		throw new Error('The process has exited');
	});
	const arrived = once(child, 'message', { signal }) as Promise<[T]>;
	try {
		const [message] = await Promise.race([arrived, exited]);
		return message;
	} finally {
		settled.abort();
	}
}

async function main({ credentials, savedData }: Task): Promise<void> {
	const { bigCommerceApi, convergeApi } = credentials;
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
	const activation = savedData ? 'init' : 'activate';
	Object.assign(trigger.savedData(), savedData);
	await trigger.activate(false, activation);
	const { emitted } = await trigger.listen(activation, async (item) => {
		emitted.length = 0;
		await converge.execute([item]);
	});
	process.on('message', (message) => {
		if (message === 'savedData') process.send!(trigger.savedData());
		else {
			globalThis.gc!();
			const memoryMb = process.memoryUsage().heapUsed / 1e6;
			process.send!({ memoryMb } satisfies Memory);
		}
	});
	process.send!({ origin } satisfies Active);
}

if (require.main === module) void main(JSON.parse(process.argv[2]) as Task);
