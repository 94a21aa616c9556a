import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { BigCommerceApi } from '../api/client';
import * as channel from './channel';
import * as order from './order';
import type { Exclusions } from './exclusions';
import * as product from './product';
import * as refund from './refund';
import * as webhook from './webhook';

/** What an operation outputs for the input item at `index`. */
export type Operation = (
	context: IExecuteFunctions,
	api: BigCommerceApi,
	index: number,
	exclusions: Exclusions,
) => Promise<IDataObject[]>;

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
