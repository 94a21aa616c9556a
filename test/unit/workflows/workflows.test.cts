import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodeType } from 'n8n-workflow';

const root = path.join(__dirname, '../../..');
const folder = path.join(root, 'workflows');
const packageName = 'n8n-nodes-bigcommerce-converge';
const classes = {
	bigCommerce: 'BigCommerce/BigCommerce',
	bigCommerceTrigger: 'BigCommerce/BigCommerceTrigger',
	converge: 'Converge/Converge',
} as const;

interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: object;
	webhookId?: string;
}
interface Workflow {
	nodes: WorkflowNode[];
	connections: Record<string, { main: Array<Array<{ node: string }> | null> }>;
	pinData?: object;
}

async function propertiesOf(type: string): Promise<INodeProperties[]> {
	const file = classes[type.slice(packageName.length + 1) as keyof typeof classes];
	const module = (await import(path.join(root, `nodes/${file}.node.ts`))) as object;
	const [NodeType] = Object.values(module) as Array<new () => INodeType>;
	return new NodeType().description.properties;
}

describe.each(readdirSync(folder))('workflows/%s', (file) => {
	const text = readFileSync(path.join(folder, file), 'utf8');
	const workflow = JSON.parse(text) as Workflow;
	const own = workflow.nodes.filter(({ type }) => type.startsWith(`${packageName}.`));

	test('explains in a sticky note how to set the credentials', () => {
		const notes = workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.map(({ parameters }) => parameters.content).join()).toMatch(/credential/);
	});

	test('contains no credential, no data and nothing from the exporting n8n', () => {
		expect(Object.keys(workflow).sort()).toEqual(
			['connections', 'name', 'nodes', 'pinData', 'settings'].filter((key) => key in workflow),
		);
		expect(workflow.pinData ?? {}).toEqual({});
		for (const node of workflow.nodes) expect(node).not.toHaveProperty('credentials');
		expect(text).not.toMatch(/instanceId|versionId|localhost|127\.0\.0\.1/);
	});

	test('has nodes that do not overlap, and notes that do not either', () => {
		const boxes = workflow.nodes.map(({ name, type, position: [left, top], parameters }) => {
			// A node is drawn as a square with its name below. A note may frame nodes.
			const { width = 100, height = 100 } = parameters as { width?: number; height?: number };
			const isNote = type === 'n8n-nodes-base.stickyNote';
			return { name, isNote, left, top, right: left + width, bottom: top + height };
		});
		for (const [index, one] of boxes.entries()) {
			const covered = boxes
				.slice(index + 1)
				.filter(({ isNote }) => isNote === one.isNote)
				.filter(({ left, right }) => left < one.right && one.left < right)
				.filter(({ top, bottom }) => top < one.bottom && one.top < bottom);
			expect([one.name, covered.map(({ name }) => name)]).toEqual([one.name, []]);
		}
	});

	test('has nodes with unique ids, and connections between them only', () => {
		const ids = workflow.nodes.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		const names = workflow.nodes.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const ends = Object.values(workflow.connections).flatMap(({ main }) =>
			main.flatMap((output) => (output ?? []).map(({ node }) => node)),
		);
		expect(ends).not.toEqual([]);
		for (const name of [...Object.keys(workflow.connections), ...ends]) {
			expect(names).toContain(name);
		}
	});

	test('uses nodes, parameters and options that this package has', async () => {
		// Alerts are about executions of any workflow, and about a data table.
		expect(own.length > 0).toBe(file !== 'alerts.json');
		for (const { type, parameters, webhookId } of own) {
			expect(Object.keys(classes)).toContain(type.slice(packageName.length + 1));
			const properties = await propertiesOf(type);
			for (const [name, value] of Object.entries(parameters)) {
				const matching = properties.filter((property) => property.name === name);
				expect(matching).not.toEqual([]);
				const choices = matching
					.filter((property) => property.type === 'options')
					.flatMap(({ options }) => options as Array<{ value: unknown }>);
				if (choices.length > 0) expect(choices.map((choice) => choice.value)).toContain(value);
				const members = matching
					.filter((property) => property.type === 'collection')
					.flatMap(({ options }) => options!.map((option) => option.name));
				if (members.length > 0) {
					expect(members).toEqual(expect.arrayContaining(Object.keys(value as object)));
				}
			}
			// n8n gives each import its own, so that one file serves for every shop of an n8n.
			expect(webhookId).toBeUndefined();
		}
	});
});

interface TableNode {
	name: string;
	type: string;
	parameters: {
		operation: string;
		tableName?: string;
		dataTableId?: { mode: string; value: string };
		columns?: { column?: Array<{ name: string }>; value?: object };
		filters?: { conditions: Array<{ keyName: string }> };
	};
}

describe('the data tables of the workflows', () => {
	const nodes = readdirSync(folder).flatMap((file) => {
		const { nodes: all } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Workflow;
		return all.filter(({ type }) => type === 'n8n-nodes-base.dataTable') as unknown as TableNode[];
	});
	const tables = new Map(
		nodes.flatMap(({ parameters: { tableName, columns } }) =>
			tableName ? [[tableName, columns!.column!.map(({ name }) => name)] as const] : [],
		),
	);

	test('are used by name, and each is created by a workflow', () => {
		const used = nodes.flatMap(({ parameters: { dataTableId } }) => dataTableId ?? []);
		expect(used.length).toBeGreaterThan(0);
		for (const { mode, value } of used) {
			expect(mode).toBe('name');
			expect([...tables.keys()]).toContain(value);
		}
	});

	test('have names that do not contain each other, since n8n takes any table whose name contains the one given', () => {
		const names = [...tables.keys()].map((name) => name.toLowerCase());
		for (const name of names) expect(names.filter((other) => other.includes(name))).toEqual([name]);
	});

	test('of deliveries get their row without an expression, which would cost an isolate for each order', () => {
		const text = readFileSync(path.join(folder, 'order-to-converge.json'), 'utf8');
		expect(text).not.toContain('"=');
		const entry = (JSON.parse(text) as Workflow).nodes.find(({ name }) => name === 'Log entry')!;
		const picked = String(entry.parameters.includeFields).split(', ');
		const names = picked.map((field) => field.split('.').at(-1));
		expect(names).toEqual(tables.get('Converge delivery log'));
	});

	test('have every column that a node writes or filters by', () => {
		for (const { name, parameters } of nodes) {
			if (!parameters.dataTableId) continue;
			const columns = tables.get(parameters.dataTableId.value)!;
			const named = [
				...Object.keys(parameters.columns?.value ?? {}),
				...(parameters.filters?.conditions ?? []).map(({ keyName }) => keyName),
			];
			expect([name, named.filter((column) => !columns.includes(column))]).toEqual([name, []]);
		}
	});
});
