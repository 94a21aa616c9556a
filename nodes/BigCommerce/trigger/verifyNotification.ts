import { isRecord } from '../../shared/isRecord';
import {
	constantTimeEquals,
	HOOK_HEADER,
	secretDigest,
	verifySignature,
	type Headers,
} from './signature';

/** The request that the webhook received. */
export interface WebhookRequest {
	headers: Headers;
	/** As received; n8n keeps it beside the parsed one. */
	rawBody?: Buffer | string;
	body: unknown;
}

/** What a genuine notification of this trigger has. */
export interface VerificationKeys {
	secret: string;
	/** Of this trigger's requests to itself. */
	saveSecret: string;
	/** SHA-256 of the secrets that the hooks had before the access token changed. */
	formerSecrets: readonly string[];
	/** Of the credential; without it no signature is checked. */
	clientSecret?: string;
	storeHash: string;
	/** By BigCommerce's clock, in ms since 1970. */
	now: number;
}

export interface Notification {
	/** The order is fetched by it; what else the body says is only used to do less. */
	orderId: number;
	/** The same for a notification and its retries; absent without BigCommerce's hash. */
	deliveryKey?: string;
	scope: string;
	/** When the event happened, in ms since 1970 by BigCommerce's clock. */
	createdAt?: number;
	previousStatusId?: number;
	newStatusId?: number;
	/** Of a refund; only good for choosing among those that BigCommerce has for the order. */
	refundId?: number;
}

export type Verification =
	| {
			status: 'valid';
			notification: Notification;
			/** Whether the hook still has a secret from before the access token changed. */
			hasFormerSecret: boolean;
			/** Set when a signature could not be confirmed, which nobody has proven to be wrong. */
			unconfirmedSignature: boolean;
	  }
	/** This trigger's request to itself to save its state; the body holds that of another process. */
	| { status: 'saveRequest'; body: unknown }
	| { status: 'invalid'; httpStatus: 400 | 401; message: string };

/** The scope of the request by which a process has n8n save the trigger's state. */
export const SAVE_SCOPE = 'n8n-nodes-bigcommerce-converge/save-state';

/**
 * The client secrets by which a signature has been valid in this process, as digests. Nobody has
 * documented that BigCommerce signs with the client secret of a store-level API account; a wrong
 * guess that is enforced would refuse every order.
 */
const provenClientSecrets = new Set<string>();

/**
 * Verifies that a notification comes from this trigger's hook, before anything in it is read.
 *
 * BigCommerce sends `{ scope, store_id, producer: "stores/{hash}", hash, created_at, data }` with
 * `data: { type: "order", id }`; the scopes of a channel have `data: { order_id }` instead. A refund's has
 * `data.refund.refund_id` as well.
 */
export function verifyNotification(
	{ headers, rawBody, body }: WebhookRequest,
	{ secret, saveSecret, formerSecrets, clientSecret, storeHash, now }: VerificationKeys,
): Verification {
	const given = headers[HOOK_HEADER];
	if (isRecord(body) && body.scope === SAVE_SCOPE && constantTimeEquals(given, saveSecret)) {
		return { status: 'saveRequest', body };
	}
	const isCurrent = constantTimeEquals(given, secret);
	if (!isCurrent && !isOneOf(formerSecrets, given)) {
		return invalid(401, 'Missing or invalid webhook secret');
	}

	const signature = clientSecret
		? verifySignature({ headers, rawBody }, clientSecret, now)
		: 'absent';
	if (clientSecret && signature === 'valid') provenClientSecrets.add(secretDigest(clientSecret));
	const isInvalid = signature === 'invalid';
	if (isInvalid && provenClientSecrets.has(secretDigest(clientSecret ?? ''))) {
		return invalid(401, 'Invalid webhook signature');
	}

	if (!isRecord(body) || !isRecord(body.data)) {
		return invalid(400, 'Not a BigCommerce webhook payload');
	}
	if (body.producer !== `stores/${storeHash}`) {
		return invalid(400, 'Webhook belongs to another store');
	}
	const { orderId, refundId } = idsOf(body.data);
	if (orderId === undefined) return invalid(400, 'Invalid order ID');
	const { previous_status_id: previous, new_status_id: next } = isRecord(body.data.status)
		? body.data.status
		: {};
	return {
		status: 'valid',
		hasFormerSecret: !isCurrent,
		unconfirmedSignature: isInvalid,
		notification: {
			orderId,
			deliveryKey: deliveryKey(body),
			scope: typeof body.scope === 'string' ? body.scope : '',
			createdAt: toTime(body.created_at),
			previousStatusId: toStatusId(previous),
			newStatusId: toStatusId(next),
			refundId,
		},
	};
}

function isOneOf(digests: readonly string[], given: unknown): boolean {
	if (typeof given !== 'string') return false;
	const digest = secretDigest(given);
	return digests.some((known) => constantTimeEquals(digest, known));
}

/**
 * BigCommerce recommends its `hash` for deduplication. How it is made is not documented, so the time
 * is part of the key too: two changes of an order within one second may be taken for one, except
 * refunds, which have an ID.
 */
export function deliveryKey({
	scope,
	hash,
	created_at: createdAt,
	data,
}: Record<string, unknown>): string | undefined {
	const { orderId, refundId } = idsOf(isRecord(data) ? data : {});
	if (typeof scope !== 'string' || typeof hash !== 'string') return undefined;
	return [scope, orderId, refundId, hash, Number(createdAt)].join();
}

/** The ID of the order that a notification is of. */
export function notifiedOrderId({ data }: Record<string, unknown>): number | undefined {
	return isRecord(data) ? idsOf(data).orderId : undefined;
}

function idsOf({ id, order_id: orderId, refund }: Record<string, unknown>) {
	return {
		orderId: toId(id ?? orderId),
		refundId: isRecord(refund) ? toId(refund.refund_id) : undefined,
	};
}

function toId(value: unknown): number | undefined {
	const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

function toStatusId(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** @param seconds since 1970 */
function toTime(seconds: unknown): number | undefined {
	const time = Number(seconds) * 1000;
	return typeof seconds === 'number' && Number.isSafeInteger(time) && time > 0 ? time : undefined;
}

function invalid(httpStatus: 400 | 401, message: string): Verification {
	return { status: 'invalid', httpStatus, message };
}
