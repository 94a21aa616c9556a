import { createHmac } from 'node:crypto';

/**
 * The headers of a Standard Webhooks signature: HMAC-SHA256 over `id.timestamp.body`, as recorded
 * (reference §11). The timestamp is that of the attempt. That the key is the UTF-8 bytes of the account's
 * client secret is documented, and was not confirmed by the recording.
 */
export function signatureHeaders(
	id: string,
	body: string,
	key: string,
	now: Date,
): Record<string, string> {
	const timestamp = String(Math.floor(now.getTime() / 1000));
	const digest = createHmac('sha256', Buffer.from(key, 'utf8'))
		.update(`${id}.${timestamp}.${body}`)
		.digest('base64');
	return {
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': `v1,${digest}`,
	};
}
