import type {
	IDataObject,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { TtlCache } from '../../shared/ttlCache';
import { storeOf, type BigCommerceCredentials } from '../api/store';
import { scopesOf } from './events';
import { triggerParameters } from './parameters';
import { hookSecret, type SecretPurpose } from './signature';
import { TriggerMemory } from './triggerMemory';
import type { WebhookRequest } from './verifyNotification';
import type { WantedHooks } from './webhooks';

export type TriggerContext = IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/** No decrypted credential stays in memory for longer. */
const CREDENTIAL_TTL_MS = 60_000;

const memories = new Map<string, TriggerMemory>();

const credentialCache = new TtlCache<BigCommerceCredentials>(CREDENTIAL_TTL_MS);

/**
 * The trigger's credential, at most `maxAgeMs` old. It stays decrypted in this process meanwhile,
 * because n8n starts an isolate of V8 each time a trigger asks for it: that would take longer than
 * everything else that a retried or forged notification causes.
 */
export async function cachedCredentials(
	context: IWebhookFunctions,
	maxAgeMs: number,
): Promise<BigCommerceCredentials> {
	const { credentials } = context.getNode();
	const key = [triggerKey(context), credentials?.bigCommerceApi.id].join();
	const read = async () => await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
	return await credentialCache.get(key, read, maxAgeMs);
}

/** The hooks that the node's parameters ask for, at its webhook URL. */
export async function wantedHooks(
	context: IHookFunctions | ITriggerFunctions,
	destination: string,
): Promise<WantedHooks> {
	const { accessToken } = await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
	return hooksOf(context, { destination, accessToken });
}

/** As `wantedHooks`, with the credential's access token. */
export function hooksOf(
	context: TriggerContext,
	{ destination, accessToken }: { destination: string; accessToken: string },
): WantedHooks {
	return {
		destination,
		scopes: scopesOf(triggerParameters(context).event),
		secret: secretOf(context, accessToken),
		testSecret: secretOf(context, accessToken, 'test-hook'),
	};
}

/** The node's webhook URL: the test URL while the editor listens, else the production URL. */
export function webhookUrl(context: IHookFunctions): string {
	return context.getNodeWebhookUrl('default') as string;
}

/** The request that n8n has received, with its body as sent. */
export function webhookRequest(context: IWebhookFunctions): WebhookRequest {
	const { headers, rawBody, body } = context.getRequestObject() as WebhookRequest;
	return { headers, rawBody, body };
}

/** Whether a person runs it in the editor. */
export function isTest(context: TriggerContext): boolean {
	return context.getMode() === 'manual';
}

/** By default that of the hooks which belong to the context: those of a test, or of the published workflow. */
export function secretOf(
	context: TriggerContext,
	accessToken: string,
	purpose: SecretPurpose = isTest(context) ? 'test-hook' : 'hook',
): string {
	return hookSecret(accessToken, {
		workflowId: context.getWorkflow().id as string,
		nodeId: context.getNode().id,
		purpose,
	});
}

/** Stands for the trigger within this n8n. */
export function triggerKey(context: TriggerContext): string {
	return `${context.getWorkflow().id}/${context.getNode().id}`;
}

/** What this process remembers of the trigger's orders; each store numbers its orders by itself. */
export function triggerMemory(
	context: TriggerContext,
	credentials: BigCommerceCredentials,
): TriggerMemory {
	const { hash = '', url = '' } = storeOf(credentials) ?? {};
	const owner = `${triggerKey(context)}/${hash}`;
	// A test must not change what production remembers.
	if (isTest(context)) return new TriggerMemory(owner, url);
	const memory = memories.get(owner) ?? new TriggerMemory(owner, url);
	memories.set(owner, memory);
	return memory;
}

/** Whether n8n starts, or this process becomes the one that runs triggers; nobody publishes anything. */
export function isStarting(context: IHookFunctions | ITriggerFunctions): boolean {
	return ['init', 'leadershipChange'].includes(context.getActivationMode());
}

/** For a line in the log. */
export function logMeta(context: TriggerContext): IDataObject {
	return { workflowId: context.getWorkflow().id, nodeName: context.getNode().name };
}
