import { Converge } from '../../../nodes/Converge/Converge.node';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { line, orderItem } from '../../support/orders.cts';
import { NodeUnderTest, type NodeSetup } from '../support/n8n.cts';

const nodeType = new Converge();
let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});

afterEach(async () => await sandbox.stop());

const credentials = (given: object = {}) => ({
	convergeApi: {
		webhookUrl: sandbox.convergeUrl,
		webhookToken: sandbox.converge.token,
		...given,
	},
});

const node = (operation: string, given: Partial<NodeSetup> = {}) =>
	new NodeUnderTest({
		nodeType,
		credentials: credentials(),
		...given,
		parameters: { operation, ...given.parameters },
	});

describe('Map Order', () => {
	test('needs no credential and no network', async () => {
		const mapping = node('mapOrder', { credentials: {} });
		const { items } = await mapping.execute([orderItem(), orderItem({ id: 119 })]);
		expect(items.map(({ json, pairedItem }) => [json.event_id, pairedItem])).toEqual([
			['118', { item: 0 }],
			['119', { item: 1 }],
		]);
		expect(sandbox.requests.count()).toBe(0);
	});

	test('takes all its parameters', async () => {
		const mapping = node('mapOrder', {
			parameters: {
				channelRules: {
					rule: [{ field: 'external_source', value: 'app', salesChannel: 'mobile_app' }],
				},
				fallbackChannel: 'sms',
				options: {
					amounts: 'includingTax',
					eventId: '=shop-{{ $json.id }}',
					properties: { property: [{ name: 'note', value: '={{ $json.payment_method }}' }] },
					dropPhone: true,
					dropAddress: true,
				},
			},
		});
		const { items } = await mapping.execute([
			orderItem({ order_source: 'external' }),
			orderItem({
				id: 119,
				order_source: 'external',
				external_source: 'Our App',
				payment_method: 'Cash',
			}),
		]);
		expect(items.map(({ json }) => json.event_id)).toEqual(['shop-118', 'shop-119']);
		expect(items[0].json.properties).toMatchObject({
			$sales_channel_type: 'sms',
			note: 'Credit Card',
			items: [{ price: 24 }],
		});
		expect(items[1].json.properties).toMatchObject({
			$sales_channel_type: 'mobile_app',
			note: 'Cash',
		});
		expect(items[0].json.profile_properties).not.toHaveProperty('$phone_number');
		expect(items[0].json.profile_properties).not.toHaveProperty('$city');
	});

	test('refuses a sales channel of an expression that Converge does not know', async () => {
		const parameters = { fallbackChannel: '={{ $json.channel.name }}' };
		await expect(node('mapOrder', { parameters }).execute([orderItem()])).rejects.toMatchObject({
			message: '"Main shop" is no sales channel of Converge',
			description: expect.stringContaining('subscription_contract') as unknown,
		});
	});

	test('leaves out own properties that are empty for an order', async () => {
		const property = ['staff_notes', 'billing_address', 'tax_provider_id'].map((name) => ({
			name,
			value: `={{ $json.${name} }}`,
		}));
		const { items } = await node('mapOrder', {
			parameters: { options: { properties: { property } } },
		}).execute([orderItem({ staff_notes: null, billing_address: { city: 'Austin', zip: '' } })]);
		expect(items[0].json.properties).toMatchObject({ billing_address: { city: 'Austin' } });
		expect(items[0].json.properties).not.toHaveProperty('staff_notes');
		expect(items[0].json.properties).not.toHaveProperty('tax_provider_id');
		expect(items[0].json.properties).not.toHaveProperty(['billing_address', 'zip']);
	});

	test('names the item that is no placed order', async () => {
		const run = node('mapOrder').execute([orderItem(), orderItem({ status_id: 0 })]);
		await expect(run).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('is not placed'),
			description: expect.stringContaining('Incomplete'),
			context: expect.objectContaining({ itemIndex: 1 }),
		});
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'goes on with the other items on %s',
		async (onError) => {
			const { items } = await node('mapOrder', { onError }).execute([
				orderItem({ status_id: 5 }),
				orderItem(),
			]);
			expect(items[0]).toMatchObject({
				json: { error: expect.stringContaining('Cancelled') },
				pairedItem: { item: 0 },
			});
			expect(items[1].json.event_id).toBe('118');
		},
	);

	test('tells in one hint what it left out', async () => {
		const billing_address = { ...orderItem().billing_address, phone: '1', country_iso2: 'ZZ' };
		const { hints } = await node('mapOrder').execute([
			orderItem({ billing_address }),
			orderItem({ billing_address }),
			orderItem(),
		]);
		expect(hints).toHaveLength(1);
		expect(hints[0].message).toContain('2 × phone number, 2 × country code');
		expect((await node('mapOrder').execute([orderItem()])).hints).toEqual([]);
	});
});

