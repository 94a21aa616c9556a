import type { Channel, OrderItem } from '../../shared/orderItem';
import { text } from '../values/fields';

/** Converge's sales channels (`$sales_channel_type`), with what Converge says of each. */
export const SALES_CHANNELS = [
	{
		value: 'facebook_shop',
		name: 'Facebook Shop',
		description: 'Bought in a Facebook or Instagram shop',
	},
	{
		value: 'marketplace',
		name: 'Marketplace',
		description: 'Bought on a third-party marketplace such as Amazon',
	},
	{ value: 'mobile_app', name: 'Mobile App', description: 'Bought in an app' },
	{
		value: 'offline',
		name: 'Offline',
		description: 'Manual and amended orders, orders by telephone',
	},
	{ value: 'pinterest_shop', name: 'Pinterest Shop', description: 'Bought in a Pinterest shop' },
	{ value: 'pos', name: 'Point of Sale', description: 'Bought in a physical shop' },
	{ value: 'sms', name: 'SMS', description: 'Bought by text message' },
	{
		value: 'subscription_contract',
		name: 'Subscription Contract',
		description: 'Automated renewal of a subscription',
	},
	{ value: 'tiktok_shop', name: 'TikTok Shop', description: 'Bought in a TikTok shop' },
	{ value: 'web', name: 'Web', description: 'Bought in a browser' },
] as const;

export type SalesChannel = (typeof SALES_CHANNELS)[number]['value'];

/** A rule of the user: the first whose value fits the order decides. */
export interface ChannelRule {
	field: 'order_source' | 'external_source' | 'channel';
	/** An order source, a part of an external source, or a channel's name or id. */
	value: string;
	salesChannel: SalesChannel;
}

/**
 * Converge's own table for BigCommerce's `order_source`
 * (docs.runconverge.com/sources/server-integrations/bigcommerce). `external` is not in it: what it
 * means depends on the third party. `pinterest` is as Converge documents it, although there is a
 * `pinterest_shop`; a rule of the user can say otherwise.
 */
export const ORDER_SOURCE_CHANNELS: Readonly<Record<string, SalesChannel>> = {
	www: 'web',
	iphone: 'web',
	ipad: 'web',
	android: 'web',
	mobile: 'web',
	checkout_api: 'web',
	buybutton: 'web',
	manual: 'offline',
	amazon: 'marketplace',
	ebay: 'marketplace',
	socialshop: 'marketplace',
	facebookcheckout: 'facebook_shop',
	facebookshop: 'facebook_shop',
	facebookmarketplace: 'facebook_shop',
	pinterest: 'facebook_shop',
};

/** Third parties that are known by what they write as `external_source`. */
export const THIRD_PARTY_RULES: readonly ChannelRule[] = [
	// Orders that Recharge submits to BigCommerce carry its name as the external source. The exact
	// spelling is not published (support.getrecharge.com, article 13482639209367).
	{ field: 'external_source', value: 'recharge', salesChannel: 'subscription_contract' },
];

/** What an order's channel says where its source leaves it open: by platform first, then by type. */
export const CHANNEL_PLATFORMS: Readonly<Record<string, SalesChannel>> = {
	facebook: 'facebook_shop',
	meta: 'facebook_shop',
	instagram: 'facebook_shop',
	pinterest: 'pinterest_shop',
	tiktok: 'tiktok_shop',
};
export const CHANNEL_TYPES: Readonly<Record<string, SalesChannel>> = {
	pos: 'pos',
	marketplace: 'marketplace',
};

/**
 * The sales channel of an order. The first that knows it decides: the user's rules, the table, the
 * third parties, the order's channel, `fallback`. Case and surrounding space do not matter.
 */
export function salesChannelOf(
	order: OrderItem,
	rules: readonly ChannelRule[],
	fallback: SalesChannel,
): SalesChannel {
	return (
		rules.find((rule) => fits(rule, order))?.salesChannel ??
		lookUp(ORDER_SOURCE_CHANNELS, order.order_source) ??
		THIRD_PARTY_RULES.find((rule) => fits(rule, order))?.salesChannel ??
		channelOf(order.channel as Partial<Channel> | null | undefined) ??
		fallback
	);
}

function fits({ field, value }: ChannelRule, order: OrderItem): boolean {
	const wanted = normal(value);
	if (!wanted) return false;
	switch (field) {
		case 'order_source':
			return normal(order.order_source) === wanted;
		case 'external_source':
			return normal(order.external_source).includes(wanted);
		case 'channel': {
			const channel = order.channel as Partial<Channel> | null | undefined;
			return [channel?.name, channel?.id, order.channel_id].some((one) => normal(one) === wanted);
		}
	}
}

function channelOf(channel: Partial<Channel> | null | undefined): SalesChannel | undefined {
	return lookUp(CHANNEL_PLATFORMS, channel?.platform) ?? lookUp(CHANNEL_TYPES, channel?.type);
}

function lookUp(table: Readonly<Record<string, SalesChannel>>, key: unknown) {
	const wanted = normal(key);
	return Object.hasOwn(table, wanted) ? table[wanted] : undefined;
}

function normal(value: unknown): string {
	return text(value)?.toLowerCase() ?? '';
}
