import { CATALOG } from '../sandbox/orders/catalog.cts';
import { variantsOf, variantView } from '../sandbox/store/variants.cts';
import { ended, execute, exampleWorkflow } from './support/manual.cts';
import { startWorld, type World } from './support/world.cts';

const MINUTES = 60_000;
let world: World;

beforeAll(async () => {
	world = await startWorld();
}, 20 * MINUTES);

afterAll(async () => await world?.stop(), MINUTES);

interface File {
	id?: string;
	data: string;
	fileName: string;
	mimeType: string;
}

/** The file that a node of an execution made, and its content. */
async function fileOf(executionId: string, node: string): Promise<{ file: File; text: string }> {
	const { data } = await world.api.http.get<{ data: { data: string } }>(
		`/executions/${executionId}`,
	);
	const { parse } = await import('flatted');
	const { resultData } = parse(data.data.data) as {
		resultData: { runData: Record<string, Array<{ data: { main: Item[][] } }>> };
	};
	const file = resultData.runData[node][0].data.main[0][0].binary.data;
	if (!file.id) return { file, text: Buffer.from(file.data, 'base64').toString('utf8') };
	const params = { id: file.id, action: 'download', ...file };
	const content = await world.api.http.get<string>('/binary-data', {
		params,
		responseType: 'text',
	});
	return { file, text: content.data };
}

interface Item {
	binary: { data: File };
}

test('the costs of all variants that have one become a CSV file', async () => {
	const [deleted] = CATALOG;
	world.sandbox.store.deletedProducts.add(deleted.id);
	const id = await world.api.createWorkflow(exampleWorkflow('product-costs'));
	const execution = await execute(world, id, 'Execute workflow');
	expect(await ended(world, execution)).toBe('success');

	const { file, text } = await fileOf(execution, 'CSV file');
	expect(file).toMatchObject({ fileName: 'product-costs.csv', mimeType: 'text/csv' });
	const [head, ...rows] = text
		.replace(/^\uFEFF/, '')
		.trim()
		.split(/\r?\n/);
	expect(head.split(',')).toEqual(['product_id', 'variant_id', 'sku', 'name', 'cost']);
	const expected = CATALOG.slice(1).flatMap((product) =>
		variantsOf(product).flatMap((variant) => {
			const cost = variantView(variant).cost_price ?? (product.cost ?? 0) / 10_000;
			return cost > 0 ? [[product.id, variant.id, variant.sku, cost].join()] : [];
		}),
	);
	expect(expected.length).toBeGreaterThan(5);
	const withoutName = (row: string) =>
		row
			.split(',')
			.filter((_value, column) => column !== 3)
			.join();
	expect(rows.map(withoutName).sort()).toEqual(expected.sort());
	expect(rows.some((row) => row.includes('Deck Shoes - 39'))).toBe(true);
});
