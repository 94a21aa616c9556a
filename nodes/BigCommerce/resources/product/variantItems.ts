import type { IDataObject } from 'n8n-workflow';
import { omitUndefined } from '../omitUndefined';

/** A product as BigCommerce's V3 Catalog API returns it with its variants; money as numbers. */
export interface Product {
	id: number;
	name: string;
	sku?: string | null;
	price?: number | null;
	/** 0 when no cost was entered. */
	cost_price?: number | null;
	/** Every product has at least one. */
	variants?: Variant[] | null;
}

interface Variant {
	id?: number;
	sku?: string | null;
	/** `null` for the product's. */
	price?: number | null;
	/** `null` or 0 for the product's. */
	cost_price?: number | null;
	option_values?: Array<{ label?: string | null }> | null;
}

/**
 * One item a variant. SKU, price and cost are the product's where the variant has none of its own; what
 * is unknown is omitted. BigCommerce shows a cost of 0 as none (product-variants_catalog.v3.yml,
 * "cost_price"), so it is not a cost here either.
 */
export function variantItems(product: Product): IDataObject[] {
	const variants = product.variants?.length ? product.variants : [{}];
	return variants.map((variant) => variantItem(product, variant));
}

function variantItem(product: Product, variant: Variant): IDataObject {
	const labels = (variant.option_values ?? []).map(({ label }) => label).filter(Boolean);
	return omitUndefined<IDataObject>({
		product_id: product.id,
		variant_id: variant.id,
		sku: variant.sku || product.sku || undefined,
		name: product.name,
		variant_name: labels.join(', ') || undefined,
		price: variant.price ?? product.price ?? undefined,
		cost: variant.cost_price || product.cost_price || undefined,
	});
}
