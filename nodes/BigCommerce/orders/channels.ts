import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';
import type { Channel } from '../../shared/orderItem';
import { TtlCache } from '../../shared/ttlCache';
import { connect, type BigCommerceApi } from '../api/client';
import { BigCommerceApiError, isForbidden, ParameterError } from '../api/errors';

type Channels = ReadonlyMap<number, Channel>;

/** Channels as the user chose them: ids from the list; ids or names by an expression. */
export type Storefronts = ReadonlyArray<string | number>;

/** How old the channels may be when one is not among them, which may have been renamed since, in ms. */
const RENAMED_MS = 1_000;

/** A refusal is kept as well: a token without the scope is not tried for each order. */
const listings = new TtlCache<Channels | BigCommerceApiError>();
const single = new TtlCache<Channel | undefined>();

/**
 * The order's channel, from the store's channels, which are read once in ten minutes. One that is not
 * among them, because it is new, is read by itself.
 *
 * @returns only the id when the store has no such channel (any more), or when the token may not read
 *   channels: no order is held up for the name of its channel
 * @throws BigCommerceApiError
 */
export async function fetchChannel(
	api: BigCommerceApi,
	id: number,
): Promise<Channel | { id: number }> {
	try {
		const channel = (await fetchChannels(api)).get(id) ?? (await fetchOne(api, id));
		return channel ?? { id };
	} catch (error) {
		if (isForbidden(error)) return { id };
		throw error as Error;
	}
}

/**
 * The store's channels by id, read once in ten minutes.
 *
 * @param maxAgeMs for whom that is not new enough, in ms
 * @throws BigCommerceApiError
 */
export async function fetchChannels(api: BigCommerceApi, maxAgeMs?: number): Promise<Channels> {
	const read = async () => {
		try {
			const channels = await api.pages<Channel>('/v3/channels');
			return new Map(channels.map((channel) => [channel.id, pickChannel(channel)]));
		} catch (error) {
			if (isForbidden(error)) return error;
			throw error as Error;
		}
	};
	const channels = await listings.get(api.store.account, read, maxAgeMs);
	if (channels instanceof BigCommerceApiError) throw channels;
	return channels;
}

async function fetchOne(api: BigCommerceApi, id: number): Promise<Channel | undefined> {
	return await single.get(`${api.store.account}/${id}`, async () => {
		const path = `/v3/channels/${id}`;
		const response = await api.request<{ data: Channel }>('GET', path, { allowNotFound: true });
		return response && pickChannel(response.data);
	});
}

function pickChannel({ id, name, type, platform }: Channel): Channel {
	return { id, name, type, platform };
}

/**
 * The ids of the chosen storefronts. Names need the store's channels, ids do not.
 *
 * @returns `undefined` when none was chosen, which means all
 * @throws ParameterError when the store has no channel of a chosen name: orders of a storefront that
 *   was renamed must not be ignored in silence
 * @throws BigCommerceApiError when names were given and the channels cannot be read
 */
export async function storefrontIds(
	api: BigCommerceApi,
	storefronts: Storefronts,
): Promise<ReadonlySet<number> | undefined> {
	const ids = new Set<number>();
	const chosen = storefronts.map((storefront) => String(storefront).trim()).filter(Boolean);
	if (chosen.length === 0) return undefined;

	for (const storefront of chosen) {
		if (/^\d+$/.test(storefront)) {
			ids.add(Number(storefront));
			continue;
		}
		const named = ({ name }: Channel) => isSameName(name, storefront);
		let channels = [...(await fetchChannels(api)).values()];
		if (!channels.some(named)) channels = [...(await fetchChannels(api, RENAMED_MS)).values()];
		const channel = channels.find(named);
		if (!channel) {
			throw new ParameterError(
				`Storefront "${storefront}" not found in the store`,
				`Choose it again under Storefronts. The store has: ${channels.map(({ name }) => name).join(', ')}.`,
			);
		}
		ids.add(channel.id);
	}
	return ids;
}

function isSameName(a: string, b: string): boolean {
	return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** The field of both nodes for a choice of the store's channels. */
export const storefrontsField: INodeProperties = {
	displayName: 'Storefront Names or IDs',
	name: 'storefronts',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getStorefronts' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Empty means all. An expression may also give names.',
};

/** The options of a storefronts field: the store's channels by name, the value is the id. */
export async function getStorefronts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	try {
		const channels = await fetchChannels(await connect(this));
		return [...channels.values()]
			.map(({ id, name, type, platform }) => ({
				name,
				value: id,
				description: `${type} on ${platform}, ID ${id}`,
			}))
			.sort((a, b) => a.name.localeCompare(b.name));
	} catch (error) {
		throw toListError(this, error);
	}
}

/** n8n shows the message alone of an error in loading a list, so that it holds the cure as well. */
export function toListError(context: ILoadOptionsFunctions, error: unknown): NodeOperationError {
	const { message, description } = error as Error & { description?: string };
	const text = description ? `${message}. ${description}` : message;
	return new NodeOperationError(context.getNode(), text);
}
