import type { Channel } from './channels.cts';
import { Random } from './random.cts';

/** What can be said of a generated order without making its lines: cheap, so that lists can filter. */
export interface OrderHead {
	channel_id: number;
	order_source: string;
	external_source: string | null;
	customer_id: number;
	/** Names the person behind the order; guests come back under the same key, too. */
	personKey: string;
	/** The status an order of the past has. */
	pastStatus: number;
}

const PAST_STATUSES = [10, 10, 10, 2, 2, 2, 11, 11, 9, 8, 3, 7, 14, 4, 5, 6, 1, 0, 0, 12, 13];
const STOREFRONT_SOURCES = [
	...['www', 'www', 'www', 'mobile', 'iphone', 'iphone', 'ipad', 'android', 'checkout_api'],
	...['buybutton', 'manual', 'external', 'ebay', 'pinterest', 'socialshop'],
];
const FACEBOOK_SOURCES = ['facebookcheckout', 'facebookshop', 'facebookmarketplace'];

/** The head of the order with this id. */
export function orderHead(seed: number, id: number, channels: Channel[]): OrderHead {
	const random = new Random(seed, 'head', id);
	const channel = random.chance(0.7) ? channels[0] : random.pick(channels);
	const order_source = sourceOf(channel, random);
	const customer_id = random.chance(0.45) ? 0 : random.int(1, 300);
	return {
		channel_id: channel.id,
		order_source,
		external_source: order_source === 'external' ? externalSourceOf(channel) : null,
		customer_id,
		personKey: customer_id ? `customer${customer_id}` : `guest${random.int(1, 300)}`,
		pastStatus: random.pick(PAST_STATUSES),
	};
}

function sourceOf(channel: Channel, random: Random): string {
	if (channel.type === 'storefront') return random.pick(STOREFRONT_SOURCES);
	if (channel.platform === 'amazon') return 'amazon';
	if (channel.platform === 'facebook') return random.pick(FACEBOOK_SOURCES);
	return 'external';
}

function externalSourceOf(channel: Channel): string {
	return channel.type === 'storefront' ? 'Recharge' : `${channel.type}-${channel.platform}`;
}
