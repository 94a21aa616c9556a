import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';
import { statusOf, type HookAdministration } from './status';

/**
 * Get Many: the webhooks that this API account has made; BigCommerce shows no others. The values of
 * their headers are hidden, because they are what a receiver knows BigCommerce by.
 */
export async function getAll(
	_context: IExecuteFunctions,
	api: BigCommerceApi,
): Promise<IDataObject[]> {
	const hooks = await api.pages<IDataObject>('/v3/hooks');
	return hooks.map((hook) => ({ ...hook, headers: hidden(hook.headers as IDataObject | null) }));
}

/** Delete: `{ deleted: true }`. */
export async function remove(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	index: number,
): Promise<IDataObject[]> {
	const id = String(context.getNodeParameter('webhookId', index)).trim();
	if (!/^\d+$/.test(id)) {
		throw new NodeOperationError(context.getNode(), 'Webhook ID is no ID of a webhook', {
			description: 'Give the id that Get Many lists, such as 20172527.',
			itemIndex: index,
		});
	}
	await api.request('DELETE', `/v3/hooks/${id}`);
	return [{ deleted: true }];
}

/** Get Status: one item about all webhooks of this API account. */
export async function getStatus(
	_context: IExecuteFunctions,
	api: BigCommerceApi,
): Promise<IDataObject[]> {
	const answer = await api.request<{ data?: HookAdministration }>('GET', '/v3/hooks/admin');
	return [{ ...statusOf(answer?.data ?? {}) }];
}

function hidden(headers: IDataObject | null): IDataObject | null {
	return headers && Object.fromEntries(Object.keys(headers).map((name) => [name, '(hidden)']));
}
