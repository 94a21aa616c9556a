import type { INodeProperties } from 'n8n-workflow';
import * as get from './get';
import * as getAll from './getAll';

export const operations = { get: get.execute, getAll: getAll.execute };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['order'] } },
	options: [
		{
			name: 'Get',
			value: 'get',
			description: 'Get one whole order with its lines',
			action: 'Get an order',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			description:
				'Get many orders with their lines, 250 to a request. An AI agent gets a summary of each.',
			action: 'Get many orders',
		},
	],
	default: 'getAll',
};

export const properties: INodeProperties[] = [operation, ...get.description, ...getAll.description];
