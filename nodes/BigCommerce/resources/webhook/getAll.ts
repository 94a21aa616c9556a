import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';
import { limitFields, readLimit } from '../limit';

export const description = updateDisplayOptions(
	{ show: { resource: ['webhook'], operation: ['getAll'] } },
	limitFields,
);

/**
 * The webhooks that this API account has created; BigCommerce shows no others. The values of their
 * headers are hidden, because a receiver recognizes BigCommerce by them.
 */
export async function execute(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	index: number,
): Promise<IDataObject[]> {
	const limit = readLimit(context, index);
	const hooks = (await api.pages<IDataObject>('/v3/hooks')).slice(0, limit);
	return hooks.map((hook) => ({ ...hook, headers: hidden(hook.headers as IDataObject | null) }));
}

function hidden(headers: IDataObject | null): IDataObject | null {
	return headers && Object.fromEntries(Object.keys(headers).map((name) => [name, '(hidden)']));
}
