import { startTriggerWorld, type TriggerWorld } from '../../support/triggerWorld.cts';

let world: TriggerWorld;

beforeEach(async () => {
	world = await startTriggerWorld();
});

afterEach(async () => await world.stop());

describe('the other events', () => {
	test.each([
		['orderCreated', (id: number) => id, 0],
		['orderUpdated', (id: number) => world.sandbox.store.setStatus(id, 6), 6],
		['orderStatusUpdated', (id: number) => world.sandbox.store.setStatus(id, 5), 5],
		['orderRefunded', (id: number) => world.sandbox.store.refund(id), 4],
		['orderArchived', (id: number) => world.sandbox.store.archive(id), 0],
	])('%s emits the order as it is, with the notification', async (event, happen, status) => {
		await world.use({ event }).activate();
		const { id } = world.sandbox.store.createOrder();
		happen(id);
		await world.settled();
		expect(world.emitted()).toEqual([id]);
		expect(world.host.executions[0]).toMatchObject({
			status_id: status,
			products: expect.any(Array) as unknown[],
			webhook: { producer: `stores/${world.sandbox.store.hash}`, data: { type: 'order', id } },
		});
	});

	test('each change is emitted, its repetitions are not', async () => {
		await world.use({ event: 'orderStatusUpdated' }).activate();
		world.sandbox.deliveries.duplicate = 1;
		const { id } = world.sandbox.store.createOrder();
		for (const status of [7, 11, 2]) {
			world.sandbox.store.setStatus(id, status);
			await world.settled();
		}
		expect(world.host.executions.map((order) => order.status_id)).toEqual([7, 11, 2]);
	});

	test('a notification alone asks nothing of BigCommerce', async () => {
		await world.use({ event: 'orderUpdated', options: { notificationOnly: true } }).activate();
		world.sandbox.requests.clear();
		const { id } = world.sandbox.store.createOrder();
		world.sandbox.store.setStatus(id, 11);
		await world.settled();
		expect(world.host.executions).toEqual([
			expect.objectContaining({ scope: 'store/order/updated', data: { type: 'order', id } }),
		]);
		expect(world.sandbox.requests.count()).toBe(0);
	});
});

describe('filters', () => {
	const place = (given: object) => world.sandbox.store.createOrder({ status_id: 11, ...given }).id;

	test.each([
		['an id', [1001]],
		['an id as a text', ['1001']],
		['a name', ['lighthouse EUROPE ']],
		['a single one by an expression', '={{ "Lighthouse Europe" }}'],
	])('storefronts by %s', async (_name, storefronts) => {
		await world.use({ storefronts }).activate();
		place({ channel_id: 1 });
		const id = place({ channel_id: 1001 });
		await world.settled();
		expect(world.emitted()).toEqual([id]);
		expect(world.host.executions[0].channel).toEqual({
			id: 1001,
			name: 'Lighthouse Europe',
			type: 'storefront',
			platform: 'catalyst',
		});
	});

	test('a renamed storefront never ignores an order silently', async () => {
		await world.use({ storefronts: ['Lighthouse Europe'] }).activate();
		world.sandbox.store.channels.find(({ id }) => id === 1001)!.name = 'Lighthouse EU';
		// Another account sees the channels anew.
		const accessToken = world.sandbox.store.tokens.withoutProducts;
		const trigger = world.use({ storefronts: ['Lighthouse Europe'] }, { store: { accessToken } });
		await expect(trigger.activate()).rejects.toThrow(/Storefront .* not found/);
	});

	test('the start date, in the zone of the workflow', async () => {
		await world.use({ startDate: '2026-06-01T00:00:00' }).activate();
		place({ date_created: 'Sun, 31 May 2026 23:59:59 +0000' });
		const id = place({ date_created: 'Mon, 01 Jun 2026 12:00:00 +0000' });
		await world.settled();
		expect(world.emitted()).toEqual([id]);
	});

	test.each(['06/05/2026', '2026-06-31', '={{ 12 }}', 'soon'])(
		'the start date %s is refused when the workflow is published',
		async (startDate) => {
			for (const isTest of [false, true]) {
				await expect(world.use({ startDate }).activate(isTest)).rejects.toThrow(
					'"Start Date" is not a valid date. Choose a date, or enter one such as 2026-06-18T12:00:00.',
				);
			}
			expect(await world.hooks()).toEqual([]);
		},
	);

	test('the statuses in which an order counts as placed', async () => {
		await world.use({ options: { placedStatuses: [11, 10] } }).activate();
		const id = place({ status_id: 7 });
		await world.settled();
		expect(world.emitted()).toEqual([]);
		world.sandbox.store.setStatus(id, 11);
		await world.settled();
		expect(world.emitted()).toEqual([id]);
	});

	test.each([0, 1, 5, 6])('by default the status %i is not placed', async (status_id) => {
		await world.trigger.activate();
		place({ status_id });
		await world.settled();
		expect(world.emitted()).toEqual([]);
	});

	test('orders that were migrated are passed over', async () => {
		await world.trigger.activate();
		place({ external_source: 'M-MIG' });
		await world.settled();
		expect(world.emitted()).toEqual([]);
	});
});

test('the list of storefronts is the store’s channels by name', async () => {
	const options = await world.trigger.loadOptions('getStorefronts');
	expect(options[0]).toMatchObject({ name: 'Amazon', value: 1003 });
	expect(options.map(({ name }) => name)).toEqual([...options.map(({ name }) => name)].sort());
});

