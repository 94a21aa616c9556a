import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';
import {
	fetchOrderItems,
	WHOLE_ORDER,
	type ListedOrder,
	type WholeOrder,
} from '../../orders/fetchOrder';
import { listOrdersById, PAGE_SIZE } from '../../orders/listOrdersById';
import { customerOf, isNewCustomer } from '../../orders/newCustomer';
import { historyOf } from './customerHistory';
import { filtersField, orderSelection, type OrderSelection } from './filters';
import { orderOptions } from './options';

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

export const description = updateDisplayOptions(
	{ show: { resource: ['order'], operation: ['getAll'] } },
	[returnAll, limitField, filtersField],
);

/** The fewest orders to ask for at once when some of them may be filtered out. */
const MIN_FILTERED_PAGE = 50;

/** The order items of all orders that the filters let pass, by ascending id. */
export async function execute(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	index: number,
): Promise<IDataObject[]> {
	const selection = await orderSelection(context, api, index);
	const { detectNewCustomer, productPages } = orderOptions(context, index);
	const returnAll = context.getNodeParameter('returnAll', index) as boolean;
	const limit = returnAll ? Infinity : Number(context.getNodeParameter('limit', index));
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted ?? false;
	const customers = detectNewCustomer ? await newCustomers(api, selection, isCancelled) : undefined;

	const items: IDataObject[] = [];
	const { query, minId, maxId, isFilteredHere } = selection;
	const pageSize = Math.min(PAGE_SIZE, isFilteredHere ? Math.max(limit, MIN_FILTERED_PAGE) : limit);
	const pages = listOrdersById<WholeOrder>(
		api,
		{ ...WHOLE_ORDER, ...query },
		{ minId, maxId, pageSize },
	);
	for await (const page of pages) {
		const read: ListedOrder[] = [];
		for (const order of page) {
			if (items.length + read.length >= limit || isCancelled()) break;
			const isWanted = selection.isWanted(order);
			const newCustomer = isWanted ? await customers?.isNew(order) : undefined;
			customers?.see(order);
			if (isWanted) read.push({ order, newCustomer });
		}
		items.push(...((await fetchOrderItems(api, read, productPages)) as unknown as IDataObject[]));
		if (items.length >= limit || isCancelled()) break;
	}
	return items;
}

/**
 * Tells, order by ascending id, which is its customer's first placed one. What the reads of the last
 * minutes have shown needs no request. What lies before them takes one for a customer, until reading
 * all of it takes no more.
 */
async function newCustomers(
	api: BigCommerceApi,
	selection: OrderSelection,
	isCancelled: () => boolean,
) {
	const history = historyOf(api);
	const { hidesHistory, query } = selection;
	let isComplete = !hidesHistory && (await history.isKnownBefore(api, selection));
	// Of a single customer, or up to a date, others may lie between the orders that are read.
	const isOfAll = query.customer_id === undefined && query.max_date_created === undefined;
	return {
		async isNew(order: WholeOrder): Promise<boolean | undefined> {
			if (!customerOf(order)) return undefined;
			if (history.hasSeenEarlier(order)) return false;
			if (!isComplete && !hidesHistory && (await history.isWorthReadingBefore(api, order))) {
				isComplete = await history.readBefore(api, selection, isCancelled);
				if (history.hasSeenEarlier(order)) return false;
			}
			return isComplete && !history.isFull ? true : await isNewCustomer(api, order);
		},
		see(order: WholeOrder): void {
			history.see(order);
			if (isComplete && isOfAll) history.reachTo(order.id);
		},
	};
}
