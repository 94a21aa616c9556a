/*
 * What mapping an order costs, against copying it once with JSON: both over the same 5,000 items, by
 * turns in one run. The mapping runs through `execute()` in n8n-core's own context, with all it asks
 * of n8n.
 *
 *     node --require tsx/cjs test/bench/mapping.cts
 */
import { Converge } from '../../nodes/Converge/Converge.node.ts';
import { NodeUnderTest } from '../integration/support/n8n.cts';
import { sandboxChannels } from '../sandbox/channels.cts';
import { orderGenerator } from '../sandbox/orderGenerator.cts';
import { inTurns, median, ratioOf } from './timing.cts';

const ITEMS = 5_000;
/** Each is there several times among the items, so that orders of 50 lines fit into memory. */
const DISTINCT_ORDERS = 500;
const REPETITIONS = 11;

const channels = sandboxChannels();
const generate = orderGenerator(1, () => channels);
const placed = new Date('2026-06-18T12:05:04Z');

/** An order item as the nodes for BigCommerce give it. */
function orderItem(id: number, lineCount: number): object {
	const lines = Array.from({ length: lineCount }, () => ({}));
	const {
		lines: products,
		addresses,
		coupons,
		...order
	} = generate(id, placed, {
		status_id: 11,
		lines,
	});
	return {
		...order,
		products,
		coupons: coupons.flatMap(({ code }) => code ?? []),
		shipping_addresses: addresses,
		channel: channels.find(({ id: channelId }) => channelId === order.channel_id),
		store_hash: 'abc123',
		is_new_customer: id % 2 === 0,
	};
}

/** As n8n hands items over: parsed, each with members of its own. */
function ordersOf(lineCount: number): object[] {
	const orders = Array.from(
		{ length: DISTINCT_ORDERS },
		(_, index) => JSON.parse(JSON.stringify(orderItem(index + 1, lineCount))) as object,
	);
	return Array.from({ length: ITEMS }, (_, index) => orders[index % DISTINCT_ORDERS]);
}

async function measure(lineCount: number): Promise<boolean> {
	const orders = ordersOf(lineCount);
	const node = new NodeUnderTest({
		nodeType: new Converge(),
		credentials: {},
		parameters: { operation: 'mapOrder' },
	});
	const [mapping, copying] = await inTurns(
		REPETITIONS,
		async () => await node.execute(orders),
		() => {
			for (const order of orders) JSON.parse(JSON.stringify(order));
		},
	);
	const ratio = ratioOf(mapping, copying);
	const perOrder = (times: number[]) => `${((median(times) / ITEMS) * 1000).toFixed(1)} µs`;
	console.log(
		`${String(lineCount).padStart(2)} lines: mapping ${perOrder(mapping)}, copying ${perOrder(copying)} an order; ` +
			`ratio ${ratio.median.toFixed(2)} (${ratio.lowest.toFixed(2)} to ${ratio.highest.toFixed(2)})`,
	);
	return ratio.median <= 1;
}

async function main(): Promise<void> {
	console.log(`Mapping ${ITEMS} orders against copying each once, ${REPETITIONS} times by turns`);
	for (const lineCount of [1, 5, 50]) {
		if (!(await measure(lineCount))) process.exitCode = 1;
	}
}

void main();
