import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { line, orderItem } from '../../support/orders.cts';
import { convergeWorld } from '../support/convergeWorld.cts';

const world = convergeWorld();
const { node, credentials } = world;

describe('Preview Event', () => {
	test('needs no credential and no network', async () => {
		const mapping = node('mapOrder', { credentials: {} });
		const { items } = await mapping.execute([orderItem(), orderItem({ id: 119 })]);
		expect(items.map(({ json, pairedItem }) => [json.event_id, pairedItem])).toEqual([
			['118', { item: 0 }],
			['119', { item: 1 }],
		]);
		expect(world.sandbox.requests.count()).toBe(0);
	});

	test('uses all its parameters', async () => {
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

	test('rejects a sales channel of an expression that Converge does not have', async () => {
		const parameters = { fallbackChannel: '={{ $json.channel.name }}' };
		await expect(node('mapOrder', { parameters }).execute([orderItem()])).rejects.toMatchObject({
			message: '"Main shop" is not a sales channel of Converge',
			description: expect.stringContaining('subscription_contract') as unknown,
		});
	});

	test('omits own properties that are empty for an order', async () => {
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

	test('names the item that is not a placed order', async () => {
		const run = node('mapOrder').execute([orderItem(), orderItem({ status_id: 0 })]);
		await expect(run).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: 'Order 118 is not placed: its status is Incomplete',
			description: expect.stringContaining('Filter them out'),
			context: expect.objectContaining({ itemIndex: 1 }),
		});
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'continues with the other items on %s',
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

	test('counts in one hint what was omitted', async () => {
		const invalid = { phone: '1', country: 'Atlantis', country_iso2: 'ZZ' };
		const billing_address = { ...orderItem().billing_address, ...invalid };
		const { hints } = await node('mapOrder').execute([
			orderItem({ billing_address }),
			orderItem({ billing_address }),
			orderItem(),
		]);
		expect(hints).toHaveLength(1);
		expect(hints[0].message).toContain(
			'Omitted what Converge would not accept: 2 phone numbers, 2 country codes.',
		);
		expect((await node('mapOrder').execute([orderItem()])).hints).toEqual([]);
	});

	test('counts in one hint how the sales channels came about', async () => {
		const external = { order_source: 'external' };
		const orders = [
			...Array.from({ length: 12 }, (_, index) => orderItem({ id: 200 + index })),
			orderItem({ ...external, channel: { id: 2, name: 'Till', type: 'pos', platform: 'square' } }),
			orderItem({ ...external, channel: { id: 2, name: 'Till', type: 'pos', platform: 'square' } }),
			orderItem({ ...external, external_source: '17550' }),
		];
		const { hints } = await node('mapOrder').execute(orders);
		expect(hints.map(({ message }) => message)).toEqual([
			'Sales channels: 12 web, 2 pos (channel), 1 web (fallback, external source 17550).',
		]);
	});

	test('names the missing scope when channels could not be read', async () => {
		const given = { order_source: 'external', channel_id: 9, channel: { id: 9 } };
		const { hints } = await node('mapOrder').execute([
			orderItem(given),
			orderItem({ ...given, id: 119, external_source: 'My Till' }),
			orderItem({ id: 120, channel: { id: 9 } }),
		]);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(
				/^Sales channels: 1 web \(fallback, order source external\), 1 web \(fallback, external source My Till\), 1 web\. The channel of 2 of them could not be read: .*Channel Settings/,
			),
		]);
	});

	test('omits own properties that would overwrite the event, and names them', async () => {
		const property = [
			{ name: 'total_price', value: '1' },
			{ name: 'items', value: 'abc' },
			{ name: 'note', value: 'x' },
		];
		const { items, hints } = await node('mapOrder', {
			parameters: { options: { properties: { property } } },
		}).execute([orderItem(), orderItem({ id: 119 })]);
		expect(items[0].json.properties).toMatchObject({
			total_price: 30,
			items: [{ price: 20 }],
			note: 'x',
		});
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining("reserved for the event's own: total_price, items.") as unknown,
		]);
	});

	test.each(['order-118', '=order-118', '={{ "order-118" }}', ' x '])(
		'rejects the fixed Event ID %p',
		async (eventId) => {
			const mapping = node('mapOrder', { parameters: { options: { eventId } } });
			await expect(mapping.execute([orderItem()])).rejects.toThrow(/is the same for all orders/);
		},
	);

	test('rejects an expression for the Event ID that gives two orders the same', async () => {
		const { items } = await node('mapOrder', {
			onError: 'continueRegularOutput',
			parameters: { options: { eventId: '={{ $json.store_hash }}' } },
		}).execute([orderItem(), orderItem({ id: 119 }), orderItem()]);
		expect(items.map(({ json }) => json.event_id)).toEqual(['abc123', undefined, 'abc123']);
		expect(items[1].json.error).toContain('Order 119 has the same event ID as order 118');
	});
});

