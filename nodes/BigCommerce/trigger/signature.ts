import { createHmac, timingSafeEqual } from 'node:crypto';

/** Of an HTTP request, by lower-case names. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** The header in which our hooks carry their secret, echoed by BigCommerce on each notification. */
export const HOOK_HEADER = 'x-n8n-webhook-secret';

/**
 * The secret of a trigger's hooks: HMAC-SHA-256, keyed with the access token, over a label, the
 * workflow and the node. Nothing needs to be stored, so nothing leaks with an exported workflow, and
 * each n8n process can check it. The hooks of a test in the editor have another label, so that what
 * heals the one leaves the other alone.
 *
 * @returns 64 hexadecimal digits
 */
export function hookSecret(
	accessToken: string,
	{ workflowId, nodeId, isTest }: { workflowId: string; nodeId: string; isTest: boolean },
): string {
	const label = `n8n-nodes-bigcommerce-converge/${isTest ? 'test-hook' : 'hook'}`;
	const subject = JSON.stringify([label, workflowId, nodeId]);
	return createHmac('sha256', accessToken).update(subject).digest('hex');
}

/** Whether `given` is the expected text, compared in constant time. */
export function isSame(given: unknown, expected: string): boolean {
	if (typeof given !== 'string') return false;
	const [a, b] = [Buffer.from(given), Buffer.from(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * BigCommerce repeats a notification for 48 hours, and does not document whether it signs each try
 * anew. So a signature is good for 49 hours, not for the usual five minutes. A notification that is
 * sent again in that time does no harm: the order is read anew, and Converge counts it once.
 */
const OLDEST = 49 * 60 * 60;
/** What the clocks may be apart, in seconds. */
const NEWEST = 5 * 60;

/**
 * Whether a notification's signature is right, by the Standard Webhooks specification, which
 * BigCommerce follows: HMAC-SHA-256, keyed with the client secret, over `id.timestamp.body`.
 *
 * Nobody has documented whether hooks made over the REST API are signed, so a notification without
 * any of the three headers is not refused here; the secret header carries the weight.
 *
 * @param rawBody as it came, before it was parsed
 * @param now in ms since 1970
 */
export function isSignatureRight(
	headers: Headers,
	rawBody: Buffer | string | undefined,
	clientSecret: string,
	now: number,
): boolean {
	const [id, timestamp, signatures] = [
		headers['webhook-id'],
		headers['webhook-timestamp'],
		headers['webhook-signature'],
	];
	if (id === undefined && timestamp === undefined && signatures === undefined) return true;
	if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
		return false;
	}
	const age = now / 1000 - Number(timestamp);
	if (!/^\d+$/.test(timestamp) || age > OLDEST || age < -NEWEST) return false;
	if (rawBody === undefined) return false;
	const signature = createHmac('sha256', clientSecret)
		.update(`${id}.${timestamp}.`)
		.update(rawBody)
		.digest('base64');
	return signatures.split(' ').some((given) => isSame(given, `v1,${signature}`));
}
