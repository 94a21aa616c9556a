import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import type { ChannelRule } from '../../../../nodes/Converge/placedOrder/salesChannel';
import { orderItem } from '../../../support/orders.cts';

const map = (...args: Parameters<typeof toPlacedOrder>) => toPlacedOrder(...args);
const OWN = [
	'urn:bigcommerce:cart:0b6e7a7c-52f5-4a53-8a52-0f4f4b2f3c11',
	'urn:bigcommerce:customer:abc123:11',
	'urn:email:ada@example.com',
];

describe('own aliases', () => {
	test('stand behind those of the order, without repeats', () => {
		const aliases = ['urn:my_shop:7', ' urn:checkout_token:xyz_1 ', 'urn:email:ada@example.com'];
		const { event, omitted } = map(orderItem(), { aliases });
		expect(event.aliases).toEqual([...OWN, 'urn:my_shop:7', 'urn:checkout_token:xyz_1']);
		expect(omitted).toEqual([]);
	});

	test('make ten with those of the order; the others are counted', () => {
		const aliases = Array.from({ length: 9 }, (_, index) => `urn:x:${index + 1}`);
		const { event, omitted } = map(orderItem(), { aliases });
		expect(event.aliases).toEqual([...OWN, ...aliases.slice(0, 7)]);
		expect(omitted).toEqual(['alias', 'alias']);
	});

	test.each([
		...['urn:my_shop:', 'urn:my_shop:undefined', 'urn:my_shop:null', 'urn:my_shop:NaN'],
		...['urn:my_shop:[object Object]', 'urn:my_shop: ', 'my_shop:7', '7', 'urn:7', 'urn::7'],
		// The ID of every guest, and parts in which an expression found nothing.
		...['urn:my_shop:0', 'urn:my_shop:abc123:0', 'urn:my_shop:false', 'urn:my_shop:abc123:'],
		...['urn:my_shop:abc123:undefined', 'urn:my_shop:undefined:7', 'urn:my_shop::7', 'urn:a:b\nc'],
	])('%p identifies nobody, and is counted', (alias) => {
		const { event, omitted } = map(orderItem(), { aliases: [alias] });
		expect(event.aliases).toEqual(OWN);
		expect(omitted).toEqual(['alias']);
	});

	test.each([
		[[['urn:my_shop:7', 'urn:my_shop:8'], 'urn:my_shop:9']],
		[['urn:my_shop:7', [['urn:my_shop:8', ['urn:my_shop:9']]]]],
	])('%j, which expressions gave in lists, are sent', (aliases) => {
		const { event, omitted } = map(orderItem(), { aliases });
		expect(event.aliases).toEqual([...OWN, 'urn:my_shop:7', 'urn:my_shop:8', 'urn:my_shop:9']);
		expect(omitted).toEqual([]);
	});

	test('that an expression gave as objects are counted', () => {
		const { event, omitted } = map(orderItem(), { aliases: [{ city: 'Austin' }, [true]] });
		expect([event.aliases, omitted]).toEqual([OWN, ['alias', 'alias']]);
	});

	test.each([[[]], [['', ' ', null, undefined, {}]]])('%j adds none', (aliases) => {
		const { event, omitted } = map(orderItem(), { aliases });
		expect([event.aliases, omitted]).toEqual([OWN, []]);
	});

	test('identify an order that has no others', () => {
		const nobody = orderItem({
			cart_id: null,
			customer_id: 0,
			billing_address: {},
			store_hash: '',
		});
		expect(map(nobody, { aliases: ['urn:my_shop:7'] }).event.aliases).toEqual(['urn:my_shop:7']);
	});
});

