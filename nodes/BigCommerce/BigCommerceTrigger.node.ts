import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { bigCommerceApiTest } from './api/credentialTest';
import { getStorefronts } from './orders/channels';
import { editorTexts, properties } from './trigger/description';
import { eventSubtitle } from './trigger/events';
import { executeTrigger } from './trigger/executeTrigger';
import { handleNotification } from './trigger/handleNotification';
import { checkExists, createHooks, deleteHooks, startTrigger } from './trigger/lifeCycle';
import { responseMode } from './trigger/n8nResponse';

export class BigCommerceTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'BigCommerce Trigger',
		name: 'bigCommerceTrigger',
		icon: {
			light: 'file:../../icons/bigcommerce.svg',
			dark: 'file:../../icons/bigcommerce.dark.svg',
		},
		group: ['trigger'],
		// Both versions are the same: for each request to a node of version 1, n8n evaluates an expression
		// (an option of the Webhook node's first version), for which it starts an isolate of V8.
		version: [1, 2],
		subtitle: eventSubtitle,
		description: 'Starts the workflow when an order is placed in a BigCommerce store',
		...editorTexts,
		defaults: { name: 'BigCommerce Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'bigCommerceApi', required: true, testedBy: 'bigCommerceApiTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'bigcommerce',
				...responseMode,
				responseData: 'noData',
			},
		],
		properties,
	};

	methods = {
		credentialTest: { bigCommerceApiTest },
		loadOptions: { getStorefronts },
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await createHooks(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await deleteHooks(this);
			},
		},
	};

	/**
	 * Orders arrive through the webhook. This is here because n8n calls `checkExists` at its start only
	 * for nodes that have it; for the hourly check; and to catch up on missed orders.
	 */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await startTrigger(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await handleNotification(this);
	}

	/** Passes on what the webhook emitted. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [executeTrigger(this)];
	}
}
