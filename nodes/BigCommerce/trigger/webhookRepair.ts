import type { IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { connectWith, type BigCommerceApi } from '../api/client';
import { serverNow } from '../api/serverClock';
import type { BigCommerceCredentials } from '../api/store';
import { hooksOf, isStarting, logMeta, triggerKey, wantedHooks, webhookUrl } from './context';
import { learnFromOthers, saveSoon } from './saveRequest';
import { isFirstInHour } from './onceAnHour';
import type { TriggerMemory } from './triggerMemory';
import {
	isDelivering,
	isUpToDate,
	planWebhooks,
	syncWebhooks,
	type SyncOptions,
	type WantedHooks,
} from './webhooks';

const HOUR_MS = 60 * 60_000;

/** The webhook URLs of the active triggers: only hook functions know them, and the hourly check needs them. */
const webhookUrls = new Map<string, string>();
const testUrls = new Set<string>();

/** Whether the webhooks need nothing. */
export async function areWebhooksUpToDate(
	memory: TriggerMemory,
	api: BigCommerceApi,
	wanted: WantedHooks,
): Promise<boolean> {
	const plan = await planWebhooks(api, wanted);
	if (isDelivering(plan)) memory.recordHooksRight(serverNow(api.store.url));
	return isUpToDate(plan);
}

/**
 * Makes the store's webhooks the wanted ones. What those missed that were not right is not accounted for:
 * the trigger, which n8n starts next, catches up from there.
 */
export async function createWebhooks(
	memory: TriggerMemory,
	api: BigCommerceApi,
	options: SyncOptions,
): Promise<void> {
	const { wanted } = options;
	const plan = await planWebhooks(api, wanted);
	if (!isDelivering(plan)) memory.beginCatchUp(memory.accountedUpTo());
	await syncWebhooks(api, plan, options);
	memory.recordHooksRight(serverNow(api.store.url));
}

/** Remembers the webhook URL, which only hook functions know, also when the look fails. */
export function rememberWebhookUrl(context: IHookFunctions): void {
	if (context.getMode() === 'manual') {
		testUrls.add(webhookUrl(context));
		return;
	}
	webhookUrls.set(triggerKey(context), webhookUrl(context));
}

/** The production webhook URL of an active trigger, once n8n has called a hook function. */
export function rememberedWebhookUrl(context: ITriggerFunctions): string | undefined {
	return webhookUrls.get(triggerKey(context));
}

/** Whether a test made webhooks for the URL; n8n does not say so when it removes them. */
export function isTestUrl(url: string): boolean {
	return testUrls.has(url) || url.includes('/webhook-test/');
}

/**
 * Runs a step of the life cycle. While n8n starts, a failure is only logged: throwing would make n8n
 * unregister the webhook, so that orders found nobody. Whoever publishes a workflow sees it at once.
 *
 * @returns `true` also after a tolerated failure: n8n is to take the webhooks as they are
 */
export async function tolerateStartupErrors(
	context: IHookFunctions,
	step: () => Promise<boolean>,
): Promise<boolean> {
	try {
		return await step();
	} catch (error) {
		if (!isStarting(context)) throw error as Error;
		context.logger.warn(
			`Could not check the BigCommerce webhooks: ${(error as Error).message}. Retrying within the hour.`,
			logMeta(context),
		);
		return true;
	}
}

/** Checks the webhooks once an hour, at a minute of the workflow's own, for as long as it is active. */
export function checkHourly(context: ITriggerFunctions, check: () => Promise<void>): void {
	const key = triggerKey(context);
	const minute = [...key].reduce((sum, character) => sum + character.charCodeAt(0), 0) % 60;
	context.helpers.registerCron({ expression: `0 ${minute} * * * *` }, check);
}

/**
 * Repairs the webhooks of an active trigger. What prevents it is logged.
 *
 * @param memoryOf gives the memory of the credential's store: a user may edit the credential
 * @param onRepair is called before the repair of webhooks that did not deliver, with the time from
 *   which on orders may be missed, and the time of the repair
 */
export async function checkWebhooks(
	context: ITriggerFunctions,
	memoryOf: (credentials: BigCommerceCredentials) => TriggerMemory,
	onRepair: (missedSince: number, repairedAt: number) => void,
): Promise<void> {
	const destination = rememberedWebhookUrl(context);
	if (!destination) return;
	try {
		const credentials = await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
		const api = connectWith(context, credentials);
		const wanted = await wantedHooks(context, destination);
		const plan = await planWebhooks(api, wanted);
		const now = serverNow(api.store.url);
		// After the request, which shows the store's clock.
		const memory = memoryOf(credentials);
		if (!isDelivering(plan)) {
			context.logger.warn(
				'BigCommerce webhooks are missing or misconfigured; repairing them',
				logMeta(context),
			);
			await learnFromOthers(memory, context.logger);
			onRepair(memory.accountedUpTo(), now);
		}
		if (!isUpToDate(plan)) await syncWebhooks(api, plan, { wanted, logger: context.logger });
		memory.recordHooksRight(now);
		saveSoon(memory, context.logger);
	} catch (error) {
		context.logger.warn(
			`Could not check the BigCommerce webhooks: ${(error as Error).message}. Retrying within the hour.`,
			logMeta(context),
		);
	}
}

/**
 * In a process that serves webhooks without running triggers (queue mode), looks once an hour whether
 * they are right: only then its mark may move on. The main process repairs them.
 */
export async function confirmWebhooks(
	context: IWebhookFunctions,
	credentials: BigCommerceCredentials,
	memory: TriggerMemory,
): Promise<void> {
	const { hooksRightAt = -Infinity, owner } = memory;
	if (hooksRightAt + HOUR_MS > memory.now() || !isFirstInHour(`webhooks ${owner}`)) return;
	try {
		const { accessToken } = credentials;
		const api = connectWith(context, credentials);
		const destination = context.getNodeWebhookUrl('default') as string;
		const plan = await planWebhooks(api, hooksOf(context, { destination, accessToken }));
		if (isDelivering(plan)) memory.recordHooksRight(serverNow(api.store.url));
	} catch (error) {
		context.logger.debug(`Could not check the BigCommerce webhooks: ${(error as Error).message}`);
	}
}
