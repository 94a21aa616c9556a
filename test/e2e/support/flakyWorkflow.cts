import { randomUUID } from 'node:crypto';

/**
 * Trigger and Converge node with a node between them that fails in about one of fifteen executions,
 * depending on the execution's number, so that the retry succeeds.
 *
 * @param options of the trigger
 */
export function flakyWorkflow(options: object = {}, failing = true) {
	const node = (name: string, type: string, parameters: object, typeVersion = 1) => ({
		id: randomUUID(),
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
	});
	const own = 'n8n-nodes-bigcommerce-converge.';
	const to = (name: string) => [{ node: name, type: 'main', index: 0 }];
	const condition = failing ? '={{ Number($execution.id) % 15 === 7 }}' : '={{ false }}';
	return {
		name: 'Flaky',
		nodes: [
			{
				...node('BigCommerce Trigger', `${own}bigCommerceTrigger`, { options }, 2),
				webhookId: randomUUID(),
			},
			node(
				'Fails?',
				'n8n-nodes-base.if',
				{
					conditions: {
						options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
						combinator: 'and',
						conditions: [
							{
								leftValue: condition,
								rightValue: '',
								operator: { type: 'boolean', operation: 'true', singleValue: true },
							},
						],
					},
				},
				2.2,
			),
			node('Stop and Error', 'n8n-nodes-base.stopAndError', { errorMessage: 'A bad moment' }),
			node('Converge', `${own}converge`, { operation: 'trackOrder' }),
		],
		connections: {
			'BigCommerce Trigger': { main: [to('Fails?')] },
			'Fails?': { main: [to('Stop and Error'), to('Converge')] },
		},
		settings: { executionOrder: 'v1' },
	};
}
