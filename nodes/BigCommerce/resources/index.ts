import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { BigCommerceApi } from '../api/client';
import { channelProperties } from './channel/description';
import * as channel from './channel/operations';
import { orderProperties } from './order/description';
import { get } from './order/get';
import { getAll } from './order/getAll';
import { webhookProperties } from './webhook/description';
import * as webhook from './webhook/operations';

/** What an operation finds for the input item at `index`. */
export type Operation = (
	context: IExecuteFunctions,
	api: BigCommerceApi,
	index: number,
) => Promise<IDataObject[]>;

/** The node's operations by resource. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	channel: { getAll: channel.getAll },
	order: { get, getAll },
	webhook: { delete: webhook.remove, getAll: webhook.getAll, getStatus: webhook.getStatus },
};

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Channel', value: 'channel' },
		{ name: 'Order', value: 'order' },
		{ name: 'Webhook', value: 'webhook' },
	],
	default: 'order',
};

export const properties: INodeProperties[] = [
	resource,
	...channelProperties,
	...orderProperties,
	...webhookProperties,
];
