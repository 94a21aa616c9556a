import type { INodeProperties } from 'n8n-workflow';
import * as remove from './delete';
import * as getAll from './getAll';
import * as getStatus from './getStatus';

export const operations = {
	delete: remove.execute,
	getAll: getAll.execute,
	getStatus: getStatus.execute,
};

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['webhook'] } },
	options: [
		{
			name: 'Delete',
			value: 'delete',
			description: 'Remove a webhook from the store',
			action: 'Delete a webhook',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			description: 'List the webhooks of this API account',
			action: 'Get many webhooks',
		},
		{
			name: 'Get Status',
			value: 'getStatus',
			description:
				'Find out which webhooks are switched off, and which domains are blocked and why',
			action: 'Get the status of the webhooks',
		},
	],
	default: 'getAll',
};

export const properties: INodeProperties[] = [
	operation,
	...remove.description,
	...getAll.description,
];
