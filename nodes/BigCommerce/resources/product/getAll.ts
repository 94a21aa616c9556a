import type { IDataObject } from 'n8n-workflow';
import { listOperation } from '../listOperation';

interface Product {
	id: number;
	name: string;
	sku?: string;
	price?: number;
	cost_price?: number;
	variants?: Variant[];
}

interface Variant {
	id: number;
	sku?: string;
	price?: number | null;
	cost_price?: number | null;
	option_values?: Array<{ label?: string }>;
}

/** One item a variant; price and cost are the product's where the variant has none of its own. */
export const { description, execute } = listOperation<Product>({
	resource: 'product',
	path: '/v3/catalog/products',
	query: { include: 'variants', include_fields: 'name,sku,price,cost_price' },
	toItems: (products) => products.flatMap(variantItems),
});

function variantItems(product: Product): IDataObject[] {
	return (product.variants ?? []).map((variant) => ({
		product_id: product.id,
		variant_id: variant.id,
		sku: variant.sku || product.sku,
		name: product.name,
		variant_name: (variant.option_values ?? []).flatMap(({ label }) => label || []).join(', '),
		price: variant.price ?? product.price,
		cost: variant.cost_price ?? product.cost_price,
	}));
}
