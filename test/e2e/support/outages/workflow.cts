import { randomUUID } from 'node:crypto';

/** What `staff_notes` of an order says when its execution is to fail each time. */
export const POISON = 'poison';

/** Trigger and Converge node, with a node between them that fails for a poison order. */
export function outageWorkflow() {
	const own = 'n8n-nodes-bigcommerce-converge.';
	const node = (name: string, type: string, typeVersion: number, parameters: object) => ({
		...{ id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters },
	});
	const to = (name: string) => [{ node: name, type: 'main', index: 0 }];
	return {
		name: 'Outages',
		nodes: [
			{
				...node('BigCommerce Trigger', `${own}bigCommerceTrigger`, 2, {}),
				webhookId: randomUUID(),
			},
			node('Poison?', 'n8n-nodes-base.if', 2.2, {
				conditions: {
					options: { caseSensitive: true, typeValidation: 'loose', version: 2 },
					combinator: 'and',
					conditions: [
						{
							leftValue: '={{ $json.staff_notes }}',
							rightValue: POISON,
							operator: { type: 'string', operation: 'equals' },
						},
					],
				},
			}),
			node('Stop and Error', 'n8n-nodes-base.stopAndError', 1, { errorMessage: 'Poison' }),
			node('Converge', `${own}converge`, 1, { operation: 'trackOrder' }),
		],
		connections: {
			'BigCommerce Trigger': { main: [to('Poison?')] },
			'Poison?': { main: [to('Stop and Error'), to('Converge')] },
		},
		settings: { executionOrder: 'v1' },
	};
}