describe('Send Order', () => {
	test('delivers the event of each order', async () => {
		const { items } = await node('trackOrder').execute([orderItem(), orderItem({ id: 119 })]);
		const sent = (id: string) => ({
			...{ order_id: id, event_id: id, delivered: true, status: 200 },
			...{ total_price: 30, currency: 'USD', sales_channel: 'web', store: 'abc123' },
			event: expect.any(Object) as unknown,
		});
		expect(items.map(({ json }) => json)).toEqual([sent('118'), sent('119')]);
		expect(Object.keys(items[0].json)).toEqual([
			...['order_id', 'event_id', 'delivered', 'status', 'total_price', 'currency'],
			...['sales_channel', 'store', 'event'],
		]);
		expect(world.sandbox.converge.byEventId.get('118')).toEqual([items[0].json.event]);
	});

	test('keeps the order of the items, however many are under way', async () => {
		const orders = Array.from({ length: 25 }, (_, index) => orderItem({ id: 200 + index }));
		const { items } = await node('trackOrder').execute(orders);
		expect(items.map(({ json }) => json.event_id)).toEqual(orders.map(({ id }) => String(id)));
		expect(world.sandbox.converge.distinct()).toBe(25);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'delivers the other items on %s, and says which failed',
		async (onError) => {
			const orders = [orderItem(), orderItem({ id: 119, status_id: 6 }), orderItem({ id: 120 })];
			const { items } = await node('trackOrder', {
				onError,
				parameters: { options: { batchSize: 2, batchInterval: 1 } },
			}).execute(orders);
			expect(items.map(({ json }) => json.delivered)).toEqual([
				true,
				// n8n adds the order's own members on the error output, and takes no others there.
				onError === 'continueErrorOutput' ? undefined : false,
				true,
			]);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
				{ item: 2 },
			]);
			expect(items[1].json.error).toContain('Declined');
			if (onError === 'continueRegularOutput') {
				expect(Object.keys(items[1].json)).toEqual([
					...['order_id', 'store', 'delivered', 'error', 'details'],
				]);
				expect(items[1].json).toMatchObject({ order_id: '119', store: 'abc123' });
			}
			expect([...world.sandbox.converge.byEventId.keys()].sort()).toEqual(['118', '120']);
		},
	);

	test.each([0, -3, 'many', null])(
		'a batch size of %p falls back to one that is possible',
		async (size) => {
			const parameters = { options: { batchSize: size as never } };
			const orders = [orderItem(), orderItem({ id: 119 })];
			const { items } = await node('trackOrder', { parameters }).execute(orders);
			expect(items).toHaveLength(2);
		},
	);

	test('counts in one hint what was omitted', async () => {
		const billing_address = { ...orderItem().billing_address, email: 'nobody' };
		const { hints } = await node('trackOrder').execute([
			orderItem({ billing_address }),
			orderItem({ id: 119, billing_address }),
		]);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('2 email addresses'),
		]);
	});

	test('retries when Converge is down for a moment', async () => {
		world.sandbox.converge.down = true;
		setTimeout(() => (world.sandbox.converge.down = false), 300);
		const { items } = await node('trackOrder').execute([orderItem()]);
		expect(items[0].json.delivered).toBe(true);
		expect(world.sandbox.converge.events).toHaveLength(1);
	});

	test('fails with what happened when Converge stays down', async () => {
		world.sandbox.converge.down = true;
		await expect(node('trackOrder').execute([orderItem()])).rejects.toMatchObject({
			name: 'NodeApiError',
			message: 'Order 118 was not delivered: Converge is temporarily unavailable (HTTP 503)',
			description: expect.stringContaining('Gave up after 4 attempts.'),
			httpCode: '503',
		});
	}, 10_000);

	test.each([
		[
			'a wrong token',
			{ webhookToken: 'wrong' },
			/^Order 118 was not delivered: Converge rejected the webhook token/,
			'401',
		],
		['a wrong address', { webhookUrl: 'unknown' }, /No Converge webhook at this address/, '404'],
	])('fails at once with %s', async (_name, given, message, httpCode) => {
		const own = credentials(given);
		if (own.convergeApi.webhookUrl === 'unknown')
			own.convergeApi.webhookUrl = `${world.sandbox.url}/nowhere`;
		const run = node('trackOrder', { credentials: own }).execute([orderItem()]);
		await expect(run).rejects.toMatchObject({ message: expect.stringMatching(message), httpCode });
		expect(world.sandbox.converge.events).toEqual([]);
	});

	test('sends no token to a postback URL', async () => {
		const webhookUrl = `${world.sandbox.url}/api/postback/source1`;
		const own = credentials({ webhookUrl, webhookToken: '' });
		const { items } = await node('trackOrder', { credentials: own }).execute([orderItem()]);
		expect(items[0].json).toMatchObject({ delivered: true });
	});
});

