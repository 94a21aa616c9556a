import type { IDataObject } from 'n8n-workflow';
import type { BigCommerceApi } from '../api/client';
import { isUnavailable } from '../api/errors';

/** BigCommerce's maximum for a V2 list. */
export const PAGE_SIZE = 250;
/** 250 orders become 1 in four steps. */
const SHRINK_FACTOR = 4;
/** After so many pages without a failure they grow again. */
const GOOD_PAGES = 16;

export interface IdRange {
	minId?: number;
	maxId?: number;
	/** How many orders to ask for at once, up to 250. */
	pageSize?: number;
	/** Whether the highest id comes first. */
	newestFirst?: boolean;
	/** Whether the pages become smaller for a while when BigCommerce cannot respond with one. */
	shrinks?: boolean;
}

/**
 * The orders that match `query`, in pages by id. Each page starts after the last id of the one before:
 * page numbers would shift while orders change, since one that is modified meanwhile would push another
 * over the edge of a page.
 *
 * A short page does not mean the end, because a server may return fewer than asked for; an empty one does.
 *
 * @throws BigCommerceApiError
 */
export async function* listOrdersById<T extends { id: number }>(
	api: BigCommerceApi,
	query: IDataObject,
	{ minId, maxId, pageSize = PAGE_SIZE, newestFirst = false, shrinks = false }: IdRange = {},
): AsyncGenerator<T[]> {
	let [from, to] = [minId, maxId];
	let limit = pageSize;
	let goodPages = 0;
	for (;;) {
		let page: T[];
		try {
			page = await api.list<T>('/v2/orders', {
				...query,
				...(from === undefined ? {} : { min_id: from }),
				...(to === undefined ? {} : { max_id: to }),
				sort: newestFirst ? 'id:desc' : 'id:asc',
				limit,
			});
		} catch (error) {
			if (!shrinks || limit === 1 || !isUnavailable(error)) throw error as Error;
			limit = Math.ceil(limit / SHRINK_FACTOR);
			goodPages = 0;
			continue;
		}
		if (++goodPages % GOOD_PAGES === 0) limit = Math.min(pageSize, limit * SHRINK_FACTOR);
		const last = page.at(-1)?.id;
		if (last === undefined) return;
		yield page;
		if (newestFirst) to = last - 1;
		else from = last + 1;
		if ((to ?? Infinity) < (from ?? 1)) return;
	}
}
