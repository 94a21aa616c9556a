import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { assertPublishable } from '../../../../nodes/BigCommerce/trigger/publishChecks';

function publish(
	type: string,
	parameters: IDataObject,
	given: object = {},
	acknowledge?: string,
	tools: object[] = [],
) {
	const node = { name: 'Next', type, typeVersion: 1.1, disabled: false, parameters, ...given };
	const context = {
		getNode: () => ({ name: 'BigCommerce Trigger' }),
		getChildNodes: () => [node],
		getParentNodes: (_name: string, { connectionType }: { connectionType?: string }) =>
			connectionType === 'ai_tool' ? tools : [],
		getNodeParameter: (name: string, fallback: unknown) =>
			name === 'options' ? { acknowledge } : fallback,
		getTimezone: () => 'UTC',
	} as unknown as IHookFunctions;
	return () => assertPublishable(context);
}

const wait = 'n8n-nodes-base.wait';
const waiting: Array<[string, string, IDataObject, object?]> = [
	['a Wait of 65 seconds', wait, { amount: 65 }],
	['a Wait of 2 minutes', wait, { amount: 2, unit: 'minutes' }],
	['a Wait of an unknown time', wait, { amount: '={{ $json.seconds }}' }],
	['a Wait of version 1, which waits an hour by default', wait, {}, { typeVersion: 1 }],
	['a Wait until a date', wait, { resume: 'specificTime' }],
	['a Wait for a webhook', wait, { resume: 'webhook' }],
	['a Wait for a form', wait, { resume: 'form' }],
	['a message that waits for an answer', 'n8n-nodes-base.slack', { operation: 'sendAndWait' }],
	['a form', 'n8n-nodes-base.form', {}],
];

test.each(waiting)('%s is refused with what to do', (...[, type, parameters, given]) => {
	expect(publish(type, parameters, given)).toThrow(/"Next" pauses the workflow/);
});

test.each(waiting)(
	'%s is accepted with Respond "Immediately"',
	(...[, type, parameters, given]) => {
		expect(publish(type, parameters, given, 'whenReceived')).not.toThrow();
	},
);

test.each(['whenFinished', 'whenReceived'])('Respond to Webhook is refused with %s', (mode) => {
	expect(publish('n8n-nodes-base.respondToWebhook', {}, {}, mode)).toThrow(/"Next" cannot be used/);
});

test.each<[string, string, IDataObject, object?]>([
	['a Wait of 64 seconds', wait, { amount: 64 }],
	['a Wait of a minute', wait, { amount: 1, unit: 'minutes' }],
	['a Wait of version 1.1 with its defaults', wait, {}],
	['a disabled Wait', wait, { resume: 'webhook' }, { disabled: true }],
	['an ending of a form', 'n8n-nodes-base.form', { operation: 'completion' }],
	['another node', 'n8n-nodes-bigcommerce-converge.converge', { operation: 'trackOrder' }],
])('%s is accepted', (...[, type, parameters, given]) => {
	expect(publish(type, parameters, given)).not.toThrow();
});

describe('a tool of an AI agent that waits for an answer', () => {
	const agent = '@n8n/n8n-nodes-langchain.agent';
	const tool = {
		...{ name: 'Ask', type: 'n8n-nodes-base.slackTool', typeVersion: 2, disabled: false },
		parameters: { operation: 'sendAndWait' },
	};

	test('is refused with what to do', () => {
		expect(publish(agent, {}, {}, undefined, [tool])).toThrow(/"Ask" pauses the workflow/);
	});

	test('is accepted with Respond "Immediately", when it is disabled, and when it only sends', () => {
		expect(publish(agent, {}, {}, 'whenReceived', [tool])).not.toThrow();
		expect(publish(agent, {}, {}, undefined, [{ ...tool, disabled: true }])).not.toThrow();
		const sending = { ...tool, parameters: { operation: 'post' } };
		expect(publish(agent, {}, {}, undefined, [sending])).not.toThrow();
	});
});
