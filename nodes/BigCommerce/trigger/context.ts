import type {
	IDataObject,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { EVENT_SCOPES, type TriggerEvent } from './events';
import type { WantedHooks } from './webhooks';
import type { Expected, Received } from './verifyNotification';
import { hookSecret } from './signature';
import { storeOf, type BigCommerceCredentials } from '../api/store';

type Context = IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/** The hooks that the node's parameters ask for, at its webhook URL. */
export async function wantedHooks(
	context: IHookFunctions | ITriggerFunctions,
	destination: string,
): Promise<WantedHooks> {
	const { accessToken } = await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
	return {
		destination,
		scopes: EVENT_SCOPES[context.getNodeParameter('event', 'orderPlaced') as TriggerEvent],
		secret: secretOf(context, accessToken),
	};
}

/** The node's webhook URL: the one for tests while the editor listens, else the production one. */
export function hookUrl(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') as string;
}

export function received(context: IWebhookFunctions): Received {
	const { headers, rawBody, body } = context.getRequestObject() as Received;
	return { headers, rawBody, body };
}

export function expected(
	context: IWebhookFunctions,
	credentials: BigCommerceCredentials,
): Expected {
	return {
		secret: secretOf(context, credentials.accessToken),
		clientSecret: credentials.clientSecret,
		storeHash: storeOf(credentials)?.hash ?? '',
	};
}

function secretOf(context: Context, accessToken: string): string {
	return hookSecret(accessToken, {
		workflowId: context.getWorkflow().id as string,
		nodeId: context.getNode().id,
		isTest: context.getMode() === 'manual',
	});
}

/** Stands for an order, or for a notification, of this trigger in its memory. */
export function orderKey(context: Context, what: number | string | undefined): string {
	return [context.getWorkflow().id, context.getNode().id, what].join();
}

/** For a line in the log. */
export function about(context: Context): IDataObject {
	return { workflowId: context.getWorkflow().id, nodeName: context.getNode().name };
}

/** Answers BigCommerce without starting the workflow. */
export function answer(
	context: IWebhookFunctions,
	status: number,
	message: string,
): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
