import type {
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { bigCommerceApiTest } from './credentialTest';
import { areInPlace, assertPublic, putInPlace, remove, type WantedHooks } from './hooks';
import { orderIdOf } from './notification';
import { OrderMemory } from './orderMemory';
import { readPlacedOrder } from './placedOrders';
import { hookSecret, isSecret, HOOK_HEADER } from './signature';
import type { BigCommerceCredentials } from './store';
import { connect } from './transport';

/**
 * The order in which BigCommerce announces an order: as created while it is still Incomplete, then
 * with each change of its status. Either may be the one after which it is placed.
 */
const SCOPES = ['store/order/created', 'store/order/statusUpdated'];

/**
 * For reading an order while BigCommerce waits for its answer, in ms. How long it waits is not
 * documented; 8 s in all is the package's choice, after which BigCommerce is asked to come again.
 */
const PATIENCE = { budget: 8_000, timeout: 4_000 };

const memory = new OrderMemory();

export class BigCommerceTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'BigCommerce Trigger',
		name: 'bigCommerceTrigger',
		icon: {
			light: 'file:../../icons/bigcommerce.svg',
			dark: 'file:../../icons/bigcommerce.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: 'Order Placed',
		description: 'Starts the workflow when an order is placed in a BigCommerce store',
		defaults: { name: 'BigCommerce Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'bigCommerceApi', required: true, testedBy: 'bigCommerceApiTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'bigcommerce',
				// BigCommerce repeats a notification until it is answered 2xx. Answered only when the
				// workflow has ended well, its patience becomes the retry of the whole journey.
				responseMode: 'lastNode',
				responseData: 'noData',
			},
		],
		properties: [
			{
				displayName:
					'BigCommerce announces an order while its checkout is still going on (status Incomplete). This trigger waits until the order is placed, and passes it on once.',
				name: 'incompleteNotice',
				type: 'notice',
				default: '',
			},
		],
	};

	methods = { credentialTest: { bigCommerceApiTest } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await areInPlace(await connect(this), await wantedHooks(this));
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const wanted = await wantedHooks(this);
				assertPublic(wanted.destination, this.getNode());
				const api = await connect(this);
				// Hooks need no scope, orders do: better told now than with the first order.
				await api.list('/v2/orders', { limit: 1 });
				await putInPlace(api, wanted);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await remove(await connect(this), webhookUrl(this));
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const secret = await secretOf(this);
		if (!isSecret(this.getHeaderData()[HOOK_HEADER], secret)) {
			this.logger.warn('A notification without the secret of this hook was refused', about(this));
			return answer(this, 401, 'The secret of this hook is missing or wrong');
		}
		const api = await connect(this, PATIENCE);
		const orderId = orderIdOf(this.getBodyData(), api.store.hash);
		if (typeof orderId !== 'number') return answer(this, 400, orderId.refused);

		const key = [this.getWorkflow().id, this.getNode().id, orderId].join();
		// A test in the editor may see the same order again and again.
		const isTest = this.getMode() === 'manual';
		const read = async () => await readPlacedOrder(api, orderId);
		let order: Awaited<ReturnType<typeof read>> | 'duplicate';
		try {
			order = isTest ? await read() : await memory.once(key, read);
		} catch (error) {
			this.logger.warn(`The order could not be read: ${(error as Error).message}`, about(this));
			return answer(this, 503, 'The order could not be read, please notify again');
		}
		if (order === 'duplicate') return answer(this, 200, 'known already');
		if (order === undefined) return answer(this, 200, 'nothing to do');

		// Whatever is not in the end answered 2xx comes again, and must find the way free.
		const response = this.getResponseObject();
		if (response.closed) {
			memory.forget(key);
			return { noWebhookResponse: true };
		}
		response.once('close', () => {
			if (!response.writableFinished || response.statusCode > 299) memory.forget(key);
		});
		const item = { json: order } as unknown as INodeExecutionData;
		return { workflowData: [[item]] };
	}
}

async function wantedHooks(context: IHookFunctions): Promise<WantedHooks> {
	return {
		destination: webhookUrl(context),
		scopes: SCOPES,
		secret: await secretOf(context),
	};
}

function webhookUrl(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') as string;
}

async function secretOf(context: IHookFunctions | IWebhookFunctions): Promise<string> {
	const { accessToken } = await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
	return hookSecret(accessToken, context.getWorkflow().id as string, context.getNode().id);
}

function about(context: IWebhookFunctions) {
	return { workflowId: context.getWorkflow().id, nodeName: context.getNode().name };
}

/** Answers BigCommerce without starting the workflow. */
function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
