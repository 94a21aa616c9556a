import type { IWebhookFunctions } from 'n8n-workflow';
import { TtlCache } from '../../shared/ttlCache';
import type { BigCommerceCredentials } from '../api/store';

const known = new TtlCache<BigCommerceCredentials>(60_000);

/**
 * The trigger's credential, as it was at most `age` ms ago. It stays decrypted in this process
 * meanwhile, because n8n starts an isolate of V8 each time a trigger asks for one: that would take
 * longer than all else that a repeated or a forged notification does.
 */
export async function recentCredentials(
	context: IWebhookFunctions,
	age: number,
): Promise<BigCommerceCredentials> {
	const { id, credentials } = context.getNode();
	const key = [context.getWorkflow().id, id, credentials?.bigCommerceApi.id].join();
	const read = async () => await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
	return await known.get(key, read, age);
}
