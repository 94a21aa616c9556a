import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { storeOf } from '../api/store';
import {
	cachedCredentials,
	isTest,
	logMeta,
	secretOf,
	triggerKey,
	triggerMemory,
	webhookRequest,
} from './context';
import { deliverOrder, deliverTest, isTracked, type Delivery } from './deliverOrder';
import { gateResponse } from './n8nResponse';
import { triggerParameters } from './parameters';
import { saveReport } from './processReport';
import { learnOwnAddress, saveSoon } from './saveRequest';
import { secretDigest } from './signature';
import { isFirstInHour } from './onceAnHour';
import { activeTrigger } from './triggerRequests';
import { verifyNotification } from './verifyNotification';
import { confirmWebhooks } from './webhookRepair';

/** BigCommerce gives up after 9 to 12 s (measured by a third party in August 2026). */
const RESPONSE_LIMIT_MS = 8_000;
/** BigCommerce retries after 24 hours, and for the last time after 48. */
const LAST_RETRY_AGE_MS = 36 * 60 * 60_000;
const CREDENTIAL_MAX_AGE_MS = 60_000;
/** After a rejection the credential may have been changed. */
const CREDENTIAL_RECHECK_MS = 1_000;

/**
 * Takes a notification of BigCommerce to an execution of the workflow, and responds by how that ended:
 * 2xx only once the order needs no retry, and always within 8 seconds.
 */
export async function handleNotification(
	context: IWebhookFunctions,
): Promise<IWebhookResponseData> {
	const deadline = Date.now() + RESPONSE_LIMIT_MS;
	let isLastTry = () => false;
	const gate = gateResponse(context.getResponseObject(), {
		timeLimitMs: RESPONSE_LIMIT_MS,
		late: { status: 503, message: 'Still in progress, please retry' },
		// After its last retry BigCommerce would switch the webhook off, for all orders.
		translate: (status) => (status > 299 && isLastTry() ? 200 : status),
	});
	const respond = (status: number, message: string, more?: IDataObject) => {
		gate.respond(status, message, more);
		return { noWebhookResponse: true };
	};

	const { credentials, memory, verification } = await verify(context);
	if (verification.status === 'invalid') {
		const { message, httpStatus } = verification;
		context.logger.warn(`Rejected a BigCommerce webhook: ${message}`, logMeta(context));
		return respond(httpStatus, message);
	}
	if (verification.status === 'saveRequest') {
		const data = context.getWorkflowStaticData('node');
		const state = saveReport(memory, data, verification.body);
		if (!state) memory.saveIfDue(data);
		return respond(200, 'Saved', state);
	}
	if (verification.unconfirmedSignature && isFirstInHour(`signature ${memory.owner}`)) {
		context.logger.warn(
			'The signature of a BigCommerce webhook does not match the Client Secret. The order was accepted because of its secret header. Correct the Client Secret in the BigCommerce API credential, or remove it.',
			logMeta(context),
		);
	}
	const { notification } = verification;
	// Asked when the outcome is known: fetching the order shows the store's clock.
	isLastTry = () => memory.now() - (notification.createdAt ?? Infinity) > LAST_RETRY_AGE_MS;
	const delivery: Delivery = {
		...{ context, credentials, notification, memory, gate, respond, deadline, isLastTry },
		parameters: triggerParameters(context),
	};
	if (isTest(context)) return await deliverTest(delivery);
	const missedSince = memory.recordHeard();
	if (missedSince !== undefined) activeTrigger(triggerKey(context))?.catchUp(missedSince);
	saveSoon(memory, context.logger);
	if (isTracked(delivery)) void confirmWebhooks(context, credentials, memory);
	return await deliverOrder(delivery);
}

/** Verifies by the credential as it was a moment ago, and by the current one before it rejects. */
async function verify(context: IWebhookFunctions) {
	const attempt = async (credentialAgeMs: number, stateAgeMs?: number) => {
		const credentials = await cachedCredentials(context, credentialAgeMs);
		const secret = secretOf(context, credentials.accessToken);
		const memory = triggerMemory(context, credentials);
		memory.load(context.getWorkflowStaticData('node'), stateAgeMs);
		const hasNewToken = memory.recordSecret(secretDigest(secret));
		const saveSecret = secretOf(context, credentials.accessToken, 'save');
		if (!isTest(context)) learnOwnAddress(context, memory, saveSecret);
		if (hasNewToken && !isTest(context)) activeTrigger(triggerKey(context))?.repair();
		const verification = verifyNotification(webhookRequest(context), {
			...{ secret, saveSecret },
			formerSecrets: memory.formerSecrets(),
			clientSecret: credentials.clientSecret,
			storeHash: storeOf(credentials)?.hash ?? '',
			now: memory.now(),
		});
		return { credentials, memory, verification };
	};
	const first = await attempt(CREDENTIAL_MAX_AGE_MS);
	if (first.verification.status !== 'invalid') return first;
	return await attempt(CREDENTIAL_RECHECK_MS, CREDENTIAL_RECHECK_MS);
}
