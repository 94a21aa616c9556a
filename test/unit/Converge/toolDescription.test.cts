import { NodeHelpers, type INodePropertyOptions } from 'n8n-workflow';
import { Converge } from '../../../nodes/Converge/Converge.node';
import { toolDescription } from '../../../nodes/Converge/toolDescription';

const { description } = new Converge();
const operations = description.properties.find(({ name }) => name === 'operation')!;

test('a tool has a description of its own for each operation', () => {
	const [, json] = /^=\{\{ \((\{.*\})\)\[\$parameter\["operation"\]\] \}\}$/s.exec(
		toolDescription.default as string,
	)!;
	const texts = JSON.parse(json) as Record<string, string>;
	const values = (operations.options as INodePropertyOptions[]).map(({ value }) => value);
	expect(Object.keys(texts).sort()).toEqual(values.sort());
	expect(new Set(Object.values(texts)).size).toBe(values.length);
	expect(json).not.toContain('}}');
});

test.each([
	['convergeTool', true],
	['converge', false],
])('the description is a field of %s: %p', (name, expected) => {
	const parameters = NodeHelpers.getNodeParameters(
		description.properties,
		{},
		true,
		false,
		{ typeVersion: 1 },
		{ ...description, name },
	);
	expect('toolDescription' in parameters!).toBe(expected);
});