describe('Track Order', () => {
	test('delivers the event of each order', async () => {
		const { items } = await node('trackOrder').execute([orderItem(), orderItem({ id: 119 })]);
		expect(items.map(({ json }) => json)).toEqual([
			{ event_id: '118', status: 200, delivered: true, event: expect.any(Object) as unknown },
			{ event_id: '119', status: 200, delivered: true, event: expect.any(Object) as unknown },
		]);
		expect(sandbox.converge.byEventId.get('118')).toEqual([items[0].json.event]);
	});

	test('keeps the order of the items, however many are under way', async () => {
		const orders = Array.from({ length: 25 }, (_, index) => orderItem({ id: 200 + index }));
		const { items } = await node('trackOrder').execute(orders);
		expect(items.map(({ json }) => json.event_id)).toEqual(orders.map(({ id }) => String(id)));
		expect(sandbox.converge.distinct()).toBe(25);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'delivers the other items on %s, and tells which came to nothing',
		async (onError) => {
			const orders = [orderItem(), orderItem({ id: 119, status_id: 6 }), orderItem({ id: 120 })];
			const { items } = await node('trackOrder', {
				onError,
				parameters: { options: { batchSize: 2, batchInterval: 1 } },
			}).execute(orders);
			expect(items.map(({ json }) => json.delivered)).toEqual([true, undefined, true]);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
				{ item: 2 },
			]);
			expect(items[1].json.error).toContain('Declined');
			expect([...sandbox.converge.byEventId.keys()].sort()).toEqual(['118', '120']);
		},
	);

	test.each([0, -3, 'many', null])('a batch of %p is one of a size that can be', async (size) => {
		const parameters = { options: { batchSize: size as never } };
		const orders = [orderItem(), orderItem({ id: 119 })];
		const { items } = await node('trackOrder', { parameters }).execute(orders);
		expect(items).toHaveLength(2);
	});

	test('counts in one hint what it left out', async () => {
		const billing_address = { ...orderItem().billing_address, email: 'nobody' };
		const { hints } = await node('trackOrder').execute([
			orderItem({ billing_address }),
			orderItem({ id: 119, billing_address }),
		]);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('2 × e-mail address'),
		]);
	});

	test('tries again when Converge is down for a moment', async () => {
		sandbox.converge.down = true;
		setTimeout(() => (sandbox.converge.down = false), 300);
		const { items } = await node('trackOrder').execute([orderItem()]);
		expect(items[0].json.delivered).toBe(true);
		expect(sandbox.converge.events).toHaveLength(1);
	});

	test('ends with what happened when Converge stays down', async () => {
		sandbox.converge.down = true;
		await expect(node('trackOrder').execute([orderItem()])).rejects.toMatchObject({
			name: 'NodeApiError',
			message: expect.stringContaining('could not take the event now (HTTP 503)'),
			description: expect.stringContaining('same event id'),
			httpCode: '503',
		});
	}, 10_000);

	test.each([
		['a wrong token', { webhookToken: 'wrong' }, /does not accept the webhook token/, '401'],
		['a wrong address', { webhookUrl: 'unknown' }, /no webhook at this address/, '404'],
	])('tells of %s at once', async (_name, given, message, httpCode) => {
		const own = credentials(given);
		if (own.convergeApi.webhookUrl === 'unknown')
			own.convergeApi.webhookUrl = `${sandbox.url}/nowhere`;
		const run = node('trackOrder', { credentials: own }).execute([orderItem()]);
		await expect(run).rejects.toMatchObject({ message: expect.stringMatching(message), httpCode });
		expect(sandbox.converge.events).toEqual([]);
	});

	test('goes without a token to a postback URL', async () => {
		const webhookUrl = `${sandbox.url}/api/postback/source1`;
		const own = credentials({ webhookUrl, webhookToken: '' });
		const { items } = await node('trackOrder', { credentials: own }).execute([orderItem()]);
		expect(items[0].json).toMatchObject({ delivered: true });
	});
});

describe('Send Event', () => {
	test('delivers what Map Order made', async () => {
		const { items: events } = await node('mapOrder').execute([orderItem({ products: [line()] })]);
		const { items } = await node('sendEvent').execute([events[0].json]);
		expect(items[0].json).toMatchObject({ event_id: '118', delivered: true });
		expect(sandbox.converge.events).toHaveLength(1);
	});

	test('sends nothing that Converge would not take, and says why', async () => {
		const event = {
			event_name: 'Placed Order',
			properties: {},
			aliases: [],
			timestamp: '2026-06-18',
		};
		await expect(node('sendEvent').execute([event])).rejects.toMatchObject({
			message: 'This is no event that Converge takes',
			description: expect.stringMatching(/event_id.*profile_properties.*aliases.*timestamp/),
		});
		expect(sandbox.requests.count()).toBe(0);
		expect(sandbox.converge.events).toEqual([]);
	});
});

describe('the credential test', () => {
	const run = async (given: object = {}) =>
		await node('trackOrder').testCredential('convergeApiTest', credentials(given).convergeApi);

	test('passes without creating data, and says how much that shows', async () => {
		const { status, message } = await run();
		expect({ status, message }).toEqual({
			status: 'OK',
			message: expect.stringContaining('did not refuse the token') as unknown,
		});
		expect(sandbox.converge.events).toEqual([]);
	});

	test.each([
		['a wrong token', { webhookToken: 'wrong' }, /does not accept the webhook token/],
		['no answer', { webhookUrl: 'http://127.0.0.1:1/' }, /did not answer/],
	])('tells %s', async (_name, given, message) => {
		expect(await run(given)).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(message) as unknown,
		});
	});
});
