import type { INodeProperties } from 'n8n-workflow';

export const channelProperties: INodeProperties[] = [
	{
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
	},
];
