import type { INodeProperties } from 'n8n-workflow';
import * as getAll from './getAll';

export const operations = { getAll: getAll.execute };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['channel'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getAll',
			description: 'List the storefronts and other sales channels of the store',
			action: 'Get many channels',
		},
	],
	default: 'getAll',
};

export const properties: INodeProperties[] = [operation, ...getAll.description];