describe('own profile properties', () => {
	test('stand beside those of the customer', () => {
		const profileProperties = { customer_group: 'VIP', tags: ['a', ''], empty: '' };
		const { event } = map(orderItem(), { profileProperties });
		expect(event.profile_properties).toMatchObject({
			$first_name: 'Ada',
			customer_group: 'VIP',
			tags: ['a'],
		});
		expect(event.profile_properties).not.toHaveProperty('empty');
		expect(event.properties).not.toHaveProperty('customer_group');
	});

	test('do not overwrite those of the customer', () => {
		const profileProperties = { $email: 'x@example.com', $consent: 'yes', note: 'x' };
		const { event, reserved } = map(orderItem(), { profileProperties });
		expect(event.profile_properties).toMatchObject({ $email: 'ada@example.com', note: 'x' });
		expect(event.profile_properties).not.toHaveProperty('$consent');
		expect(reserved).toEqual(['$email', '$consent']);
	});

	test.each([' $Email ', '$FIRST_NAME', '__proto__', '__PROTO__'])(
		'do not overwrite any of the event under the name %p',
		(name) => {
			const own = Object.fromEntries([[name, { x: 'x' }]]);
			const { event, reserved } = map(orderItem(), { profileProperties: own, properties: own });
			expect(event.profile_properties).toEqual(map(orderItem()).event.profile_properties);
			expect(event.properties).toEqual(map(orderItem()).event.properties);
			expect(Object.getPrototypeOf(event.properties)).toBe(Object.prototype);
			expect(reserved).toContain(name);
		},
	);
});

describe('consent', () => {
	test.each([
		[
			{ analytics: 'granted', marketing: 'denied' },
			{ analytics: 'granted', marketing: 'denied' },
		],
		[{ analytics: ' Granted ' }, { analytics: 'granted' }],
		[{ marketing: 'denied', analytics: '' }, { marketing: 'denied' }],
	])('%j is sent as the profile property $consent', (consent, expected) => {
		const { event, omitted } = map(orderItem(), { consent });
		expect(event.profile_properties.$consent).toEqual(expected);
		expect(event.properties).not.toHaveProperty('$consent');
		expect(omitted).toEqual([]);
	});

	test.each(['yes', true, 1, 'unknown'])(
		'%p is neither granted nor denied, and is omitted',
		(value) => {
			const { event, omitted } = map(orderItem(), { consent: { marketing: value } });
			expect(event.profile_properties).not.toHaveProperty('$consent');
			expect(omitted).toEqual(['consent value']);
		},
	);
});

describe('renewals of subscriptions', () => {
	const renewal = orderItem({
		order_source: 'external',
		external_source: 'Recharge',
		cart_id: null,
		is_new_customer: false,
	});
	const nameOf = (...args: Parameters<typeof toPlacedOrder>) => map(...args).event.event_name;

	test('are Placed Order by default, and the event for renewals where that is chosen', () => {
		const recurring = 'Placed Recurring Subscription Order';
		expect(nameOf(renewal)).toBe('Placed Order');
		expect(nameOf(renewal, { subscriptionRenewals: 'placedOrder' })).toBe('Placed Order');
		expect(nameOf(renewal, { subscriptionRenewals: 'recurringOrder' })).toBe(recurring);
		expect(nameOf(orderItem(), { subscriptionRenewals: 'recurringOrder' })).toBe('Placed Order');
		expect(nameOf(orderItem(), { event: 'recurringOrder' })).toBe(recurring);
	});

	const subscriptionApp = orderItem({ order_source: 'checkout_api', external_source: 'MINIBC' });
	const rule: ChannelRule = {
		...{ field: 'external_source', value: 'minibc', salesChannel: 'subscription_contract' },
	};

	test.each([
		['subscription_contract', 'of Recharge', renewal, []],
		['web', 'of Recharge with a cart', { ...renewal, cart_id: 'a1' }, []],
		['web', 'of Recharge by a new customer', { ...renewal, is_new_customer: true }, []],
		['subscription_contract', 'that a rule says is a renewal', subscriptionApp, [rule]],
		['web', 'of the same app without a rule', subscriptionApp, []],
	])('are those of the sales channel: %s for an order %s', (channel, _name, item, channelRules) => {
		const { event } = map(item, { channelRules, subscriptionRenewals: 'recurringOrder' });
		expect(event.properties.$sales_channel_type).toBe(channel);
		expect(event.event_id).toBe('118');
		expect(event.event_name).toBe(
			channel === 'web' ? 'Placed Order' : 'Placed Recurring Subscription Order',
		);
	});

	test('have the body of Placed Order', () => {
		const { event } = map(renewal, { event: 'recurringOrder' });
		expect({ ...event, event_name: 'Placed Order' }).toEqual(map(renewal).event);
	});
});
