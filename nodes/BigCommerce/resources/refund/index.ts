import type { INodeProperties } from 'n8n-workflow';
import * as getAll from './getAll';

export const operations = { getAll: getAll.execute };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['refund'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getAll',
			description: 'Get refunds, oldest first, each with its whole order',
			action: 'Get many refunds',
		},
	],
	default: 'getAll',
};

export const properties: INodeProperties[] = [operation, ...getAll.description];
