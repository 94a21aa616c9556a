import type { OrderProduct } from '../../shared/orderItem';
import { TtlCache } from '../../shared/ttlCache';
import { V3_PAGE_SIZE, type BigCommerceApi } from '../api/client';
import { isForbidden } from '../api/errors';

interface CatalogProduct {
	id: number;
	custom_url?: { url?: string };
	primary_image?: { url_standard?: string };
}

const sites = new TtlCache<string | undefined>();

/**
 * The site of a channel, read once in ten minutes.
 *
 * @returns without a slash at the end; `undefined` when the channel has none, or when the token may
 *   not read sites
 */
export async function fetchStoreUrl(
	api: BigCommerceApi,
	channelId: number,
): Promise<string | undefined> {
	return await sites.get(`${api.store.account}/${channelId}`, async () => {
		const site = await whenAllowed(
			api.request<{ data: { url?: string } }>('GET', `/v3/channels/${channelId}/site`, {
				allowNotFound: true,
			}),
		);
		return site?.data?.url?.replace(/\/+$/, '');
	});
}

/**
 * The lines with the page and the image of their products: `url` and `image_url`. One request for all
 * products; custom products have none, and deleted ones none any more.
 */
export async function withProductPages(
	api: BigCommerceApi,
	products: OrderProduct[],
	channelId: number,
): Promise<OrderProduct[]> {
	const [catalog, storeUrl] = await Promise.all([
		fetchCatalog(api, products),
		fetchStoreUrl(api, channelId),
	]);
	return products.map((line) => {
		const found = catalog.get(line.product_id);
		const path = found?.custom_url?.url;
		const image = found?.primary_image?.url_standard;
		return {
			...line,
			...(storeUrl && path ? { url: storeUrl + path } : {}),
			...(image ? { image_url: image } : {}),
		};
	});
}

async function fetchCatalog(
	api: BigCommerceApi,
	products: OrderProduct[],
): Promise<Map<number, CatalogProduct>> {
	const ids = [...new Set(products.map((line) => line.product_id))].filter((id) => id > 0);
	const catalog = new Map<number, CatalogProduct>();
	for (let start = 0; start < ids.length; start += V3_PAGE_SIZE) {
		const response = await whenAllowed(
			api.request<{ data: CatalogProduct[] }>('GET', '/v3/catalog/products', {
				query: {
					'id:in': ids.slice(start, start + V3_PAGE_SIZE).join(),
					include: 'primary_image',
					include_fields: 'custom_url',
					limit: V3_PAGE_SIZE,
				},
			}),
		);
		for (const product of response?.data ?? []) catalog.set(product.id, product);
	}
	return catalog;
}

/** `undefined` when the token may not read it: no order is held up for the picture of a product. */
async function whenAllowed<T>(response: Promise<T>): Promise<T | undefined> {
	try {
		return await response;
	} catch (error) {
		if (isForbidden(error)) return undefined;
		throw error as Error;
	}
}
