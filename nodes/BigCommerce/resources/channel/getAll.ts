import type { IDataObject } from 'n8n-workflow';
import { listOperation } from '../listOperation';

/** The store's channels, as BigCommerce returns them. */
export const { description, execute } = listOperation<IDataObject>({
	resource: 'channel',
	path: '/v3/channels',
	toItems: (channels) => channels,
});
