import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';

/** Get Many: the store's channels, as BigCommerce returns them. */
export async function getAll(
	_context: IExecuteFunctions,
	api: BigCommerceApi,
): Promise<IDataObject[]> {
	return await api.pages<IDataObject>('/v3/channels');
}
