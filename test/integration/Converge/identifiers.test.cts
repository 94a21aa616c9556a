/* Orders that would share an event ID or an alias, and so become one order or one customer in Converge. */
import { orderItem } from '../../support/orders.cts';
import { convergeWorld } from '../support/convergeWorld.cts';

const { node } = convergeWorld();

const preview = async (options: object, items: object[] = [orderItem()]) =>
	await node('mapOrder', { parameters: { options: options as never } }).execute(items);

describe('the Event ID', () => {
	test.each([
		...[118, true, 'order-118', ' x ', '=order-118', '={{ "order-118" }}', '={{ "a$b" }}'],
		// The same for all orders, or another one each time that the same order is sent.
		...['={{ $now.year }}', '={{ $workflow.id }}', '={{ $vars.id }}', '=x-{{ $execution.id }}'],
		...['={{ $runIndex }}', '={{ $today.toISODate() }}', '=$json.id'],
	])('%p is rejected, because it does not come from the order', async (eventId) => {
		await expect(preview({ eventId })).rejects.toThrow(/^The Event ID ".*" is the same for all/s);
	});

	test.each([
		...['=order-{{ $json.nothing }}', '=-{{ $json.nothing }}-{{ $json.nobody }}'],
		...['={{ "order-" + $json.nothing }}', '={{ $json.nothing + ":" + $json.id }}'],
		...['={{ `${$json.cart}-${$json.id}` }}', '={{ "x_" + $json.nothing * 2 }}'],
		...['={{ $json.billing_address }}', '={{ [$json.id] }}', '={{ "x" + $json.billing_address }}'],
	])('%p is rejected, because it found nothing', async (eventId) => {
		await expect(preview({ eventId })).rejects.toThrow(/found nothing in the order and gave "/);
	});

	test.each([
		['={{ $json.id }}', '118'],
		['=shop-{{ $json.id }}', 'shop-118'],
		[' ={{ $json.id }}'.trim(), '118'],
		['={{ $json["id"] + "-" + $json.store_hash }}', '118-abc123'],
		['={{ $input.item.json.id }}', '118'],
		['={{ $json.cart_id }}', orderItem().cart_id],
		['={{ $json.nothing }}', '118'],
		['={{ "" }}{{ $json.nothing }}', '118'],
		['', '118'],
		['  ', '118'],
	])('%p is %p', async (eventId, expected) => {
		expect((await preview({ eventId })).items[0].json.event_id).toBe(expected);
	});

	test('of one order cannot be that of another store in the same execution', async () => {
		const orders = [orderItem(), orderItem({ store_hash: 'other1' }), orderItem()];
		const mapping = node('mapOrder', { onError: 'continueRegularOutput' });
		const { items } = await mapping.execute(orders);
		expect(items.map(({ json }) => json.event_id)).toEqual(['118', undefined, '118']);
		expect(items[1].json.error).toBe(
			'Order 118 of the store other1 has the same event ID as that of the store abc123: Converge would count them as one',
		);
		expect(items[1].json.details).toContain('{{ $json.store_hash }}-{{ $json.id }}');

		const apart = await preview({ eventId: '={{ $json.store_hash }}-{{ $json.id }}' }, orders);
		expect(apart.items.map(({ json }) => json.event_id)).toEqual([
			...['abc123-118', 'other1-118', 'abc123-118'],
		]);
	});
});

describe('an own alias', () => {
	test.each([
		...['urn:my_shop:1', '=urn:my_shop:1', '={{ "urn:my_shop:1" }}', '=urn:x:{{ $now.year }}'],
		...['=urn:x:{{ $execution.id }}', '=urn:my_shop:{{ $vars.x }}'],
	])('%p is rejected, because it does not come from the order', async (alias) => {
		await expect(preview({ aliases: [alias] })).rejects.toThrow(/all customers for one/);
	});

	test.each([
		'=urn:my_shop:{{ $json.customer_id }}',
		'=urn:my_shop:{{ $json.store_hash }}:{{ $json.customer_id }}',
		'=urn:my_shop:{{ $json.store_hash }}:{{ $json.nothing }}',
		'={{ "urn:my_shop:" + $json.store_hash + ":" + $json.nothing }}',
	])('%p does not make one customer of all guests', async (alias) => {
		const guests = [orderItem({ customer_id: 0 }), orderItem({ id: 119, customer_id: 0 })];
		const { items, hints } = await preview({ aliases: [alias] }, guests);
		for (const { json } of items) expect(JSON.stringify(json.aliases)).not.toContain('my_shop');
		expect(hints[0].message).toContain('2 aliases');
	});
});

describe('the event ID of custom events', () => {
	const event = (given: object = {}) => ({
		...{ event_name: 'Signed Up', event_id: 'x1', properties: {}, profile_properties: {} },
		...{ aliases: ['urn:my_shop:7'], ...given },
	});
	const sending = (parameters: object = {}) =>
		node('sendEvent', { onError: 'continueRegularOutput', parameters: parameters as never });

	test('may not be that of another event in the same execution', async () => {
		const { items, hints } = await sending().execute([
			event(),
			event({ aliases: ['urn:my_shop:8'] }),
			event(),
		]);
		expect(items.map(({ json }) => json.delivered)).toEqual([true, false, true]);
		expect(items[1].json).toMatchObject({
			event_id: 'x1',
			error: expect.stringContaining('Two different events have the event ID "x1"') as unknown,
		});
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Not delivered: 1 of 3 events\./) as unknown,
		]);
	});

	test('may not be the same text for several items of the fields', async () => {
		const { items } = await sending({
			...{ eventFrom: 'fields', eventName: 'Signed Up', eventId: 'fixed' },
			aliases: ['=urn:my_shop:{{ $json.id }}'],
		}).execute([{ id: 1 }, { id: 2 }]);
		expect(items.map(({ json }) => [json.event_id, json.delivered])).toEqual([
			['fixed', true],
			['fixed', false],
		]);
	});
});
