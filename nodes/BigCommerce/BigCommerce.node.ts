import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { toErrorItem, toNodeError } from '../shared/nodeErrors';
import { connectWith, type TimeLimits } from './api/client';
import { bigCommerceApiTest } from './api/credentialTest';
import { RateLimiter } from './api/rateLimiter';
import type { BigCommerceCredentials } from './api/store';
import { getStorefronts } from './orders/channels';
import { OPERATIONS, properties } from './resources';
import { searchOrders, searchWebhooks } from './resources/listSearch';
import { Exclusions } from './resources/exclusions';

/**
 * For a read that nobody waits for. How long BigCommerce takes for 250 whole orders is not documented;
 * a minute for an attempt, and time enough for two windows of the quota, are this package's choice.
 */
const LIMITS: TimeLimits = { totalMs: 300_000, attemptMs: 60_000, perRequest: true };

/**
 * Programmatic, because n8n's declarative style cannot do what every operation here needs: its routing
 * sends a request once, so it neither waits for the quota nor retries after 429 and 5xx; it runs all
 * items at once; and it has no execution hints. A mix of both (`customOperations`) does not work
 * either: n8n ignores them when the node is used as a tool.
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
		description: 'Get orders from a BigCommerce store and manage its webhooks',
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
		listSearch: { searchOrders, searchWebhooks },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const credentials = await this.getCredentials<BigCommerceCredentials>('bigCommerceApi');
		const rateLimiter = new RateLimiter();
		const exclusions = new Exclusions();
		const output: INodeExecutionData[] = [];
		const items = this.getInputData();
		for (let index = 0; index < items.length; index++) {
			try {
				const api = connectWith(this, credentials, { limits: LIMITS, rateLimiter });
				const resource = this.getNodeParameter('resource', index) as string;
				const operation = this.getNodeParameter('operation', index) as string;
				const found = await OPERATIONS[resource][operation](this, api, { index, exclusions });
				for (const json of found) output.push({ json, pairedItem: { item: index } });
			} catch (error) {
				const nodeError = toNodeError(this.getNode(), error, index);
				if (!this.continueOnFail()) throw nodeError;
				output.push(toErrorItem(this, nodeError, { index, members: items[index].json }));
			}
		}
		if (exclusions.summary) {
			this.addExecutionHints({ message: exclusions.summary, location: 'outputPane' });
		}
		if (rateLimiter.waitedMs > 0) {
			this.addExecutionHints({
				message: `Throttled for ${Math.ceil(rateLimiter.waitedMs / 1000)} s to keep 20% of the store's rate limit free for its other apps.`,
				location: 'outputPane',
			});
		}
		return [output];
	}
}
