import type { INodeProperties } from 'n8n-workflow';
import * as getAll from './getAll';

export const operations = { getAll: getAll.execute };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['product'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getAll',
			description: 'Get the variants of many products, with SKU, name, price and cost',
			action: 'Get many products',
		},
	],
	default: 'getAll',
};

export const properties: INodeProperties[] = [operation, ...getAll.description];
