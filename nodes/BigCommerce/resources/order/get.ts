import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { readOrder, toOrderItem } from '../../orders/fetchOrder';
import type { BigCommerceApi } from '../../api/client';
import { orderOptions } from './options';

/** Get: the order item of one order. */
export async function get(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	index: number,
): Promise<IDataObject[]> {
	const given = String(context.getNodeParameter('orderId', index)).trim();
	const id = Number(given);
	if (!Number.isSafeInteger(id) || id < 1) {
		throw new NodeOperationError(context.getNode(), 'Order ID is no ID of an order', {
			description: 'Give the number of the order as BigCommerce shows it, such as 118.',
			itemIndex: index,
		});
	}
	const order = await readOrder(api, id);
	if (!order) {
		throw new NodeOperationError(context.getNode(), `The store has no order ${id}`, {
			description: 'It may have been deleted, or may belong to another store.',
			itemIndex: index,
		});
	}
	return [(await toOrderItem(api, order, orderOptions(context, index))) as unknown as IDataObject];
}
