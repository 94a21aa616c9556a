import type { INodeProperties } from 'n8n-workflow';

const ORDER = 'Expects the whole order as JSON, not a summary.';

const TEXTS = {
	mapOrder: `Preview the Converge event of a BigCommerce order without sending it. ${ORDER}`,
	sendEvent: 'Send a custom event to Converge.',
	trackOrder: `Send a BigCommerce order to Converge as its event. ${ORDER} Converge deduplicates by the order ID when the same order is sent again.`,
};

/**
 * What a model reads about the node as a tool of an AI agent. By default n8n describes a tool by its
 * operation only where a node has resources; all tools of this node would have the node's description,
 * and a preview would say that it sends.
 */
export const toolDescription: INodeProperties = {
	displayName: 'Description',
	name: 'toolDescription',
	type: 'string',
	typeOptions: { rows: 2 },
	// A line for each operation, since the editor shows the expression.
	default: `={{ (${JSON.stringify(TEXTS, null, 2)})[$parameter["operation"]] }}`,
	required: true,
	description:
		'What the model reads about this tool. It follows the operation until you enter a text of your own.',
	displayOptions: { show: { '@tool': [true] } },
};
