import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';

export const description: INodeProperties[] = [];

/** The store's channels, as BigCommerce returns them. */
export async function execute(
	_context: IExecuteFunctions,
	api: BigCommerceApi,
): Promise<IDataObject[]> {
	return await api.pages<IDataObject>('/v3/channels');
}
