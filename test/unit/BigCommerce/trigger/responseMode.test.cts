import { Workflow, type INode, type INodeTypes } from 'n8n-workflow';
import {
	resolveWebhookDescriptionField,
	webhookDescriptionIsNativelyResolvable,
} from 'n8n-workflow';
import { BigCommerceTrigger } from '../../../../nodes/BigCommerce/BigCommerceTrigger.node';

const nodeType = new BigCommerceTrigger();
const [webhook] = nodeType.description.webhooks!;

function trigger(parameters: INode['parameters']): { workflow: Workflow; node: INode } {
	const node: INode = {
		...{ id: '1', name: 'Trigger', type: 'x', typeVersion: 2, position: [0, 0] },
		parameters,
	};
	const nodeTypes = { getByNameAndVersion: () => nodeType } as unknown as INodeTypes;
	const given = { id: '1', nodes: [node], connections: {}, active: true, nodeTypes };
	const workflow = new Workflow(given);
	return { workflow, node: workflow.nodes.Trigger };
}

const cases: Array<[INode['parameters'], string]> = [
	[{}, 'lastNode'],
	[{ options: {} }, 'lastNode'],
	[{ options: { acknowledge: 'whenFinished' } }, 'lastNode'],
	[{ options: { acknowledge: 'whenReceived' } }, 'onReceived'],
];

test.each(cases)('n8n answers a trigger with %j by %s', (parameters, mode) => {
	const { node } = trigger(parameters);
	expect(resolveWebhookDescriptionField(node, webhook, 'responseMode')).toEqual({
		resolved: true,
		value: mode,
	});
});

test.each(cases)('and by the same where a parameter is an expression: %j', (parameters, mode) => {
	const { workflow, node } = trigger({ ...parameters, startDate: '={{ "2026-11-01" }}' });
	expect(resolveWebhookDescriptionField(node, webhook, 'responseMode').resolved).toBe(false);
	const template = webhook.responseMode as string;
	expect(workflow.expression.getSimpleParameterValue(node, template, 'webhook', {})).toBe(mode);
});

test('nothing of the webhook needs the expression engine', () => {
	expect(webhookDescriptionIsNativelyResolvable(webhook)).toBe(true);
});
