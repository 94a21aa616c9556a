import {
	NodeApiError,
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type JsonObject,
} from 'n8n-workflow';
import { bigCommerceApiTest } from './api/credentialTest';
import { Pace } from './api/rateLimiter';
import { OPERATIONS, properties } from './resources';
import { getStorefronts } from './orders/storefronts';
import { connect, type Patience } from './api/client';

/**
 * For a read that nobody waits for. How long BigCommerce takes for 250 whole orders is not documented;
 * a minute for a try, and time enough for two windows of the quota, are this package's choice.
 */
const PATIENCE: Patience = { budget: 300_000, timeout: 60_000, perRequest: true };

/**
 * Programmatic, because n8n's declarative style cannot carry what every operation here needs: its
 * routing sends a request once, so it neither waits for the quota nor comes again after 429 and 5xx;
 * it runs all items at once; and it has no execution hints. Mixing both (`customOperations`) is no
 * way either: n8n passes them over when the node is used as a tool.
 */
export class BigCommerce implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'BigCommerce',
		name: 'bigCommerce',
		icon: {
			light: 'file:../../icons/bigcommerce.svg',
			dark: 'file:../../icons/bigcommerce.dark.svg',
		},
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read orders from a BigCommerce store and look after its webhooks',
		defaults: { name: 'BigCommerce' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'bigCommerceApi', required: true, testedBy: 'bigCommerceApiTest' }],
		properties,
	};

	methods = {
		credentialTest: { bigCommerceApiTest },
		loadOptions: { getStorefronts },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const pace = new Pace();
		const api = await connect(this, PATIENCE, pace);
		const output: INodeExecutionData[] = [];
		for (let item = 0; item < this.getInputData().length; item++) {
			const resource = this.getNodeParameter('resource', item) as string;
			const operation = this.getNodeParameter('operation', item) as string;
			try {
				const found = await OPERATIONS[resource][operation](this, api, item);
				for (const json of found) output.push({ json, pairedItem: { item } });
			} catch (error) {
				const nodeError = toNodeError(this, error as Error, item);
				if (!this.continueOnFail()) throw nodeError;
				output.push({
					json: { error: nodeError.message },
					error: nodeError,
					pairedItem: { item },
				});
			}
		}
		if (pace.waited > 0) {
			this.addExecutionHints({
				message: `Waited ${Math.ceil(pace.waited / 1000)} s to leave a fifth of the store's API quota to its other apps.`,
				location: 'outputPane',
			});
		}
		return [output];
	}
}

function toNodeError(context: IExecuteFunctions, error: Error, itemIndex: number) {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex = itemIndex;
		return error;
	}
	return new NodeApiError(context.getNode(), error as unknown as JsonObject, { itemIndex });
}
