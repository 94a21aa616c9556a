import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodeProperties,
} from 'n8n-workflow';
import type { Order } from '../../shared/orderItem';
import { connect, type BigCommerceApi } from '../api/client';
import { toListError } from '../orders/channels';

/** How many of the newest orders a list shows. */
const MAX_LISTED_ORDERS = 50;

/** A field for an id: from a list of the store's, or by the id itself. */
export function idField(
	{ displayName, name, placeholder, description }: Omit<INodeProperties, 'type' | 'default'>,
	searchListMethod: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod, searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder },
		],
	};
}

/** The newest orders; with a filter, the order of that number, the orders of that email address, or what fits among the newest. */
export async function searchOrders(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await search(this, async (api) => {
		const text = filter.trim().toLowerCase().replace(/^#/, '');
		const isEmail = /^\S+@\S+$/.test(text);
		const query = /^\d+$/.test(text)
			? { min_id: Number(text), max_id: Number(text) }
			: { ...(isEmail ? { email: text } : {}), sort: 'id:desc', limit: MAX_LISTED_ORDERS };
		const orders = await api.list<Order>('/v2/orders', query);
		const items = orders.map((order) => ({ name: nameOf(order), value: String(order.id) }));
		return isEmail ? items : matching(items, text);
	});
}

/** For example "#118 · 109.0000 EUR · Ann Example · Shipped". */
function nameOf(order: Order): string {
	const { id, billing_address: billing, total_inc_tax: total, default_currency_code: code } = order;
	const person = [billing?.first_name, billing?.last_name].filter(Boolean).join(' ');
	return [`#${id}`, `${total} ${code}`, person, order.status].filter(Boolean).join(' · ');
}

/** The webhooks of this API account. */
export async function searchWebhooks(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await search(this, async (api) => {
		const hooks = await api.pages<{ id: number; scope: string; destination: string }>('/v3/hooks');
		const items = hooks.map(({ id, scope, destination }) => ({
			name: `${scope} → ${destination}`,
			value: String(id),
		}));
		return matching(items, filter.trim().toLowerCase());
	});
}

async function search(
	context: ILoadOptionsFunctions,
	find: (api: BigCommerceApi) => Promise<INodeListSearchItems[]>,
): Promise<INodeListSearchResult> {
	try {
		return { results: await find(await connect(context)) };
	} catch (error) {
		throw toListError(context, error);
	}
}

function matching(items: INodeListSearchItems[], text: string): INodeListSearchItems[] {
	return items.filter(
		({ name, value }) => name.toLowerCase().includes(text) || String(value) === text,
	);
}