test('a token that may not read channels or products loses no order', async () => {
	for (const token of ['withoutChannels', 'withoutProducts'] as const) {
		const accessToken = world.sandbox.store.tokens[token];
		const trigger = world.use({ options: { productPages: true } }, { store: { accessToken } });
		await trigger.activate();
		const { id } = world.sandbox.store.createOrder({ status_id: 11, channel_id: 1 });
		await world.settled();
		expect(world.emitted()).toContain(id);
		await trigger.deactivate();
	}
	expect(world.host.executions[0].channel).toEqual({ id: 1 });
});

test('a storefront opened a moment ago is known by name', async () => {
	await world.trigger.activate();
	world.sandbox.store.createOrder({ status_id: 11, channel_id: 1 });
	await world.settled();
	world.sandbox.store.channels.push({
		...world.sandbox.store.channels[0],
		id: 2000,
		name: 'Brand new',
	});
	world.sandbox.store.createOrder({ status_id: 11, channel_id: 2000 });
	await world.settled();
	expect(world.host.executions[1].channel).toMatchObject({ id: 2000, name: 'Brand new' });
});

describe('new customers', () => {
	beforeEach(async () => await world.trigger.activate());

	const isNew = async (given: object) => {
		const { id } = world.sandbox.store.createOrder({ status_id: 11, ...given });
		await world.settled();
		const order = world.host.executions.find((item) => item.id === id)!;
		return order.is_new_customer;
	};
	const guest = (email: string) => ({ customer_id: 0, billing_address: { email } });

	test('a registered customer, by id', async () => {
		expect(await isNew({ customer_id: 501 })).toBe(true);
		expect(await isNew({ customer_id: 501 })).toBe(false);
		expect(await isNew({ customer_id: 502 })).toBe(true);
	});

	test('earlier orders that came to nothing do not count', async () => {
		for (const status_id of [0, 1, 5, 6]) {
			world.sandbox.store.createOrder({ status_id, customer_id: 503 });
		}
		expect(await isNew({ customer_id: 503 })).toBe(true);
	});

	test('of two orders, the one placed first is new, whichever was begun first (C3)', async () => {
		const { id } = world.sandbox.store.createOrder({ customer_id: 504 });
		expect(await isNew({ customer_id: 504 })).toBe(true);
		await world.sandbox.clock.advance(60_000);
		world.sandbox.store.setStatus(id, 11);
		await world.settled();
		const order = world.host.executions.find((item) => item.id === id)!;
		expect(order.is_new_customer).toBe(false);
	});

	test('a guest, by e-mail address', async () => {
		expect(await isNew(guest('Guest@example.com'))).toBe(true);
		expect(await isNew(guest('guest@example.com'))).toBe(false);
		expect(await isNew(guest('other@example.com'))).toBe(true);
	});

	test('a guest whom BigCommerce does not find is unknown', async () => {
		world.sandbox.store.emailFilterSeesGuests = false;
		expect(await isNew(guest('hidden@example.com'))).toBeUndefined();
		expect(await isNew(guest('hidden@example.com'))).toBeUndefined();
	});

	test('a guest without an address is unknown, and costs nothing', async () => {
		await isNew({ customer_id: 505, channel_id: 1 });
		world.sandbox.requests.clear();
		expect(await isNew({ ...guest(''), channel_id: 1 })).toBeUndefined();
		expect(world.sandbox.requests.count()).toBe(1);
	});

	test('what is unknown is said in the editor', async () => {
		world.sandbox.store.emailFilterSeesGuests = false;
		await isNew(guest('hidden@example.com'));
		await isNew({ customer_id: 506 });
		const [unknown, known] = world.host.executions;
		expect((await world.trigger.execute([unknown])).hints).toHaveLength(1);
		const { items, hints } = await world.trigger.execute([known]);
		expect(hints).toEqual([]);
		expect(items.map(({ json }) => json)).toEqual([known]);
	});
});

test('the data of an execution names its order, also with nothing but the notification', async () => {
	await world.use({}).activate();
	const { id, total_inc_tax: total } = world.sandbox.store.createOrder({ status_id: 11 });
	await world.settled();
	const ofOrder = await world.trigger.execute([world.host.executions[0]]);
	expect(ofOrder.customData).toEqual({ order_id: String(id), total, currency: 'USD' });

	await world.use({ event: 'orderUpdated', options: { notificationOnly: true } }).activate();
	const body = { scope: 'store/order/updated', data: { type: 'order', id } };
	const ofBody = await world.trigger.execute([body]);
	expect(ofBody.customData).toEqual({ order_id: String(id) });
	const ofChannel = await world.trigger.execute([{ ...body, data: { order_id: id } }]);
	expect(ofChannel.customData).toEqual({ order_id: String(id) });
});

test('product pages add the page and the image of each product, once for each', async () => {
	await world.use({ options: { productPages: true } }).activate();
	const { id } = world.sandbox.store.createOrder({
		status_id: 11,
		channel_id: 1001,
		lines: [{ product_id: 101 }, { product_id: 101 }, { product_id: 0, name: 'Custom' }],
	});
	await world.settled();
	const [item] = world.host.executions;
	expect(item).toMatchObject({ id, store_url: 'https://eu.lighthouse.example.com' });
	const products = item.products as Array<{ product_id: number; url?: string; image_url?: string }>;
	for (const line of products) {
		if (line.product_id === 0) {
			expect(line).not.toHaveProperty('url');
		} else {
			expect(line.url).toMatch(/^https:\/\/eu\.lighthouse\.example\.com\/\S+/);
			expect(line.image_url).toMatch(/^https:\/\//);
		}
	}
	expect(products).toHaveLength(3);
});