describe('events for orders', () => {
	const refund = (id: number) => ({ id, created: '2026-06-20T08:00:00Z', total_amount: 12 });
	const refundItem = (id: number) => orderItem({ status_id: 14, refund: refund(id) });

	test('Received Refund delivers an event for each refund', async () => {
		const { items } = await node('trackOrder', {
			parameters: { event: 'receivedRefund' },
		}).execute([refundItem(7), refundItem(8)]);
		expect(items.map(({ json }) => json)).toEqual([
			expect.objectContaining({ order_id: '118', event_id: 'refund-7', total_price: 12 }),
			expect.objectContaining({ order_id: '118', event_id: 'refund-8', delivered: true }),
		]);
		expect([...world.sandbox.converge.byEventId.keys()]).toEqual(['refund-7', 'refund-8']);
	});

	test('two refunds may not have one event ID', async () => {
		const parameters = {
			event: 'receivedRefund',
			options: { eventId: '={{ "7-8-" + $json.id }}' },
		};
		const sending = node('trackOrder', { onError: 'continueRegularOutput', parameters });
		const { items } = await sending.execute([refundItem(7), refundItem(8)]);
		expect(items[1].json.error).toContain(
			'Refund 8 of order 118 has the same event ID as refund 7',
		);
	});

	test('Placed Order rejects a refund, and Received Refund an order, each with advice', async () => {
		await expect(node('trackOrder').execute([refundItem(7)])).rejects.toMatchObject({
			message: 'Order 118: this item is a refund, not a purchase',
			description: expect.stringContaining('Received Refund') as unknown,
		});
		const refunds = node('trackOrder', { parameters: { event: 'receivedRefund' } });
		await expect(refunds.execute([orderItem()])).rejects.toMatchObject({
			message: 'Order 118: this item has no refund',
			description: expect.stringContaining('Placed Order') as unknown,
		});
		expect(world.sandbox.converge.events).toEqual([]);
	});

	test('rejects an event of an expression that there is not', async () => {
		const preview = node('mapOrder', { parameters: { event: '={{ "refunded" }}' } });
		await expect(preview.execute([orderItem()])).rejects.toThrow('is not an event for orders');
	});

	test('sends renewals under their own event where that is chosen', async () => {
		const renewal = { external_source: 'Recharge', cart_id: null, order_source: 'external' };
		const parameters = { options: { subscriptionRenewals: 'recurringOrder' } };
		const { items } = await node('mapOrder', { parameters }).execute([
			orderItem(renewal),
			orderItem({ id: 119 }),
		]);
		expect(items.map(({ json }) => json.event_name)).toEqual([
			'Placed Recurring Subscription Order',
			'Placed Order',
		]);
	});

	test('adds own aliases, profile properties and consent', async () => {
		const parameters = {
			options: {
				aliases: ['=urn:my_shop:{{ $json.customer_id }}', '=urn:my_token:{{ $json.token }}'],
				profileProperties: { property: [{ name: 'vip', value: '={{ $json.id === 118 }}' }] },
				consent: { analytics: 'granted', marketing: '={{ $json.id === 118 ? "denied" : "" }}' },
			},
		};
		const { items, hints } = await node('mapOrder', { parameters }).execute([
			orderItem(),
			orderItem({ id: 119, token: 'abc' }),
		]);
		expect(items[0].json).toMatchObject({
			aliases: expect.arrayContaining(['urn:my_shop:11']) as unknown,
			profile_properties: { vip: true, $consent: { analytics: 'granted', marketing: 'denied' } },
		});
		expect(items[0].json.aliases).toHaveLength(4);
		expect(items[1].json.aliases).toContain('urn:my_token:abc');
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('Omitted what Converge would not accept: 1 alias.') as unknown,
		]);
	});

	test('rejects an alias that is the same for all orders', async () => {
		const parameters = { options: { aliases: ['urn:my_shop:everybody'] } };
		await expect(node('mapOrder', { parameters }).execute([orderItem()])).rejects.toThrow(
			/is the same for all orders: Converge would take all customers for one/,
		);
	});
});

