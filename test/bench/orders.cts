import { sandboxChannels } from '../sandbox/store/channels.cts';
import { orderGenerator } from '../sandbox/orders/orderGenerator.cts';

const channels = sandboxChannels();
const generate = orderGenerator(1, () => channels);
const placed = new Date('2026-06-18T12:05:04Z');

/** An order item as the nodes for BigCommerce give it: parsed, with members of its own. */
export function orderItem(id: number, lineCount: number): object {
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
	const item = {
		...order,
		products,
		coupons: coupons.flatMap(({ code }) => code ?? []),
		shipping_addresses: addresses,
		channel: channels.find(({ id: channelId }) => channelId === order.channel_id),
		store_hash: 'abc123',
		is_new_customer: id % 2 === 0,
	};
	return JSON.parse(JSON.stringify(item)) as object;
}
