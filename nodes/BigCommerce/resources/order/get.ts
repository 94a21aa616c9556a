import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';
import { ParameterError } from '../../api/errors';
import { fetchOrder, fetchOrderItem } from '../../orders/fetchOrder';
import type { OperationRun } from '../operation';
import { idField } from '../listSearch';
import { detectNewCustomer, optionsField, productPages, readOptions } from '../options';

const orderId = idField(
	{
		displayName: 'Order',
		name: 'orderId',
		placeholder: 'e.g. 118',
		description: 'The order to get, by its number as BigCommerce shows it',
	},
	'searchOrders',
);

export const description = updateDisplayOptions(
	{ show: { resource: ['order'], operation: ['get'] } },
	[orderId, optionsField([detectNewCustomer, productPages])],
);

/** The order item of one order. */
export async function execute(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	{ index }: Pick<OperationRun, 'index'>,
): Promise<IDataObject[]> {
	const given = String(
		context.getNodeParameter('orderId', index, '', { extractValue: true }),
	).trim();
	const id = /^\d+$/.test(given) ? Number(given) : NaN;
	if (!Number.isSafeInteger(id) || id < 1) {
		throw new ParameterError(
			`Invalid Order ID "${given}"`,
			'Enter the number of the order as BigCommerce shows it, such as 118.',
		);
	}
	const order = await fetchOrder(api, id);
	if (!order) {
		throw new ParameterError(
			`Order ${id} not found`,
			'It may have been deleted, or may belong to another store.',
		);
	}
	return [
		(await fetchOrderItem(api, order, readOptions(context, index))) as unknown as IDataObject,
	];
}
