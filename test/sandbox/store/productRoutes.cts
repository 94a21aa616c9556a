import type { FastifyInstance } from 'fastify';
import type { Product } from '../orders/catalog.cts';
import { listOf, v3List, type Query } from '../http/paging.cts';
import type { Store } from './store.cts';
import { variantsOf, variantView } from './variants.cts';

const config = { scope: 'products' as const };
const SINCE = '2025-03-01T09:00:00Z';

/** BigCommerce's V3 products and variants, as far as an order and its cost need them. */
export function productRoutes(app: FastifyInstance, store: Store): void {
	const catalog = () => store.products.filter(({ id }) => !store.deletedProducts.has(id));

	app.get<{ Querystring: Query }>('/catalog/variants', { config }, ({ query }) => {
		const productIds = listOf(query['product_id:in']);
		const wanted = listOf(query.include_fields);
		const variants = catalog()
			.flatMap(variantsOf)
			.filter(
				({ id, sku, product }) =>
					(query.id === undefined || String(id) === query.id) &&
					(query.sku === undefined || sku === query.sku) &&
					(productIds?.includes(String(product.id)) ?? true),
			);
		return v3List(
			query,
			variants.map((variant) => {
				const { id, ...view } = variantView(variant);
				const fields = Object.entries(view).filter(([name]) => wanted?.includes(name) ?? true);
				return { id, ...Object.fromEntries(fields) };
			}),
		);
	});

	app.get<{ Querystring: Query }>('/catalog/products', { config }, ({ query }) => {
		const ids = listOf(query['id:in']);
		const matching = catalog().filter(({ id }) => ids?.includes(String(id)) ?? true);
		return v3List(
			query,
			matching.map((product) => productView(product, query)),
		);
	});
}

/** `id` always, the other fields as `include_fields` has them, sub-resources only with `include`. */
function productView(product: Product, query: Query) {
	const wanted = listOf(query.include_fields);
	const fields = Object.entries(productFields(product));
	return {
		id: product.id,
		...Object.fromEntries(fields.filter(([name]) => wanted?.includes(name) ?? true)),
		...(listOf(query.include)?.includes('primary_image') && { primary_image: imageOf(product) }),
		...(listOf(query.include)?.includes('variants') && {
			variants: variantsOf(product).map(variantView),
		}),
	};
}

function productFields({ name, type, sku, price, cost = 0 }: Product) {
	return {
		...{ name, type, sku },
		description: '',
		weight: 1,
		price: price / 10000,
		cost_price: cost / 10000,
		categories: [],
		brand_id: 0,
		inventory_level: 0,
		inventory_tracking: 'none',
		is_visible: true,
		availability: 'available',
		condition: 'New',
		custom_url: { url: pagePath(name), is_customized: false },
		date_created: SINCE,
		date_modified: SINCE,
	};
}

function imageOf({ id, name }: Product) {
	const url = (size: string) => `https://cdn.example.com/${slug(name)}.${size}.jpg`;
	return {
		id: id * 10,
		product_id: id,
		is_thumbnail: true,
		sort_order: 0,
		description: name,
		image_file: `${slug(name)}.jpg`,
		url_zoom: url('1280'),
		url_standard: url('386'),
		url_thumbnail: url('220'),
		url_tiny: url('44'),
		date_modified: SINCE,
	};
}

/** A product's page below its storefront's site. */
export function pagePath(name: string): string {
	return `/${slug(name)}/`;
}

function slug(name: string): string {
	return name.toLowerCase().replace(/\W+/g, '-');
}
