import type { Product } from '../orders/catalog.cts';

/** A product's variants: one for each combination of its options, or the base variant. */
export interface Variant {
	id: number;
	product: Product;
	sku: string;
	options: Array<{ name: 'Colour' | 'Size'; value: string }>;
}

export function variantsOf(product: Product): Variant[] {
	const colours = (product.colours ?? []).map((value) => ({ name: 'Colour' as const, value }));
	const sizes = (product.sizes ?? []).map((value) => ({ name: 'Size' as const, value }));
	const combinations = colours.length
		? colours.flatMap((colour) => (sizes.length ? sizes.map((size) => [colour, size]) : [[colour]]))
		: sizes.map((size) => [size]);
	if (!combinations.length) {
		return [{ id: product.id * 10, product, sku: product.sku, options: [] }];
	}
	return combinations.map((options, index) => ({
		id: product.id * 10 + index + 1,
		product,
		sku: [product.sku, ...options.map(({ value }) => value)].join('-'),
		options,
	}));
}

/** The id of the variant with these option values; that of the base variant when there is none. */
export function variantIdOf(product: Product, values: string[]): number {
	const variant = variantsOf(product).find(
		({ options }) =>
			options.length === values.length && options.every(({ value }) => values.includes(value)),
	);
	return variant?.id ?? product.id * 10;
}

/**
 * A variant as V3 returns it (product-variants_catalog.v3.yml). Every second variant has no cost of its
 * own, so that the product's holds; where that has none either, the cost is unknown.
 */
export function variantView({ id, product, sku, options }: Variant) {
	const cost = product.cost ?? 0;
	const hasOwnCost = options.length > 0 && id % 2 === 1 && cost > 0;
	return {
		id,
		product_id: product.id,
		sku,
		sku_id: options.length ? id * 10 : null,
		price: null,
		calculated_price: product.price / 10_000,
		sale_price: null,
		retail_price: null,
		cost_price: hasOwnCost ? cost / 10_000 + 1 : null,
		weight: null,
		width: null,
		height: null,
		depth: null,
		is_free_shipping: false,
		fixed_cost_shipping_price: null,
		purchasing_disabled: false,
		purchasing_disabled_message: '',
		upc: '',
		inventory_level: 0,
		inventory_warning_level: 0,
		bin_picking_number: '',
		option_values: options.map(({ name, value }, index) => ({
			id: id * 10 + index,
			option_id: name === 'Colour' ? 1 : 2,
			option_display_name: name,
			label: value,
		})),
	};
}
