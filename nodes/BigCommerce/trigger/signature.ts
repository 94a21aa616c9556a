import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Headers of an HTTP request, by lower-case names. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What is signed, and the signature. */
interface SignedRequest {
	headers: Headers;
	/** Before it was parsed. */
	rawBody: Buffer | string | undefined;
}

/** The header in which our hooks carry their secret, echoed by BigCommerce on each notification. */
export const HOOK_HEADER = 'x-n8n-webhook-secret';

/**
 * What a secret is for. The hooks of a test in the editor have another, so that repairing the one leaves
 * the other alone. That of n8n's requests to itself is never given to BigCommerce, where everybody who
 * may read hooks sees theirs.
 */
export type SecretPurpose = 'hook' | 'test-hook' | 'save';

/**
 * A secret of a trigger: HMAC-SHA-256, keyed with the access token, over its purpose, the workflow and
 * the node. Nothing needs to be stored, so nothing leaks with an exported workflow, and each n8n
 * process can check it.
 *
 * @returns 64 hexadecimal digits
 */
export function hookSecret(
	accessToken: string,
	{ workflowId, nodeId, purpose }: { workflowId: string; nodeId: string; purpose: SecretPurpose },
): string {
	const label = `n8n-nodes-bigcommerce-converge/${purpose}`;
	const subject = JSON.stringify([label, workflowId, nodeId]);
	return createHmac('sha256', accessToken).update(subject).digest('hex');
}

/** The secret in the form in which it may be stored: nobody can tell the secret from it. */
export function secretDigest(secret: string): string {
	return createHash('sha256').update(secret).digest('hex');
}

/** Whether `given` equals `expected`, compared in constant time. */
export function constantTimeEquals(given: unknown, expected: string): boolean {
	if (typeof given !== 'string') return false;
	const [a, b] = [Buffer.from(given), Buffer.from(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * BigCommerce retries for 48 hours, and does not document whether it signs each attempt again. So a
 * signature is accepted for 49 hours, not for the usual five minutes. A replay within that time is
 * harmless: the order is fetched again, and Converge deduplicates it.
 */
const MAX_AGE_SECONDS = 49 * 60 * 60;
const MAX_CLOCK_SKEW_SECONDS = 5 * 60;

/**
 * Checks a notification's signature by the Standard Webhooks specification, which BigCommerce follows:
 * HMAC-SHA-256, keyed with the client secret, over `id.timestamp.body`.
 *
 * Whether all hooks made over the REST API are signed is not documented, so a notification without
 * any of the three headers is `absent`, not `invalid`; the secret header carries the weight.
 *
 * @param now in ms since 1970
 */
export function verifySignature(
	{ headers, rawBody }: SignedRequest,
	clientSecret: string,
	now: number,
): 'valid' | 'invalid' | 'absent' {
	const [id, timestamp, signatures] = [
		headers['webhook-id'],
		headers['webhook-timestamp'],
		headers['webhook-signature'],
	];
	if (id === undefined && timestamp === undefined && signatures === undefined) return 'absent';
	if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') {
		return 'invalid';
	}
	const age = now / 1000 - Number(timestamp);
	if (!/^\d+$/.test(timestamp) || age > MAX_AGE_SECONDS || age < -MAX_CLOCK_SKEW_SECONDS) {
		return 'invalid';
	}
	if (rawBody === undefined) return 'invalid';
	const signature = createHmac('sha256', clientSecret)
		.update(`${id}.${timestamp}.`)
		.update(rawBody)
		.digest('base64');
	const isValid = signatures
		.split(' ')
		.some((given) => constantTimeEquals(given, `v1,${signature}`));
	return isValid ? 'valid' : 'invalid';
}
