import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Sandbox } from '../test/sandbox/index.cts';
import type { N8nContent } from './runN8n.cts';

const nodePrefix = 'n8n-nodes-bigcommerce-converge.';
const credentialOfNode: Record<string, string> = {
	bigCommerceTrigger: 'bigCommerceApi',
	bigCommerce: 'bigCommerceApi',
	converge: 'convergeApi',
};

export interface Workflow {
	id: string;
	name: string;
	nodes: Array<{ type: string; credentials?: Record<string, { id: string; name: string }> }>;
	connections: object;
	settings?: object;
}

/** The workflow that a new user imports. It contains no credentials. */
export function readExampleWorkflow(): Omit<Workflow, 'id'> {
	const file = path.join(__dirname, '../workflows/order-to-converge.json');
	return JSON.parse(readFileSync(file, 'utf8')) as Omit<Workflow, 'id'>;
}

/** A credential of each kind, for a sandbox. The id is the type's name. */
export function sandboxCredentials({ url, convergeUrl, store, converge }: Sandbox) {
	const bigCommerce = {
		storeHash: store.hash,
		accessToken: store.tokens.full,
		clientSecret: store.clientSecret,
		apiUrl: url,
	};
	const convergeData = { webhookUrl: convergeUrl, webhookToken: converge.token };
	return [
		{ ...credential('bigCommerceApi'), type: 'bigCommerceApi', data: bigCommerce },
		{ ...credential('convergeApi'), type: 'convergeApi', data: convergeData },
	] satisfies N8nContent['credentials'];
}

/** A copy of a workflow whose nodes of this package use the credentials of `sandboxCredentials`. */
export function withCredentials<T extends Pick<Workflow, 'nodes'>>(workflow: T): T {
	const nodes = workflow.nodes.map((node) => {
		const type = node.type.startsWith(nodePrefix)
			? credentialOfNode[node.type.slice(nodePrefix.length)]
			: undefined;
		return type ? { ...node, credentials: { [type]: credential(type) } } : node;
	});
	return { ...workflow, nodes };
}

/**
 * Content for an n8n beside a sandbox: the workflow (default: the example workflow) under the given id,
 * published, and the credentials that its nodes use.
 */
export function sandboxContent(
	sandbox: Sandbox,
	{ id, workflow = readExampleWorkflow() }: { id: string; workflow?: Omit<Workflow, 'id'> },
): N8nContent {
	const workflows = [{ ...withCredentials(workflow), id, active: false }];
	return { credentials: sandboxCredentials(sandbox), workflows, publish: [id] };
}

function credential(type: string): { id: string; name: string } {
	return { id: type, name: type === 'convergeApi' ? 'Sandbox Converge' : 'Sandbox store' };
}
