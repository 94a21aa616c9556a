import type { INodeProperties } from 'n8n-workflow';
import * as channel from './channel';
import * as order from './order';
import type { Operation } from './operation';
import * as product from './product';
import * as refund from './refund';
import * as webhook from './webhook';

/** The node's operations by resource. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	channel: channel.operations,
	order: order.operations,
	product: product.operations,
	refund: refund.operations,
	webhook: webhook.operations,
};

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Channel', value: 'channel' },
		{ name: 'Order', value: 'order' },
		{ name: 'Product', value: 'product' },
		{ name: 'Refund', value: 'refund' },
		{ name: 'Webhook', value: 'webhook' },
	],
	default: 'order',
};

export const properties: INodeProperties[] = [
	resource,
	...channel.properties,
	...order.properties,
	...product.properties,
	...refund.properties,
	...webhook.properties,
];
