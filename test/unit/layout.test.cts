import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { layoutViolations, type Sources } from '../support/layout.cts';

const root = path.join(__dirname, '../..');

function readSources(): Sources {
	const files = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.map((file) => `${folder}/${file.split(path.sep).join('/')}`),
	);
	return new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
}

test('every source file keeps the rules of the house', () => {
	expect(layoutViolations(readSources())).toEqual([]);
});

describe('the check reports', () => {
	const check = (files: Record<string, string>) => layoutViolations(new Map(Object.entries(files)));
	const violation = (file: string, rule: string) => ({
		file,
		rule: expect.stringContaining(rule) as string,
	});

	test.each([
		["import { a } from '../resources/a';"],
		["import type { A } from '../resources/a';"],
		["export * from '../resources/a';"],
		["type A = import('../resources/a').A;"],
		["const a = await import('../resources/a');"],
		["import a = require('../resources/a');"],
	])('an import of resources/ in trigger/ written as %s', (text) => {
		const files = {
			'nodes/BigCommerce/trigger/t.ts': text,
			'nodes/BigCommerce/resources/a.ts': 'export const a = 1;',
		};
		expect(check(files)).toEqual([
			violation('nodes/BigCommerce/trigger/t.ts', 'trigger/ must not import resources/'),
		]);
	});

	test('an import that goes through a third file, with the way it takes', () => {
		const files = {
			'nodes/BigCommerce/resources/r.ts': "import '../orders/o';",
			'nodes/BigCommerce/orders/o.ts': "import '../trigger';",
			'nodes/BigCommerce/trigger/index.ts': '',
		};
		expect(check(files)).toEqual([
			violation(
				'nodes/BigCommerce/resources/r.ts',
				'resources/r.ts → nodes/BigCommerce/orders/o.ts → nodes/BigCommerce/trigger/index.ts',
			),
		]);
	});

	test('an import of BigCommerce in Converge', () => {
		const files = {
			'nodes/Converge/Converge.node.ts': "import '../BigCommerce/api/client';",
			'nodes/BigCommerce/api/client.ts': '',
		};
		expect(check(files)).toEqual([
			violation('nodes/Converge/Converge.node.ts', 'Converge must not import BigCommerce'),
		]);
	});

	test('an import of delivery in mapping', () => {
		const files = {
			'nodes/Converge/receivedRefund/toReceivedRefund.ts': "import '../api/client';",
			'nodes/Converge/api/client.ts': '',
			'nodes/Converge/operations.ts': "import './api/client';",
		};
		expect(check(files)).toEqual([
			violation(
				'nodes/Converge/receivedRefund/toReceivedRefund.ts',
				'mapping must not import delivery',
			),
		]);
	});

	test('an import in values/ of anything but values/', () => {
		const files = {
			'nodes/Converge/values/money.ts': "import './fields'; import '../event/types';",
			'nodes/Converge/values/fields.ts': '',
			'nodes/Converge/event/types.ts': '',
		};
		expect(check(files)).toEqual([
			violation('nodes/Converge/values/money.ts', 'nodes/Converge/event/types.ts'),
		]);
	});

	test('a module in shared/ that only one node uses, and one that imports a node', () => {
		const files = {
			'nodes/shared/both.ts': '',
			'nodes/shared/one.ts': "import './both'; import '../Converge/a';",
			'nodes/shared/oneRoom.ts': '',
			'nodes/shared/utility.ts': '',
			'nodes/BigCommerce/BigCommerce.node.ts': "import '../shared/both';",
			'nodes/BigCommerce/orders/o.ts': "import '../../shared/utility';",
			'nodes/BigCommerce/trigger/t.ts':
				"import '../../shared/utility'; import '../../shared/oneRoom';",
			'nodes/Converge/a.ts': "import '../shared/one';",
		};
		expect(check(files)).toEqual([
			violation('nodes/shared/one.ts', 'shared/ holds only what both nodes use'),
			violation('nodes/shared/one.ts', 'shared/ must not import Converge'),
			violation('nodes/shared/oneRoom.ts', 'shared/ holds only what both nodes use'),
		]);
	});

	test("a field of BigCommerce's in Converge outside the rooms that map an order", () => {
		const read = 'export const total = (order: { total_inc_tax: string }) => order.total_inc_tax;';
		const files = {
			'nodes/shared/orderItem.ts':
				'export interface OrderItem { total_inc_tax: string; order_source: string }',
			'nodes/Converge/event/types.ts': 'export interface Properties { order_source: string }',
			'nodes/Converge/placedOrder/toPlacedOrder.ts': `import '../../shared/orderItem'; ${read}`,
			'nodes/Converge/operations.ts': read,
			'nodes/Converge/parameters.ts': "const field = 'order_source'; // not total_inc_tax",
			'nodes/Converge/values/money.ts': "const name = 'total_inc_tax';",
			'nodes/BigCommerce/BigCommerce.node.ts': "import '../shared/orderItem';",
		};
		expect(check(files)).toEqual([
			violation('nodes/Converge/operations.ts', 'total_inc_tax'),
			violation('nodes/Converge/values/money.ts', 'total_inc_tax'),
		]);
	});

	test('a flat module beside the node files', () => {
		const files = {
			'nodes/BigCommerce/BigCommerce.node.ts': '',
			'nodes/BigCommerce/helpers.ts': '',
		};
		expect(check(files)).toEqual([violation('nodes/BigCommerce/helpers.ts', 'only node files')]);
	});

	test.each([
		['interface Order { id: number; [member: string]: unknown }'],
		['interface Line { discounts: Array<{ code: string; [key: string]: unknown }> }'],
		['type Event = { [name: string]: unknown };'],
	])('an index signature written as %s', (text) => {
		expect(check({ 'nodes/Converge/Converge.node.ts': text })).toEqual([
			violation('nodes/Converge/Converge.node.ts', 'index signature'),
		]);
	});

	test('no index signature in a mapped type or an index', () => {
		const text = 'type Known<T> = { [K in keyof T]: T[K] }; const first = list[0];';
		expect(check({ 'nodes/Converge/Converge.node.ts': text })).toEqual([]);
	});

	test('a file of 261 lines, and not one of 260', () => {
		const files = {
			'credentials/A.credentials.ts': 'a;\n'.repeat(260),
			'nodes/Converge/Converge.node.ts': 'a;\n'.repeat(261),
		};
		expect(check(files)).toEqual([
			violation('nodes/Converge/Converge.node.ts', 'more than 260 lines (261)'),
		]);
	});
});
