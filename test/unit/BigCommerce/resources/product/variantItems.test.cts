import fc from 'fast-check';
import {
	variantItems,
	type Product,
} from '../../../../../nodes/BigCommerce/resources/product/variantItems';

const product: Product = { id: 1, name: 'Shirt', sku: 'S', price: 20, cost_price: 8 };

test.each([
	['its own', { cost_price: 9 }, 8, 9],
	['the product’s where it is null', { cost_price: null }, 8, 8],
	['the product’s where it is missing', {}, 8, 8],
	['the product’s where it is 0, which BigCommerce shows as none', { cost_price: 0 }, 8, 8],
	['omitted where the product’s is 0 as well', { cost_price: 0 }, 0, undefined],
	['omitted where the product has none either', { cost_price: null }, undefined, undefined],
])('the cost of a variant is %s', (_name, variant, cost_price, cost) => {
	const [item] = variantItems({ ...product, cost_price, variants: [{ id: 10, ...variant }] });
	expect(item.cost).toBe(cost);
	expect('cost' in item).toBe(cost !== undefined);
});

test('price and SKU of a variant are the product’s where it has none', () => {
	const variants = [
		{ id: 10, sku: 'S-M', price: 25, option_values: [{ label: 'M' }, { label: 'Blue' }] },
		{ id: 11, sku: '', price: null, option_values: [] },
		{ id: 12, sku: null, price: 0 },
	];
	expect(variantItems({ ...product, variants })).toEqual([
		{
			...{ product_id: 1, variant_id: 10, sku: 'S-M', name: 'Shirt' },
			...{ variant_name: 'M, Blue', price: 25, cost: 8 },
		},
		{ product_id: 1, variant_id: 11, sku: 'S', name: 'Shirt', price: 20, cost: 8 },
		{ product_id: 1, variant_id: 12, sku: 'S', name: 'Shirt', price: 0, cost: 8 },
	]);
});

test.each([[undefined], [null], [[]]])(
	'a product with %j as its variants is one item',
	(variants) => {
		expect(variantItems({ ...product, variants })).toEqual([
			{ product_id: 1, sku: 'S', name: 'Shirt', price: 20, cost: 8 },
		]);
	},
);

const text = fc.option(fc.constantFrom('', 'A', 'B 2'), { nil: null });
const amount = fc.option(fc.constantFrom(0, 0.0001, 12.5), { nil: null });
const anyVariant = fc.record(
	{
		id: fc.integer({ min: 1 }),
		sku: text,
		price: amount,
		cost_price: amount,
		option_values: fc.option(fc.array(fc.record({ label: text })), { nil: null }),
	},
	{ requiredKeys: ['id'] },
);
const anyProduct = fc.record(
	{
		id: fc.integer({ min: 1 }),
		name: fc.constant('Shirt'),
		sku: text,
		price: amount,
		cost_price: amount,
		variants: fc.option(fc.array(anyVariant), { nil: null }),
	},
	{ requiredKeys: ['id', 'name'] },
);

test('no item has a value that is null, undefined, blank or NaN, and the product stays as it is', () => {
	fc.assert(
		fc.property(anyProduct, (given) => {
			const before = structuredClone(given);
			const items = variantItems(given);
			expect(items).toHaveLength(Math.max(1, given.variants?.length ?? 0));
			for (const value of items.flatMap((item) => Object.values(item))) {
				expect([undefined, null, '', 'NaN']).not.toContain(value);
				expect(['string', 'number']).toContain(typeof value);
				expect(value).not.toBeNaN();
			}
			for (const { cost } of items) expect(cost === undefined || Number(cost) > 0).toBe(true);
			expect(given).toEqual(before);
		}),
	);
});
