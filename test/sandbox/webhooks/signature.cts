import { createHmac } from 'node:crypto';

/**
 * The headers of a Standard Webhooks signature: HMAC-SHA256 over `id.timestamp.body`, keyed with the
 * UTF-8 bytes of the account's client secret. The timestamp is that of the attempt, as the standard has
 * it; whether BigCommerce renews it on a retry is not known.
 */
export function signatureHeaders(
	id: string,
	body: string,
	clientSecret: string,
	now = new Date(),
): Record<string, string> {
	const timestamp = String(Math.floor(now.getTime() / 1000));
	const digest = createHmac('sha256', Buffer.from(clientSecret, 'utf8'))
		.update(`${id}.${timestamp}.${body}`)
		.digest('base64');
	return {
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': `v1,${digest}`,
	};
}
