import { readExampleWorkflow } from '../../../scripts/exampleWorkflow.cts';

/** The example workflow with a Wait node, so that some executions are always running. */
export function slowWorkflow(seconds = 1): ReturnType<typeof readExampleWorkflow> {
	const { nodes, ...workflow } = readExampleWorkflow();
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const wait = {
		id: 'wait',
		name: 'Wait',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		position: [120, 0],
		parameters: { amount: seconds, unit: 'seconds' },
	};
	return {
		...workflow,
		nodes: [...nodes, wait],
		connections: { 'BigCommerce Trigger': to('Wait'), Wait: to('Converge') },
	};
}
