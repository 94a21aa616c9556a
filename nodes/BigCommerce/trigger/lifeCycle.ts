import {
	NodeOperationError,
	type IHookFunctions,
	type INode,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';
import { connect } from '../api/client';
import type { BigCommerceCredentials } from '../api/store';
import { storefrontIds } from '../orders/channels';
import {
	isStarting,
	isTest,
	logMeta,
	secretOf,
	triggerKey,
	triggerMemory,
	wantedHooks,
	webhookUrl,
} from './context';
import { isTracked } from './deliverOrder';
import { triggerParameters, type TriggerParameters } from './parameters';
import { assertPublishable } from './publishChecks';
import { CatchUp } from './recovery';
import { usePublicAddress } from './saveRequest';
import { secretDigest } from './signature';
import type { TriggerMemory } from './triggerMemory';
import { onTriggerRequests } from './triggerRequests';
import { findLatestOrder } from './latestOrder';
import { sendTestNotification } from './testNotification';
import { keepWebhooks, removeLater } from './webhookRemoval';
import {
	areWebhooksUpToDate,
	checkHourly,
	checkWebhooks,
	createWebhooks,
	isTestUrl,
	rememberedWebhookUrl,
	rememberWebhookUrl,
	tolerateStartupErrors,
} from './webhookRepair';
import { assertPublic, removeWebhooks } from './webhooks';

/** BigCommerce needs up to a minute until a new webhook delivers. */
const NEW_WEBHOOK_DELAY_MS = 90_000;

/** Whether the store's webhooks are as they have to be. Refuses what could deliver no order. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	await keepWebhooks(removalKey(context));
	rememberWebhookUrl(context);
	return await step(context, async () => {
		if (!isTest(context)) assertPublishable(context);
		const wanted = await wantedHooks(context, webhookUrl(context));
		try {
			const api = await connect(context);
			const isUpToDate = await areWebhooksUpToDate(await memoryOf(context), api, wanted);
			// Creating webhooks needs no scope; fetching orders does. Fail on activation, not on the first order.
			const parameters = triggerParameters(context);
			if (!showsLatestOrder(context, parameters)) {
				await api.list('/v2/orders', { limit: 1 });
				await storefrontIds(api, parameters.storefronts);
			}
			return isUpToDate;
		} finally {
			// After the request, which shows the store's clock.
			await recordPublish(context, wanted.secret);
		}
	});
}

/** Makes the store's webhooks what they have to be, after `checkExists`. */
export async function createHooks(context: IHookFunctions): Promise<boolean> {
	return await step(context, async () => {
		const wanted = await wantedHooks(context, webhookUrl(context));
		assertPublic(wanted.destination);
		const api = await connect(context);
		const parameters = triggerParameters(context);
		const showsLatest = showsLatestOrder(context, parameters);
		const latest = showsLatest ? await findLatestOrder(api, parameters) : undefined;
		await createWebhooks(await memoryOf(context), api, { wanted, logger: context.logger });
		if (latest) void sendTestNotification(context, api, { wanted, data: latest });
		else if (showsLatest) logNoOrder(context);
		return true;
	});
}

/** Removes the store's webhooks: those of a test at once, the others unless this was a new version. */
export async function deleteHooks(context: IHookFunctions): Promise<boolean> {
	const destination = webhookUrl(context);
	const api = await connect(context);
	if (isTest(context) || isTestUrl(destination)) {
		await removeWebhooks(api, destination);
		return true;
	}
	const memory = await memoryOf(context);
	memory.recordUnpublish(context.getWorkflowStaticData('node'));
	removeLater(removalKey(context), async () => {
		try {
			await removeWebhooks(api, destination);
		} catch (error) {
			context.logger.warn(
				`Could not remove the BigCommerce webhooks: ${(error as Error).message}`,
				logMeta(context),
			);
		}
	});
	return true;
}

/** Keeps the webhooks right for as long as the workflow is published, and catches up on missed orders. */
export async function startTrigger(context: ITriggerFunctions): Promise<ITriggerResponse> {
	if (isTest(context)) return {};
	let memory = await memoryOf(context);
	const parameters = triggerParameters(context);
	const newCatchUp = () =>
		isTracked({ parameters }) ? new CatchUp(context, memory, parameters) : undefined;
	let catchUp = newCatchUp();
	saveByPublicAddress(context, memory);

	// n8n may call this before `checkExists`, so nothing that was found there is known for certain.
	const data = context.getWorkflowStaticData('node');
	memory.load(data, 0);
	const from = memory.accountedUpTo();
	memory.takeOver(data, from);
	const isStart = isStarting(context);
	if (isStart) catchUp?.start({ from, delayMs: 0 });
	catchUp?.start({ from: isStart ? memory.now() : from, delayMs: NEW_WEBHOOK_DELAY_MS });

	/** When the credential was edited to be of another store, goes on with that store's memory. */
	const memoryFor = (credentials: BigCommerceCredentials) => {
		const present = triggerMemory(context, credentials);
		if (present === memory) return memory;
		catchUp?.stop();
		// At the earliest, the credential was edited just after the last look at the former store.
		memory.recordUnpublish(data);
		present.recordPublish(data, memory.hooksRightAt);
		present.takeOver(data, present.accountedUpTo());
		memory = present;
		saveByPublicAddress(context, memory);
		catchUp = newCatchUp();
		catchUp?.start({ from: memory.accountedUpTo(), delayMs: 0 });
		return memory;
	};
	const check = async () => {
		await checkWebhooks(context, memoryFor, (missedSince, repairedAt) => {
			catchUp?.start({ from: missedSince, delayMs: 0 });
			catchUp?.start({ from: repairedAt, delayMs: NEW_WEBHOOK_DELAY_MS });
		});
	};
	checkHourly(context, check);
	const takeBack = onTriggerRequests(triggerKey(context), {
		repair: () => void check(),
		catchUp: (missedSince) => catchUp?.start({ from: missedSince, delayMs: 0, leavesFailed: true }),
	});
	return {
		closeFunction: async () => {
			takeBack();
			catchUp?.stop();
		},
	};
}

function saveByPublicAddress(context: ITriggerFunctions, memory: TriggerMemory): void {
	usePublicAddress(context, memory, async () => {
		const url = rememberedWebhookUrl(context);
		if (url === undefined) return undefined;
		const { accessToken } = await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
		return { url, secret: secretOf(context, accessToken, 'save') };
	});
}

/** Whether a test reads the store's latest order at once. */
function showsLatestOrder(context: IHookFunctions, { testWith }: TriggerParameters): boolean {
	return isTest(context) && testWith === 'latestOrder';
}

function logNoOrder(context: IHookFunctions): void {
	context.logger.info(
		"None of the store's newest orders matches the BigCommerce Trigger. The test waits for the next order.",
		logMeta(context),
	);
}

async function recordPublish(context: IHookFunctions, secret: string): Promise<void> {
	if (isTest(context)) return;
	const memory = await memoryOf(context);
	const data = context.getWorkflowStaticData('node');
	memory.load(data, 0);
	memory.recordSecret(secretDigest(secret));
	memory.recordPublish(data);
}

async function memoryOf(context: IHookFunctions | ITriggerFunctions): Promise<TriggerMemory> {
	const credentials = await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
	return triggerMemory(context, credentials);
}

/** A step of the life cycle; the editor shows nothing but the message of its error. */
async function step(context: IHookFunctions, run: () => Promise<boolean>): Promise<boolean> {
	return await tolerateStartupErrors(context, async () => {
		try {
			return await run();
		} catch (error) {
			throw publishError(context.getNode(), error);
		}
	});
}

function publishError(node: INode, error: unknown): NodeOperationError {
	const { message, description } = error as Error & { description?: string | null };
	if (error instanceof NodeOperationError || !description) {
		return new NodeOperationError(node, error as Error);
	}
	// n8n would replace a message that contains a network code, such as (ECONNREFUSED), by its own.
	const cure = description.replace(/ \([^()]*\)$/, '');
	return new NodeOperationError(node, `${message}. ${cure}`, { description });
}

function removalKey(context: IHookFunctions): string {
	return `${triggerKey(context)} ${webhookUrl(context)}`;
}
