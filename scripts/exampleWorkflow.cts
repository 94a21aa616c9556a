import { randomUUID } from 'node:crypto';
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
	nodes: Array<{
		name: string;
		type: string;
		parameters: object;
		credentials?: Record<string, { id: string; name: string }>;
		webhookId?: string;
	}>;
	connections: object;
	settings?: object;
}

interface SettingsNode {
	parameters: { assignments: { assignments: Array<{ name: string; value: unknown }> } };
}

/** A workflow of `workflows/`, by default the one that a new user imports. It contains no credentials. */
export function readExampleWorkflow(name = 'order-to-converge'): Omit<Workflow, 'id'> {
	const file = path.join(__dirname, '../workflows', `${name}.json`);
	return JSON.parse(readFileSync(file, 'utf8')) as Omit<Workflow, 'id'>;
}

/** One credential of each type, for a sandbox. Its ID is the type's name. */
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

/** A copy of a workflow in which this package's nodes use the credentials of `sandboxCredentials`. */
export function withCredentials<T extends Pick<Workflow, 'nodes'>>(workflow: T): T {
	const nodes = workflow.nodes.map((node) => {
		const type = node.type.startsWith(nodePrefix)
			? credentialOfNode[node.type.slice(nodePrefix.length)]
			: undefined;
		return type ? { ...node, credentials: { [type]: credential(type) } } : node;
	});
	return { ...workflow, nodes };
}

/** Sets fields of the node "Settings" of a workflow, as a user would. */
export function withSettings<T extends Pick<Workflow, 'nodes'>>(
	workflow: T,
	settings: Record<string, unknown>,
): T {
	const node = workflow.nodes.find(({ name }) => name === 'Settings') as SettingsNode | undefined;
	for (const assignment of node!.parameters.assignments.assignments) {
		if (assignment.name in settings) assignment.value = settings[assignment.name];
	}
	return workflow;
}

/**
 * Content for an n8n beside a sandbox: the workflow (default: the example workflow) under the given id,
 * published, and the credentials that its nodes use.
 */
export function sandboxContent(
	sandbox: Sandbox,
	{ id, workflow = readExampleWorkflow() }: { id: string; workflow?: Omit<Workflow, 'id'> },
): N8nContent {
	const workflows = [{ ...withWebhookIds(withCredentials(workflow)), id, active: false }];
	return { credentials: sandboxCredentials(sandbox), workflows, publish: [id] };
}

/**
 * A copy of a workflow whose triggers have a webhook id each, as the editor gives them on import. n8n's
 * import command gives none, and n8n then listens on an address with an escaped space, which it never
 * finds again.
 */
function withWebhookIds<T extends Pick<Workflow, 'nodes'>>(workflow: T): T {
	const nodes = workflow.nodes.map((node) =>
		node.type === `${nodePrefix}bigCommerceTrigger` ? { webhookId: randomUUID(), ...node } : node,
	);
	return { ...workflow, nodes };
}

function credential(type: string): { id: string; name: string } {
	return { id: type, name: type === 'convergeApi' ? 'Sandbox Converge' : 'Sandbox store' };
}
