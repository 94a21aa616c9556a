/* The processor time of mapping an order: the Converge node's `execute()` in n8n-core's own context,
   against copying the order once, and against the same mapping as a handwritten function and as a
   JSONata expression. */
import { Converge } from '../../nodes/Converge/Converge.node.ts';
import { NodeUnderTest } from '../integration/support/n8n.cts';
import { placedOrderByHand, placedOrderInJsonata } from './byHand/index.cts';
import { orderItem } from './orders.cts';
import type { Case, Measurement } from './report.cts';
import { inTurns, processorTime } from './timing.cts';

const ITEMS = 5_000;
/** Each is used several times, so that orders of 50 lines fit into memory. */
const DISTINCT_ORDERS = 500;
/** JSONata is slow enough to measure with fewer. */
const ITEMS_FOR_JSONATA = 250;
const REPETITIONS = 11;

export async function measureMapping(): Promise<Measurement> {
	const cases: Case[] = [];
	for (const lineCount of [1, 5, 50]) cases.push(await mapping(lineCount));
	return {
		id: 'mapping',
		title: 'Mapping an order, by itself',
		cases,
		notes: [
			`${ITEMS} orders (${DISTINCT_ORDERS} different ones) at once, ${ITEMS_FOR_JSONATA} for JSONata; processor time including garbage collection. The handwritten function has no phone library, no checks and no n8n around it.`,
		],
	};
}

async function mapping(lineCount: number): Promise<Case> {
	const distinct = Array.from({ length: DISTINCT_ORDERS }, (_, index) =>
		orderItem(index + 1, lineCount),
	);
	const orders = Array.from({ length: ITEMS }, (_, index) => distinct[index % DISTINCT_ORDERS]);
	const node = new NodeUnderTest({
		nodeType: new Converge(),
		credentials: {},
		parameters: { operation: 'mapOrder' },
	});
	const inJsonata = placedOrderInJsonata();
	const perOrder = async (items: object[], work: (items: object[]) => unknown) =>
		((await processorTime(() => work(items))) / items.length) * 1000;

	const ways = await inTurns(REPETITIONS, {
		'Converge node': () => perOrder(orders, async (items) => await node.execute(items)),
		'one copy of the order': () =>
			perOrder(
				orders,
				eachOf((order) => JSON.parse(JSON.stringify(order))),
			),
		'a handwritten function': () => perOrder(orders, eachOf(placedOrderByHand)),
		JSONata: () =>
			perOrder(orders.slice(0, ITEMS_FOR_JSONATA), async (items) => {
				for (const order of items) await inJsonata(order);
			}),
	});
	return {
		name: lineCount === 1 ? '1 line' : `${lineCount} lines`,
		unit: 'µs',
		ways,
		goals: [
			{ against: 'one copy of the order', atMost: 1 },
			{ against: 'JSONata', atMost: 0.2 },
		],
	};
}

/** Keeps all results until the end, as a node does. */
function eachOf(map: (order: object) => unknown) {
	return (orders: object[]) => orders.map(map);
}
