import { HOOK_HEADER, isSame, isSignatureRight, type Headers } from './signature';

/** What came to the webhook. */
export interface Received {
	headers: Headers;
	/** As it came; n8n keeps it beside the parsed one. */
	rawBody?: Buffer | string;
	body: unknown;
}

/** What it is measured by. */
export interface Expected {
	secret: string;
	/** Of the credential; without it no signature is checked. */
	clientSecret?: string;
	storeHash: string;
}

export interface Notification {
	/** The order's; the only thing of the body that is believed. */
	orderId: number;
	/** The same for a notification and its repetitions; unknown without BigCommerce's hash. */
	identity?: string;
}

/** A notification is not accepted: the HTTP status and what to answer. */
export interface Refusal {
	status: 400 | 401;
	message: string;
}

/**
 * The notification, once it has shown that it comes from this store's hook. What it must know is
 * looked at before what it says.
 *
 * BigCommerce sends `{ scope, store_id, producer: "stores/{hash}", hash, created_at, data }` with
 * `data: { type: "order", id }`; the scopes of a channel have `data: { order_id }` instead.
 */
export function accept(
	{ headers, rawBody, body }: Received,
	{ secret, clientSecret, storeHash }: Expected,
): Notification | Refusal {
	if (!isSame(headers[HOOK_HEADER], secret)) {
		return { status: 401, message: 'The secret of this hook is missing or wrong' };
	}
	if (clientSecret && !isSignatureRight(headers, rawBody, clientSecret, Date.now())) {
		return { status: 401, message: 'The signature is wrong' };
	}
	if (!isRecord(body) || !isRecord(body.data)) {
		return { status: 400, message: 'This is no notification of BigCommerce' };
	}
	if (body.producer !== `stores/${storeHash}`) {
		return { status: 400, message: 'This is not the store of this hook' };
	}
	const orderId = body.data.id ?? body.data.order_id;
	if (!isOrderId(orderId)) return { status: 400, message: 'The order id is no positive integer' };
	return { orderId, identity: identityOf(body, orderId) };
}

/**
 * BigCommerce recommends its `hash` for recognizing repetitions. How it is made is not documented, so
 * the time stands beside it: two changes of an order within one second may be taken for one.
 */
function identityOf(
	{ scope, hash, created_at: createdAt }: Record<string, unknown>,
	orderId: number,
): string | undefined {
	if (typeof scope !== 'string' || typeof hash !== 'string') return undefined;
	return [scope, orderId, hash, Number(createdAt)].join();
}

function isOrderId(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
