import {
	NodeConnectionTypes,
	type IDataObject,
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
import { catchUp } from './trigger/recovery';
import { bigCommerceApiTest } from './api/credentialTest';
import { recentCredentials } from './trigger/cachedCredentials';
import { healHourly, rememberAddress, unlessStarting } from './trigger/webhookRepair';
import { areInPlace, assertPublic, putInPlace, remove } from './trigger/webhooks';
import { accept } from './trigger/verifyNotification';
import { OrderMemory } from './trigger/deduplicator';
import { responseMode } from './trigger/responseMode';
import { getStorefronts, storefrontIds } from './orders/channels';
import { connect, connectWith, type TimeLimits } from './api/client';
import {
	about,
	answer,
	expected,
	hookUrl,
	orderKey,
	received,
	wantedHooks,
} from './trigger/context';
import { editorTexts, properties } from './trigger/description';
import { triggerParameters, type Options } from './trigger/parameters';
import { refuseUntouched } from './trigger/emptyExecution';
import { readWantedOrder } from './trigger/selectOrder';

/**
 * For reading an order while BigCommerce waits for its answer. How long it waits is not documented;
 * 8 s in all is this package's choice, after which BigCommerce is asked to come again.
 */
const LIMITS: TimeLimits = { totalMs: 8_000, attemptMs: 4_000 };

/** How old a credential may be that a notification is measured by, in ms, and one that refuses it. */
const GOOD_FOR = 60_000;
const GOOD_IN_DOUBT = 1_000;

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
		// The same node twice: for each request to a node of version 1, n8n evaluates an expression of its
		// own (an option of the Webhook node's first version), for which it starts an isolate of V8.
		version: [1, 2],
		subtitle:
			'={{ ({ orderPlaced: "Order placed", orderCreated: "Order created", orderUpdated: "Order updated", orderStatusUpdated: "Order status updated", orderRefunded: "Order refunded", orderArchived: "Order archived" })[$parameter["event"]] }}',
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
				rememberAddress(this);
				return await unlessStarting(this, async () => {
					return await areInPlace(await connect(this), await wantedHooks(this, hookUrl(this)));
				});
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await unlessStarting(this, async () => {
					const wanted = await wantedHooks(this, hookUrl(this));
					assertPublic(wanted.destination, this.getNode());
					const api = await connect(this);
					// Hooks need no scope and no name of a storefront, the first order does: better told now.
					await api.list('/v2/orders', { limit: 1 });
					await storefrontIds(api, triggerParameters(this).storefronts);
					await putInPlace(api, wanted, this.logger);
					return true;
				});
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await remove(await connect(this), hookUrl(this));
				return true;
			},
		},
	};

	/**
	 * Orders come through the webhook. This is here because n8n looks at the hooks (by `checkExists`)
	 * at its start only for nodes that have it; for the look once an hour; and for the orders whose
	 * notification n8n swallowed while it was starting.
	 */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		if (this.getMode() === 'manual') return {};
		healHourly(this);
		if (this.getActivationMode() !== 'init') return {};
		const end = catchUp(this, memory);
		return { closeFunction: async () => end() };
	}

	/** Passes on what the webhook emitted, and says in the editor what could not be found out. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const { detectNewCustomer = true, notificationOnly = false } = this.getNodeParameter(
			'options',
			0,
			{},
		) as Options;
		const isUnknown = ({ json }: INodeExecutionData) => json.is_new_customer === undefined;
		if (detectNewCustomer && !notificationOnly && items.some(isUnknown)) {
			this.addExecutionHints({
				message:
					'Whether this is a new customer is not known: BigCommerce does not find the earlier orders of this guest. is_new_customer is left out.',
				location: 'outputPane',
			});
		}
		return [items];
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		let credentials = await recentCredentials(this, GOOD_FOR);
		let notification = accept(received(this), expected(this, credentials));
		if ('status' in notification) {
			// The credential may have been changed.
			credentials = await recentCredentials(this, GOOD_IN_DOUBT);
			notification = accept(received(this), expected(this, credentials));
		}
		if ('status' in notification) {
			this.logger.warn(`A notification was refused: ${notification.message}`, about(this));
			return answer(this, notification.status, notification.message);
		}

		const { orderId, identity } = notification;
		const parameters = triggerParameters(this);
		const { event, notificationOnly } = parameters;
		const read = async (): Promise<IDataObject | undefined> => {
			if (notificationOnly) return this.getBodyData();
			const api = connectWith(this, credentials, { limits: LIMITS });
			const order = await readWantedOrder(api, orderId, parameters);
			if (order === undefined || event === 'orderPlaced') return order as IDataObject | undefined;
			return { ...order, webhook: this.getBodyData() } as IDataObject;
		};

		// An order is placed once, but may be updated often: there, a notification is what comes once.
		const what = event === 'orderPlaced' && !notificationOnly ? orderId : identity;
		const key = orderKey(this, what);
		// A test in the editor may see the same order again and again.
		const isRemembered = what !== undefined && this.getMode() !== 'manual';
		let order: IDataObject | undefined | 'duplicate';
		try {
			order = isRemembered ? await memory.once(key, read) : await read();
		} catch (error) {
			this.logger.warn(`An order could not be read: ${(error as Error).message}`, about(this));
			return answer(this, 503, 'The order could not be read now, please notify again');
		}
		if (order === 'duplicate') return answer(this, 200, 'Known already');
		if (order === undefined) return answer(this, 200, 'Nothing to do');

		// What is not in the end answered 2xx comes again, and must find the way free.
		const response = this.getResponseObject();
		if (response.closed) {
			memory.forget(key);
			return { noWebhookResponse: true };
		}
		refuseUntouched(response);
		response.once('close', () => {
			if (!response.writableFinished || response.statusCode > 299) memory.forget(key);
		});
		return { workflowData: [[{ json: order }]] };
	}
}
