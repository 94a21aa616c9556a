import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';
import { limitFields, readLimit } from '../limit';

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

export const description = updateDisplayOptions(
	{ show: { resource: ['product'], operation: ['getAll'] } },
	limitFields,
);

/** One item a variant; price and cost are the product's where the variant has none of its own. */
export async function execute(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	index: number,
): Promise<IDataObject[]> {
	const limit = readLimit(context, index);
	const products = await api.pages<Product>('/v3/catalog/products', {
		include: 'variants',
		include_fields: 'name,sku,price,cost_price',
	});
	return products.flatMap(variantItems).slice(0, limit);
}

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
