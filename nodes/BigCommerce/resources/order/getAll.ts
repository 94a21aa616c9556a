import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import type { OrderItem } from '../../../shared/orderItem';
import type { BigCommerceApi } from '../../api/client';
import type { WholeOrder } from '../../orders/buildOrderItem';
import { fetchOrderItems, WHOLE_ORDER } from '../../orders/fetchOrder';
import { listOrdersById, PAGE_SIZE } from '../../orders/listOrdersById';
import { limitFields, readLimit } from '../limit';
import type { OperationRun } from '../operation';
import { historyOf } from './customerHistory';
import { filtersField, orderSelection, type OrderSelection } from './filters';
import { NewCustomers } from './newCustomers';
import {
	detectNewCustomer,
	explainExclusions,
	includeTestOrders,
	optionsField,
	productPages,
	readOptions,
} from '../options';
import { isAgentTool, summarizeOrder, type ListedItem } from './orderSummary';

const sort: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'options',
	options: [
		{ name: 'Newest First', value: 'newestFirst' },
		{ name: 'Oldest First', value: 'oldestFirst' },
	],
	default: 'newestFirst',
	description: 'Which orders come first, by order ID. A limit counts from there.',
};

export const description = updateDisplayOptions(
	{ show: { resource: ['order'], operation: ['getAll'] } },
	[
		...limitFields,
		sort,
		filtersField,
		optionsField([detectNewCustomer, explainExclusions, includeTestOrders, productPages]),
	],
);

/** The fewest orders to ask for at once, as some of them may be left out. */
const MIN_PAGE_SIZE = 50;

/**
 * The order items of all orders that the filters let pass, by id. An order that is placed by the statuses
 * that the user chose has `is_placed`; one that is returned only to explain why it is left out has
 * `excluded`. An AI agent that uses the node as a tool gets a summary of each.
 */
export async function execute(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	{ index, exclusions }: OperationRun,
): Promise<IDataObject[]> {
	const options = readOptions(context, index);
	const selection = await orderSelection(context, api, { index, ...options });
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted ?? false;
	const limit = readLimit(context, index);
	const newestFirst = context.getNodeParameter('sort', index, 'newestFirst') !== 'oldestFirst';
	const startsOver = startsAtFirstOrder(selection) && (!newestFirst || limit === Infinity);
	const newCustomers = options.detectNewCustomer
		? new NewCustomers({
				...{ api, selection, isCancelled },
				history: await historyOf(api, selection, { startsOver }),
			})
		: undefined;

	const items: ListedItem[] = [];
	const wanted: OrderItem[] = [];
	let isAtEnd = true;
	for await (const page of pagesOf(api, selection, { limit, newestFirst })) {
		for (const order of page) newCustomers?.see(order);
		const chosen = chooseOrders(page, selection, limit - wanted.length);
		for (const { reason } of chosen) {
			if (reason !== undefined && !options.explainExclusions) exclusions.add(reason);
		}
		const returned = chosen.filter(
			({ reason }) => reason === undefined || options.explainExclusions,
		);
		const orders = returned.map(({ order }) => order);
		const found: ListedItem[] = await fetchOrderItems(api, orders, options.productPages);
		for (const [position, item] of found.entries()) {
			const { reason } = returned[position];
			items.push(item);
			if (reason === undefined) wanted.push(item);
			else item.excluded = reason;
			if (reason === undefined && selection.isPlaced(item.status_id)) item.is_placed = true;
		}
		isAtEnd = wanted.length < limit && !isCancelled();
		if (!isAtEnd) break;
	}
	await newCustomers?.mark(wanted, { isFromStart: isAtEnd || !newestFirst });
	const output = isAgentTool(context) ? items.map(summarizeOrder) : items;
	return output as unknown as IDataObject[];
}

/** Whether no order is left out before the last one that is read. */
function startsAtFirstOrder({ minId, createdAfter, hidesHistory }: OrderSelection): boolean {
	return minId === undefined && createdAfter === undefined && !hidesHistory;
}

/** The orders of a page until `limit` of them are wanted; the others have the reason why not. */
function chooseOrders(page: WholeOrder[], { reasonToExclude }: OrderSelection, limit: number) {
	const chosen: Array<{ order: WholeOrder; reason: string | undefined }> = [];
	let wanted = 0;
	for (const order of page) {
		if (wanted >= limit) break;
		const reason = reasonToExclude(order);
		if (reason === undefined) wanted++;
		chosen.push({ order, reason });
	}
	return chosen;
}

function pagesOf(
	api: BigCommerceApi,
	{ query, minId, maxId }: OrderSelection,
	{ limit, newestFirst }: { limit: number; newestFirst: boolean },
): AsyncGenerator<WholeOrder[]> {
	const pageSize = Math.min(PAGE_SIZE, Math.max(limit, MIN_PAGE_SIZE));
	const range = { minId, maxId, newestFirst, pageSize };
	return listOrdersById<WholeOrder>(api, { ...WHOLE_ORDER, ...query }, range);
}
