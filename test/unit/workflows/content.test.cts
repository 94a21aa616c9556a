import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Workflow {
	name: string;
	active?: boolean;
	nodes: Array<{ id: string; name: string; type: string; parameters: { content?: string } }>;
	connections: Record<string, { main: Array<Array<{ node: string }>> }>;
	pinData: object;
}

// The workflows that users import.
const folder = path.join(__dirname, '../../../workflows');
const files = readdirSync(folder);

describe.each(files)('%s', (file) => {
	const text = readFileSync(path.join(folder, file), 'utf8');
	const workflow = JSON.parse(text) as Workflow;
	const names = workflow.nodes.map(({ name }) => name);

	test('contains no credentials and no data', () => {
		expect(text).not.toContain('"credentials"');
		expect(workflow.pinData).toEqual({});
		expect(workflow.active ?? false).toBe(false);
	});

	test('connects existing nodes with unique names and ids', () => {
		const { connections, nodes } = workflow;
		const connected = Object.values(connections).flatMap(({ main }) => main.flat());
		expect(names).toEqual(
			expect.arrayContaining([...Object.keys(connections), ...connected.map(({ node }) => node)]),
		);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(names.length);
	});

	test('names its nodes correctly in the sticky note "Read me"', () => {
		const readMe = workflow.nodes.find(({ name }) => name === 'Read me')!.parameters.content!;
		// Bold text is the name of a node or the number of a step.
		const bold = readMe.split('**').filter((_part, index) => index % 2 === 1);
		const named = bold.filter((part) => !/^\d\.$/.test(part));
		expect(named.length).toBeGreaterThan(0);
		expect(names).toEqual(expect.arrayContaining(named));
	});
});
