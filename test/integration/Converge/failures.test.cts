/* What the Converge node says, and does for the other items, when some of them fail. */
import { setTimeout as sleep } from 'node:timers/promises';
import { orderItem } from '../../support/orders.cts';
import { convergeWorld } from '../support/convergeWorld.cts';

const world = convergeWorld();
const { node } = world;
const orders = [orderItem(), orderItem({ id: 119 }), orderItem({ id: 120 })];

describe('an expression that fails for one item', () => {
	const failsFor = (id: number) =>
		`={{ $json.id === ${id} ? $('Missing').item.json.x : $json.id }}`;

	test.each(
		[118, 119, 120].flatMap((id) => [
			[id, 'an option', { options: { eventId: failsFor(id) } }] as const,
			[
				id,
				'a rule',
				{ fallbackChannel: `={{ $json.id === ${id} ? $('X').item : 'web' }}` },
			] as const,
		]),
	)('for order %p in %s leaves the others alone', async (id, _name, parameters) => {
		const sending = node('trackOrder', { onError: 'continueRegularOutput', parameters });
		const { items } = await sending.execute(orders);
		expect(items.map(({ json }) => [json.order_id, json.delivered])).toEqual(
			orders.map((order) => [String(order.id), order.id !== id]),
		);
	});
});

describe('an execution', () => {
	test('that is cancelled in the middle is not marked as delivered', async () => {
		const cancel = new AbortController();
		const sending = node('trackOrder', {
			parameters: { options: { batchSize: 1, batchInterval: 500 } },
		});
		const running = sending.execute(orders, cancel.signal);
		await world.sandbox.converge.waitForEvent('118', 5000);
		// Between two batches, not in the middle of a request.
		await sleep(200);
		cancel.abort();
		const { items, customData } = await running;
		expect(items).toHaveLength(1);
		expect(customData).toEqual({ delivered: 'false' });
	});

	test('that goes on in spite of errors says how many orders failed', async () => {
		const failing = node('trackOrder', { onError: 'continueRegularOutput' });
		const { hints } = await failing.execute([orderItem({ status_id: 5 }), ...orders.slice(1)]);
		expect(hints.map(({ message }) => message)).toEqual([
			'Not delivered: 1 of 3 orders. On Error is set to continue, so the execution succeeds, and BigCommerce does not retry. Each failed item has its reason in "error".',
		]);
		expect((await failing.execute(orders)).hints).toEqual([]);
	});
});

describe('a value that only an expression can give', () => {
	test.each<[object, RegExp]>([
		[{ options: { amounts: 'gross' } }, /^"gross" is not a value of the option Amounts$/],
		[{ options: { amounts: '={{ "INCLUDINGTAX" }}' } }, /is not a value of the option Amounts/],
		[{ options: { subscriptionRenewals: 'both' } }, /not a value of the option Subscription Ren/],
		[
			{ channelRules: { rule: [{ field: 'source', value: 'x', salesChannel: 'web' }] } },
			/^"source" is not a field for sales channel rules$/,
		],
	])('is refused in %j', async (parameters, message) => {
		const mapping = node('mapOrder', { parameters: parameters as never });
		await expect(mapping.execute([orderItem()])).rejects.toThrow(message);
	});

	test('is taken without surrounding space as the name of an own property', async () => {
		const property = [
			{ name: ' note ', value: 'x' },
			{ name: '  ', value: 'y' },
			{ name: 7 as never, value: 'z' },
		];
		const mapping = node('mapOrder', { parameters: { options: { properties: { property } } } });
		const { json } = (await mapping.execute([orderItem()])).items[0];
		expect(json.properties).toMatchObject({ note: 'x', 7: 'z' });
		expect(Object.keys(json.properties as object)).not.toContain('');
	});
});

describe('the timestamp of a custom event from fields', () => {
	test.each<[string, unknown]>([
		['1725312229', 1725312229],
		['={{ 1725312229 }}', 1725312229],
		[' 2026-06-18T12:05:04Z ', '2026-06-18T12:05:04Z'],
		['={{ DateTime.fromISO("2026-06-18T12:05:04Z").toUTC() }}', '2026-06-18T12:05:04.000Z'],
		['={{ new Date(1781784304000) }}', '2026-06-18T12:05:04.000Z'],
		['', undefined],
	])('%p is sent as %p', async (timestamp, expected) => {
		const parameters = {
			...{ eventFrom: 'fields', eventName: 'Signed Up', eventId: 'x1', timestamp },
			aliases: ['urn:my_shop:7'],
		};
		await node('sendEvent', { parameters }).execute([{}]);
		expect(world.sandbox.converge.events[0].body.timestamp).toEqual(expected);
	});
});

test('a custom event from fields that fails is identified by the fields', async () => {
	const parameters = {
		eventFrom: 'fields',
		eventName: 'Signed Up',
		eventId: 'mine-1',
		aliases: [],
	};
	const sending = node('sendEvent', { onError: 'continueRegularOutput', parameters });
	const { items } = await sending.execute([{ event_id: 'other' }]);
	expect(items[0].json).toMatchObject({ event_id: 'mine-1', delivered: false });
});
