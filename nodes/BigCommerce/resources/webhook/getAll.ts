import type { IDataObject } from 'n8n-workflow';
import { listOperation } from '../listOperation';

/**
 * The webhooks that this API account has created; BigCommerce shows no others. The values of their
 * headers are hidden, because a receiver recognizes BigCommerce by them.
 */
export const { description, execute } = listOperation<Webhook>({
	resource: 'webhook',
	path: '/v3/hooks',
	toItems: (webhooks) =>
		webhooks.map((webhook) => ({ ...webhook, headers: hidden(webhook.headers) })),
});

interface Webhook extends IDataObject {
	headers: IDataObject | null;
}

function hidden(headers: IDataObject | null): IDataObject | null {
	return headers && Object.fromEntries(Object.keys(headers).map((name) => [name, '(hidden)']));
}
