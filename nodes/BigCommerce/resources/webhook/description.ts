import type { INodeProperties } from 'n8n-workflow';

export const webhookProperties: INodeProperties[] = [
	{
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
	},
	{
		displayName: 'Webhook ID',
		name: 'webhookId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 20172527',
		description: 'The ID of the webhook, which Get Many lists',
		displayOptions: { show: { resource: ['webhook'], operation: ['delete'] } },
	},
];
