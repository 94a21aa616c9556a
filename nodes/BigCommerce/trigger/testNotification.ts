import { randomBytes } from 'node:crypto';
import type { IDataObject, IHookFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import { pause } from '../../shared/waiting';
import type { BigCommerceApi } from '../api/client';
import { serverNow } from '../api/serverClock';
import { logMeta } from './context';
import { ownOrigin } from './saveRequest';
import { HOOK_HEADER } from './signature';
import { deliveryKey } from './verifyNotification';
import type { WantedHooks } from './webhooks';

/** n8n's answer must have reached the editor before the order does, or it would not be waiting for it. */
const DELAY_MS = 1_500;
/** For each address at which n8n may reach itself. */
const TIME_LIMIT_MS = 4_000;
/** n8n's own port, as long as nobody changes it. */
const DEFAULT_ORIGIN = 'http://127.0.0.1:5678';

/** The notifications on their way from this process to itself, and whether they have arrived. */
const underWay = new Map<string, { hasArrived: boolean }>();

interface TestNotification {
	wanted: WantedHooks;
	/** The type and the ID of the order. */
	data: IDataObject;
}

/**
 * Sends the notification of an order to the test URL of the trigger itself a moment from now, in the
 * form and with the secret of BigCommerce's. A log line says when n8n cannot reach itself; the test then
 * waits for the next order.
 */
export async function sendTestNotification(
	context: IHookFunctions,
	api: BigCommerceApi,
	{ wanted, data }: TestNotification,
): Promise<void> {
	const { destination, scopes, secret } = wanted;
	const body = {
		scope: scopes[0],
		producer: `stores/${api.store.hash}`,
		hash: randomBytes(20).toString('hex'),
		created_at: Math.floor(serverNow(api.store.url) / 1000),
		data,
	};
	const key = deliveryKey(body) as string;
	const state = { hasArrived: false };
	underWay.set(key, state);
	try {
		await pause(DELAY_MS);
		for (const url of addresses(context, destination)) {
			const response = await post(context, { url, secret, body });
			if (!state.hasArrived && !isNotificationResponse(response)) continue;
			if (response?.statusCode === 503) logUnavailable(context, Number(data.id));
			return;
		}
		context.logger.warn(
			`Could not show the latest order: this n8n cannot reach its own address ${new URL(destination).origin}. The test waits for the next order.`,
			logMeta(context),
		);
	} finally {
		underWay.delete(key);
	}
}

/**
 * Whether this process has sent the notification itself, for a test. Each counts once, and nobody else
 * knows its hash.
 */
export function isOwnNotification(key: string | undefined): boolean {
	const state = underWay.get(key ?? '');
	if (!state || state.hasArrived) return false;
	state.hasArrived = true;
	return true;
}

/**
 * The test URL as BigCommerce knows it; where the network leads no way back in from inside, the same path
 * at the editor's address, at the one where this process has received a request, and at n8n's own port.
 */
function addresses(context: IHookFunctions, destination: string): string[] {
	const { pathname } = new URL(destination);
	const origins = [context.getInstanceBaseUrl(), ownOrigin(), DEFAULT_ORIGIN];
	const local = origins.flatMap((origin) => (origin && new URL(pathname, origin).href) || []);
	return [...new Set([destination, ...local])];
}

interface Attempt {
	url: string;
	secret: string;
	body: IDataObject;
}

/** @returns `undefined` when there was no response in time */
async function post(
	context: IHookFunctions,
	{ url, secret, body }: Attempt,
): Promise<IN8nHttpFullResponse | undefined> {
	try {
		return (await context.helpers.httpRequest({
			method: 'POST',
			url,
			headers: { [HOOK_HEADER]: secret },
			body,
			json: true,
			timeout: TIME_LIMIT_MS,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		})) as IN8nHttpFullResponse;
	} catch {
		return undefined;
	}
}

/** In another process of this n8n, which cannot say that the notification has arrived. */
function isNotificationResponse(response: IN8nHttpFullResponse | undefined): boolean {
	const isPage = typeof response?.body === 'string' && response.body !== '';
	return response !== undefined && response.statusCode < 300 && !isPage;
}

function logUnavailable(context: IHookFunctions, orderId: number): void {
	context.logger.warn(
		`Could not fetch the latest order (${orderId}). The test waits for the next order.`,
		logMeta(context),
	);
}
