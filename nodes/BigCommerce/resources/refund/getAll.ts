import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import { isMigrated, isTestOrder } from '../../../shared/orderOrigin';
import type { BigCommerceApi } from '../../api/client';
import type { WholeOrder } from '../../orders/buildOrderItem';
import { fetchOrder, fetchOrderItem } from '../../orders/fetchOrder';
import { listRefunds, withRefund, type Refund } from '../../orders/refunds';
import { createdFilters, readCreated } from '../createdFilters';
import { limitFields, readLimit } from '../limit';
import type { OperationRun } from '../operation';
import { includeTestOrders, optionsField, readOptions } from '../options';
import { parseIds } from '../parseFilters';

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		...createdFilters('refunds'),
		{
			displayName: 'Order IDs',
			name: 'orderIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 118, 121',
			description: 'Only refunds of these orders, separated by commas',
		},
	],
};

export const description = updateDisplayOptions(
	{ show: { resource: ['refund'], operation: ['getAll'] } },
	[...limitFields, filtersField, optionsField([includeTestOrders])],
);

/** Keeps the address of a request short. */
const MAX_IDS_PER_REQUEST = 100;

/**
 * The order items of all refunds of a time or of some orders, each with its `refund`, the oldest first.
 * One request for a refund. Refunds of orders that are no purchase are left out, as by the trigger.
 */
export async function execute(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	{ index, exclusions }: OperationRun,
): Promise<IDataObject[]> {
	const limit = readLimit(context, index);
	const filters = context.getNodeParameter('filters', index, {}) as IDataObject;
	const { createdAfter: from, createdBefore: to } = readCreated(context, filters);
	const query: IDataObject = {};
	if (from !== undefined) query['created:min'] = new Date(from).toISOString();
	if (to !== undefined) query['created:max'] = new Date(to).toISOString();

	const options = readOptions(context, index);

	const items: IDataObject[] = [];
	// An expression without a value must not select the refunds of all orders.
	const orderIds = 'orderIds' in filters ? parseIds('Order IDs', filters.orderIds) : undefined;
	for await (const refund of matchingRefunds(api, query, orderIds)) {
		if (context.getExecutionCancelSignal()?.aborted) break;
		const order = await fetchOrder(api, refund.order_id);
		const reason = reasonToExclude(order, options);
		if (!order || reason) {
			exclusions.add(`refund of ${reason}`, { isExplainable: false });
			continue;
		}
		const item = await fetchOrderItem(api, order, {
			detectNewCustomer: false,
			productPages: false,
		});
		// What was refunded had been placed.
		item.is_placed = true;
		items.push(withRefund(item, refund) as unknown as IDataObject);
		if (items.length >= limit) break;
	}
	return items;
}

function reasonToExclude(
	order: WholeOrder | undefined,
	options: { includeTestOrders: boolean },
): string | undefined {
	if (!order) return 'a deleted order';
	if (isMigrated(order)) return 'an order migrated from another platform';
	if (isTestOrder(order) && !options.includeTestOrders) return 'a test order';
	return undefined;
}

/** The oldest first. Without IDs, the refunds of all orders. */
async function* matchingRefunds(
	api: BigCommerceApi,
	query: IDataObject,
	orderIds: number[] | undefined,
): AsyncGenerator<Refund> {
	const queries = orderIds ? queriesOf(orderIds) : [{}];
	const found: Refund[] = [];
	for (const orders of queries) {
		for await (const page of listRefunds(api, { ...query, ...orders })) {
			if (queries.length === 1) yield* page;
			else found.push(...page);
		}
	}
	yield* found.sort((a, b) => a.id - b.id);
}

/** The queries that select the refunds of these orders. */
function queriesOf(orderIds: number[]): IDataObject[] {
	const ids = [...new Set(orderIds)];
	const queries: IDataObject[] = [];
	for (let first = 0; first < ids.length; first += MAX_IDS_PER_REQUEST) {
		queries.push({ 'order_id:in': ids.slice(first, first + MAX_IDS_PER_REQUEST).join(',') });
	}
	return queries;
}
