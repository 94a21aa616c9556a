import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header in which our hooks carry their secret, echoed by BigCommerce on each notification. */
export const HOOK_HEADER = 'x-n8n-webhook-secret';

/**
 * The secret of a trigger's hooks: HMAC-SHA-256, keyed with the access token, over a label, the
 * workflow and the node. Nothing needs to be stored, so nothing leaks with an exported workflow, and
 * each n8n process can check it.
 *
 * @returns 64 hexadecimal digits
 */
export function hookSecret(accessToken: string, workflowId: string, nodeId: string): string {
	const subject = JSON.stringify(['n8n-nodes-bigcommerce-converge/hook', workflowId, nodeId]);
	return createHmac('sha256', accessToken).update(subject).digest('hex');
}

/** Whether `given` is the secret, compared in constant time. */
export function isSecret(given: unknown, secret: string): boolean {
	if (typeof given !== 'string') return false;
	const [a, b] = [Buffer.from(given), Buffer.from(secret)];
	return a.length === b.length && timingSafeEqual(a, b);
}
