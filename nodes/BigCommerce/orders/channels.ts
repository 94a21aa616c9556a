import type { NodeApiError } from 'n8n-workflow';
import type { Channel } from '../../shared/orderItem';
import { Recent } from '../../shared/ttlCache';
import type { BigCommerceApi } from '../api/client';

type Channels = ReadonlyMap<number, Channel>;

const listings = new Recent<Channels>();
const single = new Recent<Channel | undefined>();

/**
 * The order's channel, from the store's channels, which are read once in ten minutes. One that is not
 * among them, because it is new, is read by itself.
 *
 * @returns only the id when the store has no such channel any more, or when the token may not read
 *   channels: no order is held up for the name of its channel
 * @throws NodeApiError when BigCommerce does not answer within the api's patience
 */
export async function readChannel(
	api: BigCommerceApi,
	id: number,
): Promise<Channel | { id: number }> {
	try {
		const channel = (await readChannels(api)).get(id) ?? (await readOne(api, id));
		return channel ?? { id };
	} catch (error) {
		if ((error as NodeApiError).httpCode === '403') return { id };
		throw error as NodeApiError;
	}
}

/**
 * The store's channels by id, read once in ten minutes.
 *
 * @throws NodeApiError when BigCommerce does not answer, or the token may not read channels
 */
export async function readChannels(api: BigCommerceApi): Promise<Channels> {
	return await listings.get(api.store.account, async () => {
		const channels = await api.pages<Channel>('/v3/channels');
		return new Map(channels.map((channel) => [channel.id, essence(channel)]));
	});
}

async function readOne(api: BigCommerceApi, id: number): Promise<Channel | undefined> {
	return await single.get(`${api.store.account}/${id}`, async () => {
		const path = `/v3/channels/${id}`;
		const answer = await api.request<{ data: Channel }>('GET', path, { mayBeGone: true });
		return answer && essence(answer.data);
	});
}

function essence({ id, name, type, platform }: Channel): Channel {
	return { id, name, type, platform };
}
