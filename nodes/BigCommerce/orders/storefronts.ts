import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INode,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { readChannels } from './channels';
import { connect, type BigCommerceApi } from '../api/client';

/** Channels as the user chose them: ids from the list; ids or names by an expression. */
export type Storefronts = ReadonlyArray<string | number>;

/** The options of a storefronts field: the store's channels by name, the value is the id. */
export async function getStorefronts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const channels = await readChannels(await connect(this));
	return [...channels.values()]
		.map(({ id, name, type, platform }) => ({
			name,
			value: id,
			description: `${type} on ${platform}, ID ${id}`,
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * The ids of the chosen storefronts. Names need the store's channels, ids do not.
 *
 * @returns `undefined` when none was chosen, which means all
 * @throws NodeOperationError when a name is none of the store's channels: orders of a storefront that
 *   was renamed must not be passed over in silence
 * @throws NodeApiError when names were given and the channels cannot be read
 */
export async function storefrontIds(
	api: BigCommerceApi,
	storefronts: Storefronts,
	node: INode,
): Promise<ReadonlySet<number> | undefined> {
	const ids = new Set<number>();
	const chosen = storefronts.map((storefront) => String(storefront).trim()).filter(Boolean);
	if (chosen.length === 0) return undefined;

	for (const storefront of chosen) {
		if (/^\d+$/.test(storefront)) {
			ids.add(Number(storefront));
			continue;
		}
		const channels = [...(await readChannels(api)).values()];
		const channel = channels.find(({ name }) => same(name, storefront));
		if (!channel) {
			throw new NodeOperationError(node, `The store has no storefront called "${storefront}"`, {
				description: `Choose it again under Storefronts. The store has: ${channels.map(({ name }) => name).join(', ')}.`,
			});
		}
		ids.add(channel.id);
	}
	return ids;
}

function same(a: string, b: string): boolean {
	return a.trim().toLowerCase() === b.trim().toLowerCase();
}
