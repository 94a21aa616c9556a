import type { INodeParameters } from 'n8n-workflow';
import { BigCommerce } from '../../../nodes/BigCommerce/BigCommerce.node';
import type { Sandbox } from '../../sandbox/index.cts';
import { NodeUnderTest, type NodeSetup } from './n8n.cts';

const nodeType = new BigCommerce();

/** The BigCommerce node with the sandbox's credential. */
export function bigCommerceNode(
	{ store, url }: Sandbox,
	parameters: INodeParameters = {},
	{ accessToken = store.tokens.full, onError }: Partial<NodeSetup> & { accessToken?: string } = {},
): NodeUnderTest {
	const bigCommerceApi = { storeHash: store.hash, accessToken, apiUrl: url };
	return new NodeUnderTest({ nodeType, parameters, onError, credentials: { bigCommerceApi } });
}

/** Runs an operation for one input item. */
export async function run(
	sandbox: Sandbox,
	operation: `${string}.${string}`,
	parameters: INodeParameters = {},
) {
	const [resource, name] = operation.split('.');
	const node = bigCommerceNode(sandbox, { resource, operation: name, ...parameters });
	return await node.execute([{}]);
}

/** Get Many with Return All; resolves to the ids. */
export async function idsOf(sandbox: Sandbox, filters: INodeParameters): Promise<number[]> {
	const { items } = await run(sandbox, 'order.getAll', {
		...{ returnAll: true, sort: 'oldestFirst' },
		filters,
		options: { detectNewCustomer: false },
	});
	return items.map(({ json }) => json.id as number);
}
