import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Options } from './parameters';
import { notifiedOrderId } from './verifyNotification';

/**
 * Passes on the items of the webhook. The editor's user learns what could not be found out, and the
 * execution can be found by its order.
 */
export function executeTrigger(context: IExecuteFunctions): INodeExecutionData[] {
	const items = context.getInputData();
	const options = context.getNodeParameter('options', 0, {}) as Options;
	if (items.length > 0) setExecutionData(context, items[0]);
	if (options.notificationOnly) return items;
	const isUnknown = ({ json }: INodeExecutionData) => json.is_new_customer === undefined;
	if ((options.detectNewCustomer ?? true) && items.some(isUnknown)) {
		context.addExecutionHints({
			message:
				'Could not tell whether this is a new customer: BigCommerce did not find this order by its email address, the order has none, or BigCommerce did not respond in time. is_new_customer was omitted.',
			location: 'outputPane',
		});
	}
	return items;
}

/** Each execution is of one order, or of BigCommerce's notification of one. */
function setExecutionData(context: IExecuteFunctions, { json }: INodeExecutionData): void {
	const { total_inc_tax: total, default_currency_code: currency } = json;
	const data = { order_id: json.id ?? notifiedOrderId(json), total, currency };
	for (const [key, value] of Object.entries(data)) {
		if (typeof value === 'string' || typeof value === 'number') {
			context.customData.set(key, String(value));
		}
	}
}
