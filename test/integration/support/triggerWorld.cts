import { setTimeout as sleep } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import { BigCommerceTrigger } from '../../../nodes/BigCommerce/BigCommerceTrigger.node';
import { call } from '../../sandbox/client.cts';
import { startSandbox, type Hook, type Sandbox } from '../../sandbox/index.cts';
import { NodeUnderTest, WebhookHost, type NodeSetup } from './n8n.cts';

/** Where the n8n of these tests is reached from outside; the sandbox is the reverse proxy. */
export const PUBLIC = 'https://n8n.example.com';

const nodeType = new BigCommerceTrigger();
let workflows = 0;

/** A sandbox, and an n8n-core that serves one trigger's webhook. */
export interface TriggerWorld {
	sandbox: Sandbox;
	host: WebhookHost;
	/** The one that is served; replaced by `use`. */
	trigger: NodeUnderTest;
	/** Replaces the trigger by one with these parameters, in the same workflow unless told otherwise. */
	use(parameters?: INodeParameters, setup?: Partial<NodeSetup> & { store?: object }): NodeUnderTest;
	credentials(given?: object): NodeSetup['credentials'];
	hooks(token?: string): Promise<Hook[]>;
	/** Places an order; returns its id. */
	place(given?: object): number;
	/** The ids of the orders that were emitted. */
	emitted(): number[];
	/** Until every notification is answered. */
	settled(): Promise<void>;
	stop(): Promise<void>;
}

export async function startTriggerWorld(): Promise<TriggerWorld> {
	const sandbox = await startSandbox({ retryScale: 0.0005 });
	const host = new WebhookHost();
	// The memory of emitted orders is the process's, and each sandbox numbers its orders anew.
	const workflowId = `workflow${++workflows}`;
	const world: TriggerWorld = {
		sandbox,
		host,
		trigger: undefined as unknown as NodeUnderTest,
		use(parameters = {}, { store, ...setup } = {}) {
			const credentials = world.credentials(store);
			world.trigger = new NodeUnderTest({
				nodeType,
				credentials,
				workflowId,
				parameters,
				...setup,
			});
			return world.trigger;
		},
		credentials: (given = {}) => ({
			bigCommerceApi: {
				storeHash: sandbox.store.hash,
				accessToken: sandbox.store.tokens.full,
				apiUrl: sandbox.url,
				...given,
			},
		}),
		async hooks(token) {
			const { data } = await call(sandbox, 'GET', '/v3/hooks', { token });
			return (data as { data: Hook[] }).data;
		},
		place: (given = {}) => sandbox.store.createOrder({ status_id: 11, ...given }).id,
		emitted: () => host.executions.map(({ id }) => id as number),
		settled: () => sandbox.deliveries.idle(15_000),
		async stop() {
			await host.stop();
			await sandbox.stop();
		},
	};
	world.use();
	sandbox.routes[PUBLIC] = await host.start(() => world.trigger);
	return world;
}

/** Waits for a condition, in ms at most. */
export async function until(isTrue: () => boolean, ms = 20_000): Promise<void> {
	const end = Date.now() + ms;
	while (!isTrue()) {
		if (Date.now() > end) throw new Error('waited in vain');
		await sleep(20);
	}
}
