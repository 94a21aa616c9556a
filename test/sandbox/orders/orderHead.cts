import type { Channel } from '../store/channels.cts';
import { CUSTOMER_COUNT } from '../store/customers.cts';
import type { OrderPartial } from './order.cts';
import { WALK_IN } from './people.cts';
import { Random } from '../random.cts';

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
const GUEST_COUNT = 300;
/** What BigCommerce gives an order that an app creates without a status (reference §11). */
const PENDING = 1;
/** What apps write: their name, type and vendor, or their app ID. */
const APPS = ['Recharge', 'Recharge', 'ERP (Acumatica)', '17550'];

/**
 * The head of the order with this id.
 * @param given what is not left to chance; the rest fits it
 */
export function orderHead(
	seed: number,
	id: number,
	channels: Channel[],
	given: OrderPartial = {},
): OrderHead {
	const random = new Random(seed, 'head', id);
	const channel_id = given.channel_id ?? pickChannel(channels, random);
	const channel = channels.find((one) => one.id === channel_id);
	const order_source = given.order_source ?? sourceOf(channel, random);
	const customer_id =
		given.customer_id ?? (random.chance(0.45) ? 0 : random.int(1, CUSTOMER_COUNT));
	const odd = new Random(seed, 'odd head', id);
	const isFromApi = order_source === 'external' && (!channel || channel.type === 'storefront');
	const key = personKey(customer_id, channel, random);
	const past = random.pick(PAST_STATUSES);
	return {
		channel_id,
		order_source,
		external_source: order_source === 'external' ? externalSourceOf(channel, odd) : null,
		customer_id,
		personKey: key,
		pastStatus: isFromApi && odd.chance(0.5) ? PENDING : past,
	};
}

function pickChannel(channels: Channel[], random: Random): number {
	return (random.chance(0.7) ? channels[0] : random.pick(channels)).id;
}

function personKey(customerId: number, channel: Channel | undefined, random: Random): string {
	if (customerId) return `customer${customerId}`;
	return channel?.type === 'pos' ? WALK_IN : `guest${random.int(1, GUEST_COUNT)}`;
}

function sourceOf(channel: Channel | undefined, random: Random): string {
	if (!channel || channel.type === 'storefront') return random.pick(STOREFRONT_SOURCES);
	if (channel.platform === 'amazon') return 'amazon';
	if (channel.platform === 'facebook') return random.pick(FACEBOOK_SOURCES);
	return 'external';
}

function externalSourceOf(channel: Channel | undefined, random: Random): string {
	if (!channel || channel.type === 'storefront') return random.pick(APPS);
	if (channel.type === 'pos') return random.pick(['POS (Square)', 'POS']);
	return `${channel.type}-${channel.platform}`;
}
