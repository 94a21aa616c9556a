import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';
import { limitFields, readLimit } from '../limit';

export const description = updateDisplayOptions(
	{ show: { resource: ['channel'], operation: ['getAll'] } },
	limitFields,
);

/** The store's channels, as BigCommerce returns them. */
export async function execute(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	index: number,
): Promise<IDataObject[]> {
	const limit = readLimit(context, index);
	return (await api.pages<IDataObject>('/v3/channels')).slice(0, limit);
}
