import type { SalesChannel } from '../event/salesChannels';
import { toText } from '../values/fields';
import type { OrderHead } from './parseOrder';

/** A rule of the user: the first that matches the order decides. */
export interface ChannelRule {
	field: 'order_source' | 'external_source' | 'payment_method' | 'channel';
	/** An order source, a part of an external source, a payment method, or a channel's name or ID. */
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

/** A third party that is known by a whole word of what it writes as `external_source`. */
interface ThirdParty {
	word: string;
	salesChannel: SalesChannel;
	/** Only renewals are of that channel; a first order, from a checkout, is `web`. */
	onlyRenewals?: boolean;
}

export const THIRD_PARTIES: readonly ThirdParty[] = [
	// The form that BigCommerce recommends to tills is "POS" or "POS (vendor)" (V2 Orders API, "external_source").
	{ word: 'pos', salesChannel: 'pos' },
	// Recharge's hosted checkout makes the first order too (docs.rechargepayments.com, checkout overview).
	// The exact spelling of its name is not published (support.getrecharge.com, article 13482639209367).
	{ word: 'recharge', salesChannel: 'subscription_contract', onlyRenewals: true },
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

/** What has decided on a sales channel. */
export type DecidedBy = 'rule' | 'external source' | 'order source' | 'channel' | 'fallback';

export interface ChannelDecision {
	salesChannel: SalesChannel;
	decidedBy: DecidedBy;
}

/**
 * The sales channel of an order. The first that knows it decides: the user's rules, the third parties,
 * the table, the order's channel, `fallback`. Case and surrounding space do not matter.
 */
export function decideSalesChannel(
	order: OrderHead,
	rules: readonly ChannelRule[],
	fallback: SalesChannel,
): ChannelDecision {
	const rule = rules.find((one) => matches(one, order));
	if (rule) return { salesChannel: rule.salesChannel, decidedBy: 'rule' };
	const byThirdParty = thirdPartyChannel(order);
	if (byThirdParty) return { salesChannel: byThirdParty, decidedBy: 'external source' };
	const bySource = lookUp(ORDER_SOURCE_CHANNELS, order.source);
	if (bySource) return { salesChannel: bySource, decidedBy: 'order source' };
	const { platform, type } = order.channel;
	const byChannel = lookUp(CHANNEL_PLATFORMS, platform) ?? lookUp(CHANNEL_TYPES, type);
	if (byChannel) return { salesChannel: byChannel, decidedBy: 'channel' };
	return { salesChannel: fallback, decidedBy: 'fallback' };
}

/** Expressions can give a rule numbers, or nothing. */
function matches({ field, value }: ChannelRule, order: OrderHead): boolean {
	const wanted = normal(value);
	if (!wanted) return false;
	switch (field) {
		case 'order_source':
			return normal(order.source) === wanted;
		case 'external_source':
			return normal(order.externalSource).includes(wanted);
		case 'payment_method':
			return normal(order.paymentMethod) === wanted;
		case 'channel':
			return normal(order.channel.name) === wanted || order.channel.id === wanted;
	}
}

function thirdPartyChannel(order: OrderHead): SalesChannel | undefined {
	if (!order.externalSource) return undefined;
	const words = order.externalSource.toLowerCase().split(/[^\p{L}\p{N}]+/u);
	const party = THIRD_PARTIES.find(({ word }) => words.includes(word));
	if (!party?.onlyRenewals) return party?.salesChannel;
	const isRenewal = !order.cartId && order.isNewCustomer !== true;
	return isRenewal ? party.salesChannel : 'web';
}

function lookUp(table: Readonly<Record<string, SalesChannel>>, key: string | undefined) {
	const wanted = normal(key);
	return Object.hasOwn(table, wanted) ? table[wanted] : undefined;
}

function normal(value: unknown): string {
	return toText(value)?.toLowerCase() ?? '';
}
