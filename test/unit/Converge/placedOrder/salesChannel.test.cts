import {
	ORDER_SOURCE_CHANNELS,
	SALES_CHANNELS,
	salesChannelOf,
	type ChannelRule,
} from '../../../../nodes/Converge/placedOrder/salesChannel';
import type { OrderItem } from '../../../../nodes/shared/orderItem';
import { orderItem } from '../../../support/orders.cts';

const channelOf = (given: Partial<OrderItem>, rules: ChannelRule[] = []) =>
	salesChannelOf(orderItem(given), rules, 'web');

// The table as Converge documents it, written out once more.
test.each([
	['www', 'web'],
	['iphone', 'web'],
	['ipad', 'web'],
	['android', 'web'],
	['mobile', 'web'],
	['checkout_api', 'web'],
	['buybutton', 'web'],
	['manual', 'offline'],
	['amazon', 'marketplace'],
	['ebay', 'marketplace'],
	['facebookcheckout', 'facebook_shop'],
	['facebookshop', 'facebook_shop'],
	['facebookmarketplace', 'facebook_shop'],
	['pinterest', 'facebook_shop'],
	['socialshop', 'marketplace'],
])('order_source %s is %s', (order_source, expected) => {
	expect(salesChannelOf(orderItem({ order_source }), [], 'sms')).toBe(expected);
	expect(ORDER_SOURCE_CHANNELS[order_source]).toBe(expected);
});

test.each([
	[{ type: 'pos', platform: 'square' }, 'pos'],
	[{ type: 'marketplace', platform: 'facebook' }, 'facebook_shop'],
	[{ type: 'marketplace', platform: 'meta' }, 'facebook_shop'],
	[{ type: 'marketing', platform: 'instagram' }, 'facebook_shop'],
	[{ type: 'marketplace', platform: 'pinterest' }, 'pinterest_shop'],
	[{ type: 'marketplace', platform: 'tiktok' }, 'tiktok_shop'],
	[{ type: 'marketplace', platform: 'walmart' }, 'marketplace'],
	[{ type: 'storefront', platform: 'catalyst' }, 'web'],
])('an external order of the channel %p is %s', (channel, expected) => {
	const given = { channel: { id: 7, name: 'x', ...channel } };
	expect(channelOf({ ...given, order_source: 'external' })).toBe(expected);
	expect(channelOf({ ...given, order_source: 'something-new' })).toBe(expected);
	// Known sources are not the channel's business.
	expect(channelOf({ ...given, order_source: 'manual' })).toBe('offline');
});

test('a channel that is gone decides nothing', () => {
	const given = { order_source: 'external', channel: { id: 9 } };
	expect(salesChannelOf(orderItem(given), [], 'sms')).toBe('sms');
});

test.each(['Recharge', ' recharge ', 'Subscription by ReCharge Payments'])(
	'an external order of %p is a subscription contract',
	(external_source) => {
		expect(channelOf({ order_source: 'external', external_source })).toBe('subscription_contract');
	},
);

test('names of object members are no order sources', () => {
	expect(channelOf({ order_source: 'constructor' })).toBe('web');
	expect(channelOf({ order_source: '__proto__' })).toBe('web');
});

describe('rules of the user', () => {
	const rule = (field: ChannelRule['field'], value: string): ChannelRule => ({
		field,
		value,
		salesChannel: 'mobile_app',
	});

	test.each([
		[rule('order_source', ' WWW '), {}, 'mobile_app'],
		[rule('order_source', 'ww'), {}, 'web'],
		[rule('external_source', 'app'), { external_source: 'My App 2' }, 'mobile_app'],
		[rule('external_source', ''), { external_source: 'My App 2' }, 'web'],
		[rule('external_source', 'app'), { external_source: null }, 'web'],
		[rule('channel', 'main SHOP'), {}, 'mobile_app'],
		[rule('channel', '1'), {}, 'mobile_app'],
		[rule('channel', '11'), {}, 'web'],
	])('%p', (given, order, expected) => {
		expect(channelOf(order, [given])).toBe(expected);
	});

	test('the first that fits decides, before everything built in', () => {
		const rules: ChannelRule[] = [
			{ field: 'channel', value: 'other', salesChannel: 'pos' },
			{ field: 'order_source', value: 'manual', salesChannel: 'sms' },
			{ field: 'channel', value: '1', salesChannel: 'marketplace' },
		];
		expect(channelOf({ order_source: 'manual' }, rules)).toBe('sms');
	});
});

test('a rule may hold the id of the channel as a number, or nothing', () => {
	const rules = (value: unknown) => [{ field: 'channel', value, salesChannel: 'sms' }] as never;
	const given = { channel: { id: 7 }, channel_id: undefined };
	expect(channelOf(given, rules(7))).toBe('sms');
	expect(channelOf(given, rules(null))).toBe('web');
	expect(channelOf(given, rules(undefined))).toBe('web');
});

test("Converge's ten sales channels", () => {
	expect(SALES_CHANNELS.map(({ value }) => value).sort()).toEqual(
		[
			...['web', 'subscription_contract', 'sms', 'mobile_app', 'pos', 'marketplace', 'offline'],
			...['facebook_shop', 'pinterest_shop', 'tiktok_shop'],
		].sort(),
	);
});

test.each([' WWW ', 'Www'])('the order source %p is a browser', (order_source) => {
	expect(salesChannelOf(orderItem({ order_source }), [], 'sms')).toBe('web');
});

test('Recharge says nothing of an order that went through the checkout', () => {
	expect(channelOf({ order_source: 'www', external_source: 'Recharge' })).toBe('web');
});
