import { sandboxCredentials, type Workflow } from '../../../scripts/exampleWorkflow.cts';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import type { World } from './world.cts';

type Credentials = Record<string, { id: string; name: string }>;

/** Another store and another Converge, and their credentials by type in the n8n of a world. */
export interface Shop {
	sandbox: Sandbox;
	credentials: Credentials;
}

/** Opens a shop with a store under `hash`. End it with `sandbox.stop()`. */
export async function openShop({ api }: World, hash: string): Promise<Shop> {
	const sandbox = await startSandbox({ rateLimit: { quota: 1_000_000, windowMs: 30_000 } });
	Object.defineProperty(sandbox.store, 'hash', { value: hash });
	const credentials: Credentials = {};
	for (const { type, data } of sandboxCredentials(sandbox)) {
		const name = `${type} of ${hash}`;
		const created = await api.http.post<{ data: { id: string } }>('/credentials', {
			...{ name, type, data },
		});
		credentials[type] = { id: created.data.data.id, name };
	}
	return { sandbox, credentials };
}

/** Chooses these credentials in all nodes that use one of their types. */
export function useCredentials({ nodes }: Pick<Workflow, 'nodes'>, chosen: Credentials): void {
	for (const { credentials = {} } of nodes) {
		for (const type of Object.keys(credentials)) {
			if (type in chosen) credentials[type] = chosen[type];
		}
	}
}

/** Adds a filter to the node that reads orders. */
export function addFilter({ nodes }: Pick<Workflow, 'nodes'>, node: string, filter: object): void {
	const named = nodes as unknown as Array<{ name: string; parameters: { filters: object } }>;
	const { parameters } = named.find(({ name }) => name === node)!;
	parameters.filters = { ...parameters.filters, ...filter };
}
