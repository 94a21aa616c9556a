/* Runs single nodes of the example workflows with what n8n gives them: the code of Code nodes, and expressions. */
import {
	createRunExecutionData,
	Workflow,
	WorkflowDataProxy,
	type IConnections,
	type IDataObject,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
	type INodeTypes,
	type IRunData,
	type NodeParameterValueType,
} from 'n8n-workflow';
import { readExampleWorkflow } from '../../../scripts/exampleWorkflow.cts';

/** What the nodes that ran before have returned, by their names. */
export type Returned = Record<string, IDataObject[]>;

type Code = (...values: unknown[]) => Promise<INodeExecutionData[]>;
/** As n8n's task runner makes a function of code. */
const AsyncFunction = Object.getPrototypeOf(async () => await Promise.resolve())
	.constructor as new (...namesAndCode: string[]) => Code;

/** A copy of an example workflow, which a test may change. */
export class ExampleWorkflow {
	readonly nodes: INode[];
	private readonly connections: IConnections;

	constructor(
		name: string,
		private readonly timezone = 'America/New_York',
	) {
		const example = readExampleWorkflow(name);
		this.nodes = example.nodes as unknown as INode[];
		this.connections = example.connections as IConnections;
	}

	node(name: string): INode {
		return this.nodes.find((node) => node.name === name)!;
	}

	/** The items that a Code node returns. */
	async runCode(name: string, returned: Returned): Promise<IDataObject[]> {
		const { workflow, input, run, executeData } = this.executionOf(name, returned);
		const data = new WorkflowDataProxy(
			...([workflow, run, 0, 0, name, input, {}, 'manual', {}, executeData] as const),
		).getDataProxy({ throwOnMissingExecutionData: false });
		const names = ['$', '$input', '$now', 'DateTime'];
		const code = new AsyncFunction(...names, this.node(name).parameters.jsCode as string);
		const items = await code(...names.map((each) => data[each] as unknown));
		return items.map(({ json }) => JSON.parse(JSON.stringify(json)) as IDataObject);
	}

	/** The value of a parameter of a node, with its expressions resolved for the first item. */
	evaluate(name: string, parameter: NodeParameterValueType, returned: Returned): unknown {
		const { workflow, input, run, executeData } = this.executionOf(name, returned);
		return workflow.expression.getParameterValue(
			...([parameter, run, 0, 0, name, input, 'manual', {}, executeData] as const),
		);
	}

	private executionOf(name: string, returned: Returned) {
		const { nodes, connections, timezone } = this;
		// Of a node without a type, n8n keeps the parameters as they are.
		const nodeTypes = { getByNameAndVersion: () => undefined } as unknown as INodeTypes;
		const settings = { timezone };
		const workflow = new Workflow({ nodes, connections, active: false, nodeTypes, settings });

		const runData: IRunData = {};
		for (const [node, items] of Object.entries(returned)) {
			const data = { main: [items.map((json) => ({ json }))] };
			runData[node] = [
				{ startTime: 0, executionTime: 0, executionIndex: 0, source: [], data },
			] as IRunData[string];
		}
		const previous = workflow.getParentNodes(name, 'main', 1).find((node) => node in returned);
		const input = previous ? runData[previous][0].data!.main[0]! : [];
		const source = previous ? { main: [{ previousNode: previous }] } : null;
		const executeData: IExecuteData = { node: this.node(name), data: { main: [input] }, source };
		const run = createRunExecutionData({ resultData: { runData } });
		return { workflow, input, run, executeData };
	}
}
