/* Reads the history of a store from an order on in one of two ways, in its own process so that its
   memory can be measured. history.cts starts it and receives a `Reading`. */
import axios from 'axios';
import { BigCommerce } from '../../nodes/BigCommerce/BigCommerce.node.ts';
import { isPlacedStatus } from '../../nodes/shared/orderStatus.ts';
import { NodeUnderTest } from '../integration/support/n8n.cts';

/** What to read and how, passed as JSON on the command line. */
export interface Task {
	way: 'Get Many' | 'one request for each sub-resource';
	/** The credential's data. */
	store: { storeHash: string; accessToken: string; apiUrl: string };
	/** The id of the first order. */
	from: number;
}

/** The result. */
export interface Reading {
	/** Placed orders, each with its lines. */
	orders: number;
	/** The number of them that are a customer's first order. */
	firsts: number;
	seconds: number;
	/** The peak memory of the process, in MB. */
	peakMb: number;
}

/** As in workflows/backfill-orders.json. */
export const WINDOW = 1500;
/** Concurrent orders of the usual way. */
const AT_ONCE = 10;

type Order = { id: number; status_id: number; customer_id: number; products: unknown };

async function main({ way, store, from }: Task): Promise<void> {
	const started = performance.now();
	const read = way === 'Get Many' ? readInWindows(store, from) : readBySubResource(store, from);
	let [orders, firsts] = [0, 0];
	for await (const { lines, isFirst } of read) {
		if (lines.length === 0) throw new Error('An order has no lines');
		orders++;
		if (isFirst) firsts++;
	}
	const reading: Reading = {
		orders,
		firsts,
		seconds: (performance.now() - started) / 1000,
		peakMb: process.resourceUsage().maxRSS / 1024,
	};
	process.send!(reading, () => process.exit());
}

/** Our node, window by window, as the back-fill workflow runs it. */
async function* readInWindows(store: Task['store'], from: number) {
	const nodeType = new BigCommerce();
	for (let minId = from; ;) {
		const node = new NodeUnderTest({
			nodeType,
			credentials: { bigCommerceApi: store },
			parameters: {
				...{
					resource: 'order',
					operation: 'getAll',
					returnAll: false,
					limit: WINDOW,
					sort: 'oldestFirst',
				},
				filters: { minId },
				options: {},
			},
		});
		const { items } = await node.execute([{}]);
		for (const { json } of items) {
			yield { lines: json.products as unknown[], isFirst: json.is_new_customer === true };
		}
		if (items.length < WINDOW) return;
		minId = (items.at(-1)!.json.id as number) + 1;
	}
}

/** The usual way: list orders, and request lines, coupons, addresses and customer history for each. */
async function* readBySubResource(store: Task['store'], from: number) {
	const api = axios.create({
		baseURL: `${store.apiUrl}/stores/${store.storeHash}/v2/orders`,
		headers: { 'X-Auth-Token': store.accessToken },
		proxy: false,
	});
	const list = async <T,>(path: string, params: object = {}) =>
		(await api.get<T[] | ''>(path, { params })).data || [];
	const readOne = async ({ id, customer_id: customerId }: Order) => {
		const [lines, , , theirs] = await Promise.all([
			list(`/${id}/products`, { limit: 250 }),
			list(`/${id}/coupons`),
			list(`/${id}/shipping_addresses`),
			list<Order>('', { customer_id: customerId, max_id: id, sort: 'id:desc', limit: 20 }),
		]);
		const isEarlier = (other: Order) => other.id < id && isPlacedStatus(other.status_id);
		return { lines, isFirst: !theirs.some(isEarlier) };
	};
	for (let page = 1; ; page++) {
		const orders = await list<Order>('', { min_id: from, sort: 'id:asc', limit: 250, page });
		const placed = orders.filter(({ status_id: status }) => isPlacedStatus(status));
		while (placed.length > 0) yield* await Promise.all(placed.splice(0, AT_ONCE).map(readOne));
		if (orders.length < 250) return;
	}
}

if (require.main === module) void main(JSON.parse(process.argv[2]) as Task);
