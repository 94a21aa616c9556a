import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';
import { fetchOrder, fetchOrderItem } from '../../orders/fetchOrder';
import { listRefunds } from '../../orders/refunds';
import { createdFilters, readCreated } from '../createdFilters';
import { limitFields, readLimit } from '../limit';
import type { Exclusions } from '../order/exclusions';

const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: createdFilters('refunds'),
};

export const description = updateDisplayOptions(
	{ show: { resource: ['refund'], operation: ['getAll'] } },
	[...limitFields, filtersField],
);

/** The order items of all refunds of a time, each with its `refund`. One request for a refund. */
export async function execute(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	index: number,
	exclusions: Exclusions,
): Promise<IDataObject[]> {
	const limit = readLimit(context, index);
	const filters = context.getNodeParameter('filters', index, {}) as IDataObject;
	const { createdAfter: from, createdBefore: to } = readCreated(context, filters);
	const query: IDataObject = {};
	if (from !== undefined) query['created:min'] = new Date(from).toISOString();
	if (to !== undefined) query['created:max'] = new Date(to).toISOString();

	const items: IDataObject[] = [];
	for await (const page of listRefunds(api, query)) {
		for (const refund of page) {
			if (items.length >= limit || context.getExecutionCancelSignal()?.aborted) return items;
			const order = await fetchOrder(api, refund.order_id);
			if (!order) {
				exclusions.add('refund of a deleted order');
				continue;
			}
			const options = { detectNewCustomer: false, productPages: false };
			const item = await fetchOrderItem(api, order, options);
			items.push({ ...item, refund } as unknown as IDataObject);
		}
	}
	return items;
}
