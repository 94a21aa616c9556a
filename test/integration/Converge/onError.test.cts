/* Where n8n's engine takes the items of the Converge node, for each setting of its On Error. */
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Converge } from '../../../nodes/Converge/Converge.node';
import { orderItem } from '../../support/orders.cts';

/** A placed order, a cancelled one, no order, and another placed one. */
const input = [orderItem(), orderItem({ id: 119, status_id: 5 }), {}, orderItem({ id: 120 })].map(
	(json) => ({ json }),
);

const nodeType = (name: string, given: Partial<INodeType>): INodeType => ({
	description: {
		...{ displayName: name, name, group: [], version: 1, description: '', defaults: {} },
		...{ inputs: ['main'], outputs: ['main'], properties: [] },
	},
	...given,
});

const nodeTypes: Record<string, INodeType> = {
	orders: nodeType('orders', { execute: () => Promise.resolve([input]) }),
	converge: new Converge(),
	end: nodeType('end', {
		execute() {
			return Promise.resolve([this.getInputData()]);
		},
	}),
};

const node = (name: string, type: string, given: Partial<INode> = {}): INode => ({
	...{ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} },
	...given,
});

const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];

/** Runs the workflow orders → Converge → (delivered, refused); resolves to what reached each end. */
async function run(onError: INode['onError']) {
	const nodes = [
		node('Orders', 'orders'),
		node('Converge', 'converge', { onError, parameters: { operation: 'mapOrder' } }),
		node('Mapped', 'end'),
		node('Refused', 'end'),
	];
	const workflow = new Workflow({
		id: 'workflow1',
		nodes,
		connections: {
			Orders: { main: [to('Converge')] },
			Converge: { main: [to('Mapped'), to('Refused')] },
		},
		active: false,
		nodeTypes: {
			getByNameAndVersion: (type: string) => nodeTypes[type],
			getByName: (type: string) => nodeTypes[type],
			getKnownTypes: () => ({}),
		},
	});
	const additionalData = {
		hooks: new ExecutionLifecycleHooks('manual', '1', {} as never),
		executionId: '1',
		webhookWaitingBaseUrl: 'https://n8n.example.com/webhook-waiting',
		formWaitingBaseUrl: 'https://n8n.example.com/form-waiting',
	} as unknown as IWorkflowExecuteAdditionalData;
	const { data } = await new WorkflowExecute(additionalData, 'manual').run({
		workflow,
		startNode: nodes[0],
	});
	const { error, runData } = data.resultData;
	const reached = (name: string) => runData[name]?.[0].data?.main[0] ?? [];
	const origins = runData.Converge[0].data?.main.map((items) => items?.map(originOf));
	return { error, mapped: reached('Mapped'), refused: reached('Refused'), origins };
}

const ids = (items: INodeExecutionData[]) => items.map(({ json }) => json.event_id ?? json.id);
const originOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;

test('On Error Stop names the item and says what happened', async () => {
	const { error, mapped } = await run('stopWorkflow');
	expect(error).toMatchObject({
		message: expect.stringContaining('Order 119 is not placed') as unknown,
		context: expect.objectContaining({ itemIndex: 1 }) as unknown,
	});
	expect(mapped).toEqual([]);
});

test('On Error Continue keeps every item in its place', async () => {
	const { error, mapped, origins } = await run('continueRegularOutput');
	expect(error).toBeUndefined();
	expect(ids(mapped)).toEqual(['118', undefined, undefined, '120']);
	expect(mapped[1].json.error).toContain('not placed');
	expect(mapped[2].json.error).toContain('Not a BigCommerce order');
	expect(origins).toEqual([[0, 1, 2, 3]]);
});

test('On Error Error Output separates the items, each with its order', async () => {
	const { error, mapped, refused, origins } = await run('continueErrorOutput');
	expect(error).toBeUndefined();
	expect(ids(mapped)).toEqual(['118', '120']);

	expect(refused).toHaveLength(2);
	expect(refused[0].json).toMatchObject({
		id: 119,
		error: expect.stringContaining('not placed') as unknown,
	});
	expect(refused[1].json).toEqual({
		error: expect.stringContaining('Not a BigCommerce order') as unknown,
		details: expect.stringContaining('Expected an order') as unknown,
	});
	expect(origins).toEqual([
		[0, 3],
		[1, 2],
	]);
});
