import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';

export const description: INodeProperties[] = [];

/**
 * The webhooks that this API account has created; BigCommerce shows no others. The values of their
 * headers are hidden, because a receiver recognizes BigCommerce by them.
 */
export async function execute(
	_context: IExecuteFunctions,
	api: BigCommerceApi,
): Promise<IDataObject[]> {
	const hooks = await api.pages<IDataObject>('/v3/hooks');
	return hooks.map((hook) => ({ ...hook, headers: hidden(hook.headers as IDataObject | null) }));
}

function hidden(headers: IDataObject | null): IDataObject | null {
	return headers && Object.fromEntries(Object.keys(headers).map((name) => [name, '(hidden)']));
}
