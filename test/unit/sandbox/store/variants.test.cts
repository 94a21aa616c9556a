import { call } from '../../../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

const get = async (path: string, query: Record<string, string | number> = {}) =>
	(await call(sandbox, 'GET', `/v3/catalog/${path}`, { query })).data.data as Array<{
		id: number;
		product_id: number;
		sku: string;
		cost_price: number | null;
		variants: unknown[];
	}>;

it('the lines of an order name variants of the catalog, by id and SKU', async () => {
	const variants = new Map((await get('variants', { limit: 250 })).map((one) => [one.id, one]));
	const lines = sandbox.store.generateOrders(40).flatMap((order) => order.lines);
	const fromCatalog = lines.filter(({ product_id }) => product_id !== 0);
	expect(fromCatalog.length).toBeGreaterThan(30);
	for (const { variant_id, product_id, sku } of fromCatalog) {
		expect(variants.get(variant_id)).toMatchObject({ product_id, sku });
	}
});

it('a variant has its own cost, the product’s, or none', async () => {
	const products = new Map((await get('products')).map((one) => [one.id, one.cost_price]));
	const costs = (await get('variants', { limit: 250 })).map((variant) => ({
		own: variant.cost_price,
		ofProduct: products.get(variant.product_id),
	}));
	expect(costs.some(({ own, ofProduct }) => own !== null && own !== ofProduct)).toBe(true);
	expect(costs.some(({ own, ofProduct }) => own === null && ofProduct)).toBe(true);
	expect(costs.some(({ own, ofProduct }) => own === null && ofProduct === 0)).toBe(true);
});

it('variants come with their product, page by page, or as the fields asked for', async () => {
	const [jacket] = await get('products', { 'id:in': 101, include: 'variants' });
	expect(jacket.variants).toHaveLength(8);
	expect(await get('variants', { 'product_id:in': '101,104', limit: 250 })).toHaveLength(9);
	expect(await get('variants', { page: 2, limit: 5 })).toHaveLength(5);
	expect((await get('variants', { include_fields: 'sku', 'product_id:in': 104 }))[0]).toEqual({
		...{ id: 1040, sku: 'MUG' },
	});
});

it('a deleted product is in no list, and stays in the orders', async () => {
	const { lines } = sandbox.store.createOrder({ lines: [{ product_id: 104 }] });
	sandbox.store.deletedProducts.add(104);
	expect(await get('products', { 'id:in': 104 })).toEqual([]);
	expect(await get('variants', { 'product_id:in': 104 })).toEqual([]);
	expect(lines[0].product_id).toBe(104);
});
