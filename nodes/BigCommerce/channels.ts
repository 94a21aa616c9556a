import type { NodeApiError } from 'n8n-workflow';
import type { Channel } from './orderItem';
import type { BigCommerceApi } from './transport';

/** How long channels that were read are good for, in ms. */
const GOOD_FOR = 10 * 60_000;

interface Listing {
	channels: Promise<Map<number, Channel>>;
	goodUntil: number;
}

/** The channels of each store, by its URL. A process sees few stores, so it is not bounded. */
const listings = new Map<string, Listing>();

/**
 * The order's channel, from the store's channels, which are read once in ten minutes.
 *
 * @returns only the id when the store has no such channel any more, or when the token may not read
 *   channels: an order must not be lost for the name of its channel
 * @throws NodeApiError when BigCommerce does not answer within the api's patience
 */
export async function readChannel(
	api: BigCommerceApi,
	id: number,
): Promise<Channel | { id: number }> {
	return (await readChannels(api)).get(id) ?? { id };
}

/** The store's channels by id; none when the token may not read them. */
export async function readChannels(api: BigCommerceApi): Promise<Map<number, Channel>> {
	const known = listings.get(api.store.url);
	if (known && known.goodUntil > Date.now()) return await known.channels;

	const channels = listChannels(api);
	listings.set(api.store.url, { channels, goodUntil: Date.now() + GOOD_FOR });
	// What could not be read is read again for the next order.
	channels.catch(() => listings.delete(api.store.url));
	return await channels;
}

async function listChannels(api: BigCommerceApi): Promise<Map<number, Channel>> {
	const channels = new Map<number, Channel>();
	try {
		for (let page = 1, pages = 1; page <= pages; page++) {
			const answer = await api.request<ChannelList>('GET', '/v3/channels', {
				query: { page, limit: 250 },
			});
			for (const { id, name, type, platform } of answer?.data ?? []) {
				channels.set(id, { id, name, type, platform });
			}
			pages = answer?.meta?.pagination?.total_pages ?? 1;
		}
	} catch (error) {
		if ((error as NodeApiError).httpCode !== '403') throw error as NodeApiError;
	}
	return channels;
}

interface ChannelList {
	data: Channel[];
	meta?: { pagination?: { total_pages?: number } };
}
