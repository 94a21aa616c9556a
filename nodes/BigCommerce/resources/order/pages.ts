import { PAGE_SIZE, WHOLE_ORDER, type WholeOrder } from '../../orders/fetchOrder';
import type { BigCommerceApi } from '../../api/client';
import type { OrderSelection } from './filters';

/** The fewest orders to ask for at once when some of them may not be wanted. */
const SMALL_PAGE = 50;

/**
 * The orders that BigCommerce's filters let pass, whole, in pages by ascending id.
 *
 * Each page begins after the last id of the one before. Page numbers would shift while orders change:
 * one that is modified meanwhile would push another over the edge of a page.
 *
 * @param limit how many orders are wanted
 */
export async function* orderPages(
	api: BigCommerceApi,
	{ query, minId, maxId = Infinity, isFilteredHere }: OrderSelection,
	limit: number,
): AsyncGenerator<WholeOrder[]> {
	const size = Math.min(PAGE_SIZE, isFilteredHere ? Math.max(limit, SMALL_PAGE) : limit);
	for (let from = minId; ;) {
		const page = await api.list<WholeOrder>('/v2/orders', {
			...WHOLE_ORDER,
			...query,
			...(from === undefined ? {} : { min_id: from }),
			sort: 'id:asc',
			limit: size,
		});
		yield page;
		from = (page.at(-1)?.id ?? 0) + 1;
		if (page.length < size || from > maxId) return;
	}
}
