import { SALES_CHANNELS, type SalesChannel } from '../../../../nodes/Converge/event/salesChannels';
import {
	ORDER_SOURCE_CHANNELS,
	type ChannelRule,
} from '../../../../nodes/Converge/placedOrder/salesChannel';
import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { orderItem } from '../../../support/orders.cts';

const decide = (given: object, channelRules: ChannelRule[] = [], fallback: SalesChannel = 'web') =>
	toPlacedOrder(orderItem({ ...given }), { channelRules, fallbackChannel: fallback }).channel;

const channelOf = (given: object, rules?: ChannelRule[], fallback?: SalesChannel) =>
	decide(given, rules, fallback).salesChannel;

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
	expect(channelOf({ order_source }, [], 'sms')).toBe(expected);
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

test('a channel of which only the ID is known decides nothing', () => {
	const given = { order_source: 'external', channel: { id: 9 } };
	expect(channelOf(given, [], 'sms')).toBe('sms');
});

describe('third parties come before the order source', () => {
	const renewal = { cart_id: null, is_new_customer: false };

	test.each(['external', 'www', 'checkout_api', 'manual', undefined])(
		'a renewal by Recharge with the order source %p is a subscription contract',
		(order_source) => {
			const given = { ...renewal, order_source, external_source: 'Recharge' };
			expect(decide(given)).toEqual({
				salesChannel: 'subscription_contract',
				decidedBy: 'external source',
			});
		},
	);

	test.each(['Recharge', ' recharge ', 'Subscription by ReCharge Payments', 'App (Recharge)'])(
		'%p is Recharge',
		(external_source) => {
			const given = { ...renewal, order_source: 'external', external_source };
			expect(channelOf(given)).toBe('subscription_contract');
		},
	);

	test.each(['Rechargeable Batteries ERP', 'Prerecharge', 'Recharges Ltd'])(
		'%p is not Recharge',
		(external_source) => {
			const given = { ...renewal, order_source: 'external', external_source };
			expect(channelOf(given, [], 'sms')).toBe('sms');
		},
	);

	test.each([
		['a cart', { cart_id: 'abc', is_new_customer: false }],
		['a new customer', { cart_id: null, is_new_customer: true }],
		['a cart of a new customer', { cart_id: 'abc', is_new_customer: true }],
	])("Recharge's order with %s is the first one, from the web", (_name, given) => {
		const order = { order_source: 'external', external_source: 'Recharge', ...given };
		expect(channelOf(order, [], 'sms')).toBe('web');
	});

	test('an order of Recharge without a cart is a renewal where the customer is not known', () => {
		const order = { order_source: 'external', external_source: 'Recharge', cart_id: '' };
		expect(channelOf(order)).toBe('subscription_contract');
	});

	test.each(['POS', ' pos ', 'POS (Square)', 'POS (Clover Retail)', 'Square POS', 'pos-square'])(
		'%p is a till, whatever the order source',
		(external_source) => {
			for (const order_source of ['external', 'manual', 'www', 'vue', null]) {
				expect(channelOf({ order_source, external_source })).toBe('pos');
			}
		},
	);

	test.each(['Poshmark', 'POSTNL', 'Composer', 'ERP (Acumatica)', 'Deposit'])(
		'%p is not a till',
		(external_source) => {
			expect(channelOf({ order_source: 'external', external_source }, [], 'sms')).toBe('sms');
			expect(channelOf({ order_source: 'manual', external_source })).toBe('offline');
		},
	);
});

test('names of object members are not order sources', () => {
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
		[rule('payment_method', ' credit CARD'), {}, 'mobile_app'],
		[rule('payment_method', 'credit'), {}, 'web'],
		[rule('payment_method', 'cash'), { payment_method: null }, 'web'],
		[rule('channel', 'main SHOP'), {}, 'mobile_app'],
		[rule('channel', '1'), {}, 'mobile_app'],
		[rule('channel', '11'), {}, 'web'],
	])('rule %j for an order with %j', (given, order, expected) => {
		expect(channelOf(order, [given])).toBe(expected);
	});

	test('the first one that matches decides, before everything built in', () => {
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
	expect(channelOf({ order_source }, [], 'sms')).toBe('web');
});

test.each([
	['a rule', [{ field: 'order_source', value: 'www', salesChannel: 'sms' }], {}, 'rule'],
	['a till', [], { external_source: 'POS' }, 'external source'],
	['the table', [], {}, 'order source'],
	['a channel', [], { order_source: 'x', channel: { id: 2, type: 'pos' } }, 'channel'],
	['nothing', [], { order_source: 'external', external_source: '17550' }, 'fallback'],
])('what was decided by %s says so', (_name, rules, given, decidedBy) => {
	expect(decide(given, rules as ChannelRule[]).decidedBy).toBe(decidedBy);
});

test.each([17550, {}, [], true])(
	'an external source of %j is read without an error',
	(external_source) => {
		expect(channelOf({ order_source: 'external', external_source })).toBe('web');
	},
);