describe('the parameter Order', () => {
	const whole = JSON.stringify(orderItem({ id: 300 }));

	test.each([
		['JSON', whole],
		['an expression that gives an object', '={{ $json.order }}'],
		['an expression that gives JSON', '={{ JSON.stringify($json.order) }}'],
	])('takes an order as %s', async (_name, order) => {
		const { items } = await node('trackOrder', { parameters: { order } }).execute([
			{ order: orderItem({ id: 300 }) },
		]);
		expect(items[0].json).toMatchObject({ order_id: '300', delivered: true });
	});

	test('falls back to the incoming item when it is empty', async () => {
		const preview = node('mapOrder', { parameters: { order: '={{ $json.nothing }}' } });
		expect((await preview.execute([orderItem()])).items[0].json.event_id).toBe('118');
	});

	test('is named when it is not JSON, also when the node is to continue', async () => {
		const { items } = await node('trackOrder', {
			onError: 'continueRegularOutput',
			parameters: { order: '{"id": 300' },
		}).execute([{}]);
		expect(items[0].json).toEqual({
			delivered: false,
			error: 'The parameter Order is not valid JSON',
			details: expect.any(String) as unknown,
		});
	});
});

describe('Send Order to an address that is not Converge', () => {
	/** Answers every request in some way, on loopback. */
	async function server(answer: RequestListener): Promise<{ url: string; stop: () => void }> {
		const listening = createServer(answer);
		await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
		const stop = () => {
			listening.closeAllConnections();
			listening.close();
		};
		return { url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`, stop };
	}

	test('fails with a web page, also in the credential test', async () => {
		const page = await server((_request, response) => {
			response.setHeader('content-type', 'text/html').end('<!doctype html><p>Welcome</p>');
		});
		try {
			const own = credentials({ webhookUrl: page.url });
			const sending = node('trackOrder', { credentials: own });
			await expect(sending.execute([orderItem()])).rejects.toMatchObject({
				message: expect.stringMatching(/^Order 118 was not delivered: .*web page/) as unknown,
				httpCode: '200',
			});
			expect(await sending.testCredential('convergeApiTest', own.convergeApi)).toMatchObject({
				status: 'Error',
				message: expect.stringContaining('web page') as unknown,
			});
		} finally {
			page.stop();
		}
	});

	test.each([405, 410, 429, 301, 500])('fails the credential test with HTTP %p', async (status) => {
		const other = await server((_request, response) => response.writeHead(status).end());
		try {
			const data = credentials({ webhookUrl: other.url }).convergeApi;
			const result = await node('trackOrder').testCredential('convergeApiTest', data);
			expect(result.status).toBe('Error');
		} finally {
			other.stop();
		}
	});

	test('ends when the response drips in', async () => {
		const drips: NodeJS.Timeout[] = [];
		const dripping = await server((_request, response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			drips.push(setInterval(() => response.write(' '), 300));
		});
		try {
			const own = credentials({ webhookUrl: dripping.url });
			const start = Date.now();
			await expect(node('trackOrder', { credentials: own }).execute([orderItem()])).rejects.toThrow(
				/did not respond/,
			);
			expect(Date.now() - start).toBeLessThan(40_000);
		} finally {
			drips.forEach(clearInterval);
			dripping.stop();
		}
	});

	test("quotes a rejection without the customer's data", async () => {
		const rejecting = await server((request, response) => {
			let body = '';
			request.on('data', (chunk: Buffer) => (body += chunk.toString()));
			request.on('end', () => {
				const { profile_properties: person } = JSON.parse(body) as { profile_properties: object };
				const errors = [`Cannot use ${JSON.stringify(person)}: total_price must be a number`];
				response.writeHead(422, { 'content-type': 'application/json' });
				response.end(JSON.stringify({ errors }));
			});
		});
		try {
			const own = credentials({ webhookUrl: rejecting.url });
			const error = await node('trackOrder', { credentials: own })
				.execute([orderItem()])
				.then(
					() => undefined,
					(reason: Error & { description: string }) => reason,
				);
			const text = `${error?.message} ${error?.description} ${error?.stack}`;
			expect(text).toContain('total_price must be a number');
			for (const value of ['Ada', 'Example', 'ada@example.com', '15125550143', 'Austin', '78701']) {
				expect(text).not.toContain(value);
			}
		} finally {
			rejecting.stop();
		}
	});
});

test('an order without a currency among 150 does not stop the others', async () => {
	const orders = Array.from({ length: 150 }, (_, index) =>
		orderItem({ id: 500 + index, ...(index === 70 ? { default_currency_code: '' } : {}) }),
	);
	const { items } = await node('trackOrder', { onError: 'continueRegularOutput' }).execute(orders);
	expect(items.filter(({ json }) => json.delivered === true)).toHaveLength(149);
	expect(items[70].json).toMatchObject({
		order_id: '570',
		delivered: false,
		error: expect.stringContaining('Order 570') as unknown,
	});
	expect(world.sandbox.converge.distinct()).toBe(149);
});

describe('Send Custom Event', () => {
	test('delivers what Preview Event returned', async () => {
		const { items: events } = await node('mapOrder').execute([orderItem({ products: [line()] })]);
		const { items } = await node('sendEvent').execute([events[0].json]);
		expect(items[0].json).toMatchObject({ event_id: '118', delivered: true });
		expect(world.sandbox.converge.events.map(({ body }) => body)).toEqual([events[0].json]);
	});

	test('sends the documented members only, and names the others', async () => {
		const [event] = (await node('mapOrder').execute([orderItem()])).items;
		const { items, hints } = await node('sendEvent').execute([
			{ ...event.json, ip_address: '192.0.2.1', staff_notes: 'Rude' },
			{ ...event.json, event_id: '119', staff_notes: '' },
		]);
		expect(items.map(({ json }) => json.event)).toEqual([
			event.json,
			{ ...event.json, event_id: '119' },
		]);
		expect(world.sandbox.converge.byEventId.get('118')).toEqual([event.json]);
		expect(hints.map(({ message }) => message)).toEqual([
			"Omitted fields that Converge's webhook does not accept: ip_address, staff_notes.",
		]);
	});

	test('sends an event built from fields', async () => {
		const parameters = {
			eventFrom: 'fields',
			eventName: 'Started Subscription',
			eventId: '=sub-{{ $json.id }}',
			timestamp: '2026-06-18T12:05:04Z',
			properties: '={{ JSON.stringify({ total_price: $json.price, currency: "USD" }) }}',
			profileProperties: '{"$email": "ada@example.com"}',
			aliases: ['=urn:email:{{ $json.email }}', ''],
		};
		const { items, hints } = await node('sendEvent', { parameters }).execute([
			{ id: 1, price: 12.5, email: 'ada@example.com' },
		]);
		expect(items[0].json).toEqual({
			event_id: 'sub-1',
			delivered: true,
			status: 200,
			event: {
				event_name: 'Started Subscription',
				event_id: 'sub-1',
				timestamp: '2026-06-18T12:05:04Z',
				properties: { total_price: 12.5, currency: 'USD' },
				profile_properties: { $email: 'ada@example.com' },
				aliases: ['urn:email:ada@example.com'],
			},
		});
		expect(hints).toEqual([]);
	});

	test.each([
		['no alias', { aliases: [] }, /aliases must have 1 to 10 entries \(got 0\)/],
		['no ID', { eventId: '' }, /event_id must be a non-empty string/],
		['no name of its own', { eventName: '__custom__', customEventName: ' ' }, /event_name/],
		['properties that are not JSON', { properties: '{' }, /The parameter Properties is not valid/],
		['properties that are an array', { properties: '[]' }, /properties must be an object/],
		['a price that is a string', { properties: '{"total_price": "1"}' }, /total_price must be a n/],
		['a date without time zone', { timestamp: '2026-06-18' }, /timestamp must be/],
	])('sends nothing with %s in the fields', async (_name, given, message) => {
		const parameters = {
			...{ eventFrom: 'fields', eventName: 'Placed Order', eventId: '7', aliases: ['urn:x:1'] },
			...given,
		};
		await expect(node('sendEvent', { parameters }).execute([{}])).rejects.toThrow(message);
		expect(world.sandbox.converge.events).toEqual([]);
	});

	test('sends names that look like slips, and says so', async () => {
		const [event] = (await node('mapOrder').execute([orderItem()])).items;
		const { hints } = await node('sendEvent').execute([
			{
				...event.json,
				event_name: 'placed order',
				profile_properties: { $Email: 'x', $vip: true, note: 1 },
			},
		]);
		expect(hints.map(({ message }) => message)).toEqual([
			'Names not in Converge\'s specification: event "placed order" (Placed Order?), $Email ($email?), $vip.',
		]);
		expect(world.sandbox.converge.events).toHaveLength(1);
	});

	test('identifies an event that failed', async () => {
		const { items } = await node('sendEvent', { onError: 'continueRegularOutput' }).execute([
			{ event_id: 'x1', event_name: 'Refunded' },
		]);
		expect(items[0].json).toMatchObject({
			event_id: 'x1',
			delivered: false,
			error: expect.stringContaining('Invalid Converge event') as unknown,
		});
	});

	test('sends nothing that Converge would reject, and says why', async () => {
		const event = {
			event_name: 'Placed Order',
			properties: {},
			aliases: [],
			timestamp: '2026-06-18',
		};
		await expect(node('sendEvent').execute([event])).rejects.toMatchObject({
			message: expect.stringMatching(
				/^Invalid Converge event: event_id.*profile_properties.*aliases.*timestamp/,
			) as unknown,
		});
		expect(world.sandbox.requests.count()).toBe(0);
		expect(world.sandbox.converge.events).toEqual([]);
	});
});

describe('the credential test', () => {
	const run = async (given: object = {}) =>
		await node('trackOrder').testCredential('convergeApiTest', credentials(given).convergeApi);

	test('passes without creating data, and says how much that shows', async () => {
		const { status, message } = await run();
		expect({ status, message }).toEqual({
			status: 'OK',
			message: expect.stringContaining('did not reject the token') as unknown,
		});
		expect(world.sandbox.converge.events).toEqual([]);
	});

	test.each([
		['a wrong token', { webhookToken: 'wrong' }, /rejected the webhook token/],
		['no response', { webhookUrl: 'http://127.0.0.1:1/' }, /did not respond/],
	])('fails with %s', async (_name, given, message) => {
		expect(await run(given)).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(message) as unknown,
		});
	});
});
