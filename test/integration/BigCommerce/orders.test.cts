import type { INodeParameters } from 'n8n-workflow';
import {
	summarizeOrder,
	type ListedItem,
} from '../../../nodes/BigCommerce/resources/order/orderSummary';
import type { SandboxOrder } from '../../sandbox/index.cts';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { bigCommerceNode, idsOf, run } from '../support/bigCommerce.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ rateLimit: { quota: 100_000, windowMs: 30_000 } });
});

afterEach(async () => await sandbox.stop());

const DAY = 86_400_000;
const UNPLACED = [0, 1, 5, 6];
const isPlaced = ({ status_id }: SandboxOrder) => !UNPLACED.includes(status_id);
const idsIn = (orders: SandboxOrder[]) => orders.map(({ id }) => id);
const lists = () => sandbox.requests.log.filter(({ path }) => path.endsWith('/v2/orders'));
const pages = () => lists().filter(({ query }) => query.include);

const getAll = async (parameters: INodeParameters = {}) =>
	(
		await run(sandbox, 'order.getAll', { returnAll: true, sort: 'oldestFirst', ...parameters })
	).items.map(({ json }) => json);

describe('order: getAll', () => {
	test('returns all placed orders, whole, at 250 to a request', async () => {
		const orders = sandbox.store.generateOrders(600);
		const items = await getAll();
		expect(items.map(({ id }) => id)).toEqual(idsIn(orders.filter(isPlaced)));
		for (const item of items) {
			const order = sandbox.store.order(item.id as number)!;
			expect(item).toMatchObject({
				status_id: order.status_id,
				total_inc_tax: order.total_inc_tax,
				store_hash: sandbox.store.hash,
				channel: { id: order.channel_id },
			});
			expect(item.products).toHaveLength(order.lines.length);
		}
		expect(lists().map(({ query }) => [query.limit, query.sort, query.min_id])).toEqual([
			['250', 'id:asc', undefined],
			['250', 'id:asc', String(orders[249].id + 1)],
			['250', 'id:asc', String(orders[499].id + 1)],
			// Only an empty page is the end.
			['250', 'id:asc', String(orders[599].id + 1)],
		]);
		// A coupon on shipping is in no line.
		const shippingCoupons = orders.filter(
			(order) => isPlaced(order) && order.coupons.some(({ type }) => type === 3 || type === 4),
		);
		expect(sandbox.requests.count()).toBe(4 + 1 + shippingCoupons.length);
	});

	test('gives the same item as a single order', async () => {
		const { id } = sandbox.store.createOrder({ status_id: 11, coupons: [{ code: 'SAVE' }] });
		const [many] = await getAll({ options: { productPages: true } });
		const one = await run(sandbox, 'order.get', {
			orderId: String(id),
			options: { productPages: true },
		});
		expect(many).toEqual({ ...one.items[0].json, is_placed: true });
		expect(many).toMatchObject({ coupons: ['SAVE'], is_new_customer: true });
	});

	test('an AI agent gets a summary of each order, and the whole order by its ID', async () => {
		const orders = sandbox.store.generateOrders(30, { given: { status_id: 11 } });
		const runAsTool = async (parameters: INodeParameters) => {
			const tool = bigCommerceNode(sandbox, { resource: 'order', ...parameters });
			tool.node.type += 'Tool';
			return (await tool.execute([{}])).items.map(({ json }) => json);
		};
		const parameters = { returnAll: true, sort: 'oldestFirst' };
		const whole = await getAll();
		const summaries = await runAsTool({ operation: 'getAll', ...parameters });
		expect(summaries).toEqual(whole.map((item) => summarizeOrder(item as unknown as ListedItem)));
		expect(summaries.map(({ id }) => id)).toEqual(idsIn(orders));
		for (const item of whole) expect(item).not.toHaveProperty('is_summary');

		const orderId = String(orders[0].id);
		const [one] = await runAsTool({ operation: 'get', orderId });
		expect(one).toEqual((await run(sandbox, 'order.get', { orderId })).items[0].json);
	});

	test('a 204 response returns no orders and does not fail', async () => {
		await expect(getAll()).resolves.toEqual([]);
		expect(lists().map(({ status }) => status)).toEqual([204]);
	});

	test('a full last page is followed by the 204 that ends it', async () => {
		const orders = sandbox.store.generateOrders(250, { given: { status_id: 11 } });
		expect(await idsOf(sandbox, {})).toEqual(idsIn(orders));
		expect(lists().map(({ status }) => status)).toEqual([200, 204]);
	});

	test.each(['oldestFirst', 'newestFirst'])(
		'reads on past the short pages of a server that caps them, %s',
		async (sort) => {
			sandbox.store.maxPageSize = 100;
			const orders = sandbox.store.generateOrders(350, { given: { status_id: 11 } });
			const ids = (await getAll({ sort })).map(({ id }) => id as number);
			expect(ids.sort((a, b) => a - b)).toEqual(idsIn(orders));
			const pages = lists().filter(({ query }) => query.include);
			expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200, 204]);
		},
	);

	test('orders that come in meanwhile are neither lost nor doubled', async () => {
		const given = { status_id: 11 };
		const orders = sandbox.store.generateOrders(500, { given });
		const reading = idsOf(sandbox, {});
		while (lists().length < 2) await new Promise((resolve) => setImmediate(resolve));
		const late = sandbox.store.createOrder(given);
		sandbox.store.setStatus(orders[0].id, 2);
		expect(await reading).toEqual([...idsIn(orders), late.id]);
	});

	test.each([1, 7, 60, 251])('a limit of %i counts what is left after filtering', async (limit) => {
		const orders = sandbox.store.generateOrders(400);
		const wanted = orders.filter(isPlaced).slice(0, limit);
		const { items } = await run(sandbox, 'order.getAll', {
			...{ returnAll: false, limit, sort: 'oldestFirst' },
		});
		expect(items.map(({ json }) => json.id)).toEqual(idsIn(wanted));
	});

	test('the default limit is 50', async () => {
		sandbox.store.generateOrders(80, { given: { status_id: 11 } });
		const { items } = await run(sandbox, 'order.getAll');
		expect(items).toHaveLength(50);
		expect(pages()).toHaveLength(1);
	});

	test('lines that BigCommerce left out are completed', async () => {
		const short = sandbox.store.createOrder({ status_id: 11 });
		sandbox.store.createOrder({
			status_id: 11,
			lines: Array.from({ length: 60 }, () => ({ product_id: 104 })),
		});
		const items = await getAll();
		expect(items.map(({ products }) => (products as unknown[]).length)).toEqual([
			short.lines.length,
			60,
		]);
		expect(sandbox.requests.count({ path: /products$/ })).toBe(1);
	});

	test('a token that may not read channels is not tried for each order', async () => {
		sandbox.store.generateOrders(5, { given: { status_id: 11 } });
		const accessToken = sandbox.store.tokens.withoutChannels;
		const node = bigCommerceNode(
			sandbox,
			{ resource: 'order', operation: 'getAll' },
			{ accessToken },
		);
		const { items } = await node.execute([{}]);
		expect(items.map(({ json }) => Object.keys(json.channel as object))).toEqual(
			items.map(() => ['id']),
		);
		expect(items).toHaveLength(5);
		expect(sandbox.requests.count({ path: /channels/ })).toBe(1);
	});

	test('a coupon on shipping is read from the coupons of the order', async () => {
		const { id } = sandbox.store.createOrder({
			...{ status_id: 11, coupons: [{ code: 'FREESHIP', type: 4 }] },
		});
		const order = sandbox.store.order(id)!;
		order.lines.forEach((line) => (line.applied_discounts = []));
		order.coupon_discount = '0.0000';
		order.base_shipping_cost = '7.5000';
		order.shipping_cost_ex_tax = order.shipping_cost_inc_tax = '0.0000';
		const [item] = await getAll();
		expect(item.coupons).toEqual(['FREESHIP']);
	});

	test('product pages take a request for a storefront, not for an order', async () => {
		sandbox.store.generateOrders(40, { given: { status_id: 11, channel_id: 1 } });
		const items = await getAll({ options: { productPages: true, detectNewCustomer: false } });
		expect(items[0]).toMatchObject({
			store_url: expect.stringContaining('https://'),
			products: expect.arrayContaining([
				expect.objectContaining({ image_url: expect.any(String) as unknown }),
			]),
		});
		expect(sandbox.requests.count({ path: /catalog/ })).toBe(1);
	});

	test('the newest orders come first by default, and a limit counts from there', async () => {
		const orders = sandbox.store.generateOrders(120);
		const newest = [...orders].reverse().filter(isPlaced);
		const { items } = await run(sandbox, 'order.getAll', { limit: 7 });
		expect(items.map(({ json }) => json.id)).toEqual(idsIn(newest.slice(0, 7)));
		expect(pages().map(({ query }) => query.sort)).toEqual(['id:desc']);
		const all = await run(sandbox, 'order.getAll', { returnAll: true });
		expect(all.items.map(({ json }) => json.id)).toEqual(idsIn(newest));
	});

	test.each([0, '', 'x', 2.5])('a limit of %p is refused', async (limit) => {
		await expect(run(sandbox, 'order.getAll', { limit })).rejects.toMatchObject({
			message: '"Limit" must be 1 or more',
		});
	});

	describe('orders that are not purchases', () => {
		const make = () => {
			const of = (given: object) => sandbox.store.createOrder({ status_id: 11, ...given }).id;
			return {
				placed: of({}),
				incomplete: of({ status_id: 0 }),
				test: of({ payment_method: ' test payment GATEWAY ' }),
				migrated: of({ external_source: 'M-MIG' }),
			};
		};
		const read = async (parameters: INodeParameters = {}) => {
			const { items, hints } = await run(sandbox, 'order.getAll', {
				...{ returnAll: true, sort: 'oldestFirst' },
				...parameters,
			});
			const found = items.map(({ json }) => [json.id, json.excluded, json.is_placed]);
			return { found, hints: hints.map(({ message }) => message) };
		};

		test('are left out, and counted in a hint', async () => {
			const { placed } = make();
			expect(await read()).toEqual({
				found: [[placed, undefined, true]],
				hints: [
					'Excluded: 1 × not placed (Incomplete), 1 × test order, 1 × migrated from another platform. To see these orders, add the option Explain Exclusions.',
				],
			});
		});

		test('are returned with the reason when that is asked for', async () => {
			const { placed, incomplete, test: testOrder, migrated } = make();
			const filters = { statuses: [0, 11], placedOnly: true };
			const options = { explainExclusions: true };
			expect(await read({ options, filters })).toEqual({
				found: [
					[placed, undefined, true],
					[incomplete, 'not placed (Incomplete)', undefined],
					[testOrder, 'test order', undefined],
					[migrated, 'migrated from another platform', undefined],
				],
				hints: [],
			});
			const shipped = await read({ options, filters: { statuses: [2] } });
			expect(shipped.found[0]).toEqual([placed, 'another status', undefined]);
			const elsewhere = await read({ options, filters: { storefronts: ['999'] } });
			expect(elsewhere.found[0]).toEqual([placed, 'another storefront', undefined]);
		});

		test('do not count towards the limit', async () => {
			const { placed, incomplete } = make();
			const { id } = sandbox.store.createOrder({ status_id: 11 });
			const options = { explainExclusions: true };
			const { found } = await read({ returnAll: false, limit: 2, options });
			expect(found.map(([one]) => one)).toEqual(expect.arrayContaining([placed, incomplete, id]));
		});

		test('test orders are included on request', async () => {
			const { placed, test: testOrder } = make();
			const { found } = await read({ options: { includeTestOrders: true } });
			expect(found).toEqual([
				[placed, undefined, true],
				[testOrder, undefined, true],
			]);
		});

		test('a status that the user chose counts as placed', async () => {
			const { id } = sandbox.store.createOrder({ status_id: 1 });
			expect((await read({ filters: { statuses: [1] } })).found).toEqual([[id, undefined, true]]);
			expect((await read({ filters: { placedOnly: false } })).found).toEqual([
				[id, undefined, undefined],
			]);
		});
	});

	test('each input item is a read of its own, paired with its orders', async () => {
		const [first, second] = sandbox.store.generateOrders(2, { given: { status_id: 11 } });
		const node = bigCommerceNode(sandbox, {
			resource: 'order',
			operation: 'getAll',
			sort: 'oldestFirst',
			filters: { minId: '={{ $json.from }}' },
		});
		const { items } = await node.execute([{ from: first.id }, { from: second.id }]);
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[first.id, { item: 0 }],
			[second.id, { item: 0 }],
			[second.id, { item: 1 }],
		]);
	});
});

describe('filters', () => {
	let orders: SandboxOrder[];
	beforeEach(() => {
		orders = sandbox.store.generateOrders(120);
	});

	test('by id', async () => {
		const filters = { minId: orders[10].id, maxId: String(orders[19].id) };
		const wanted = orders.slice(10, 20).filter(isPlaced);
		expect(await idsOf(sandbox, filters)).toEqual(idsIn(wanted));
	});

	test('by customer and by email', async () => {
		const { customer_id: customerId, billing_address } = orders.find((one) => one.customer_id > 0)!;
		const theirs = orders.filter((one) => one.customer_id === customerId).filter(isPlaced);
		expect(await idsOf(sandbox, { customerId })).toEqual(idsIn(theirs));
		const same = orders.filter((one) => one.billing_address.email === billing_address.email);
		expect(await idsOf(sandbox, { email: ` ${billing_address.email} ` })).toEqual(
			idsIn(same.filter(isPlaced)),
		);
	});

	test('placed orders only, unless told otherwise', async () => {
		expect(await idsOf(sandbox, { placedOnly: true })).toEqual(idsIn(orders.filter(isPlaced)));
		expect(await idsOf(sandbox, { placedOnly: false })).toEqual(idsIn(orders));
	});

	test.each([[[5]], [[0, 5, 11]]])('the statuses %j', async (statuses) => {
		const wanted = orders.filter(({ status_id }) => statuses.includes(status_id));
		expect(wanted.length).toBeGreaterThan(0);
		expect(await idsOf(sandbox, { statuses })).toEqual(idsIn(wanted));
		expect(await idsOf(sandbox, { statuses, placedOnly: true })).toEqual(
			idsIn(wanted.filter(isPlaced)),
		);
	});

	test('storefronts by id and by name, one or several', async () => {
		const [first, second] = sandbox.store.channels;
		const of = (ids: number[]) =>
			idsIn(orders.filter(isPlaced).filter(({ channel_id }) => ids.includes(channel_id)));
		expect(await idsOf(sandbox, { storefronts: [second.id] })).toEqual(of([second.id]));
		const both = { storefronts: [first.id, second.name.toUpperCase()] };
		expect(await idsOf(sandbox, both)).toEqual(of([first.id, second.id]));
		expect(of([first.id, second.id])).not.toEqual(of([first.id]));
	});

	test('dates of creation and of change', async () => {
		const at = (index: number) => Date.parse(orders[index].date_created);
		const filters = {
			createdAfter: new Date(at(30)).toISOString(),
			createdBefore: new Date(at(59)).toISOString(),
		};
		expect(await idsOf(sandbox, filters)).toEqual(idsIn(orders.slice(30, 60).filter(isPlaced)));

		const changed = sandbox.store.setStatus(orders[3].id, 2);
		const modifiedAfter = new Date(Date.now() - 10_000).toISOString();
		expect(await idsOf(sandbox, { modifiedAfter })).toEqual([changed.id]);
	});

	test("a date without a zone is in the workflow's", async () => {
		const node = bigCommerceNode(sandbox, {
			resource: 'order',
			operation: 'getAll',
			filters: { createdAfter: '2026-06-18T12:00:00', modifiedAfter: '2026-06-18T12:00:00Z' },
		});
		node.workflow.settings = { timezone: 'America/New_York' };
		await node.execute([{}]);
		expect(pages()[0].query).toMatchObject({
			min_date_created: '2026-06-18T16:00:00.000Z',
			min_date_modified: '2026-06-18T12:00:00.000Z',
		});
	});

	test.each<[INodeParameters, RegExp]>([
		[
			{ createdAfter: '2026-06-19', createdBefore: '2026-06-18' },
			/"Created After" is later than "Created Before"/,
		],
		[{ createdAfter: '06/05/2026' }, /"Created After" is not a valid date/],
		[{ createdBefore: '2026-06-31' }, /"Created Before" is not a valid date/],
		[{ modifiedAfter: '12' }, /"Modified After" is not a valid date/],
		[{ minId: 2, maxId: 1 }, /"Min ID" is later than "Max ID"/],
		[{ createdAfter: 'soon' }, /"Created After" is not a valid date/],
		[{ minId: 'x' }, /"Min ID" must be a whole number/],
		[{ customerId: 1.5 }, /"Customer ID" must be a whole number/],
		[{ statuses: ['Shipped'] }, /invalid status ID/],
		[{ customerId: 0 }, /"Customer ID" is 0/],
		[{ customerId: '0' }, /"Customer ID" is 0/],
		[{ customerId: '' }, /"Customer ID" is empty/],
		[{ customerId: ' ' }, /"Customer ID" is empty/],
		[{ email: '' }, /"Email" is empty/],
		[{ maxId: 0 }, /"Max ID" must be 1 or more/],
		[{ maxId: '0' }, /"Max ID" must be 1 or more/],
		[{ minId: '0', maxId: '0' }, /"Max ID" must be 1 or more/],
		...['undefined', 'null', '""', '" "', '[]'].flatMap(
			(blank): Array<[INodeParameters, RegExp]> => [
				[{ minId: `={{ ${blank} }}` }, /"Min ID" is empty/],
				[{ maxId: `={{ ${blank} }}` }, /"Max ID" is empty/],
				[{ customerId: `={{ ${blank} }}` }, /"Customer ID" is empty/],
			],
		),
		...['undefined', 'null', '" "', '[" "]', '[null]'].flatMap(
			(blank): Array<[INodeParameters, RegExp]> => [
				[{ storefronts: `={{ ${blank} }}` }, /"Storefronts" is empty/],
				[{ statuses: `={{ ${blank} }}` }, /"Statuses" is empty/],
			],
		),
		...['true', '"0x10"', '"1e3"', '"1.0"', '"+1"', '-1', '1.5', '[5]', '{}'].flatMap(
			(odd): Array<[INodeParameters, RegExp]> => [
				[{ customerId: `={{ ${odd} }}` }, /"Customer ID" must be a whole number/],
				[{ minId: `={{ ${odd} }}` }, /"Min ID" must be a whole number/],
				[{ maxId: `={{ ${odd} }}` }, /"Max ID" must be a whole number/],
			],
		),
	])('%j is rejected before any request', async (filters, message) => {
		await expect(idsOf(sandbox, filters)).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringMatching(message),
			description: expect.any(String),
		});
		expect(sandbox.requests.count()).toBe(0);
	});

	test.each<[string, INodeParameters]>([
		['no statuses and no storefronts', { statuses: [], storefronts: [] }],
		['blank ones by the editor', { statuses: '', storefronts: '' }],
		['blank dates', { createdAfter: '={{ "" }}', createdBefore: ' ', modifiedAfter: '' }],
		['Min ID 0', { minId: '={{ 0 }}' }],
		['IDs as text', { minId: ` ${0} `, maxId: '={{ "9999999" }}' }],
	])('%s leave nothing out', async (_name, filters) => {
		expect(await idsOf(sandbox, filters)).toEqual(idsIn(orders.filter(isPlaced)));
	});

	test('one instant in both dates is no contradiction', async () => {
		const at = new Date(orders[0].date_created).toISOString();
		const filters = { createdAfter: at, createdBefore: at, placedOnly: false };
		expect(await idsOf(sandbox, filters)).toEqual([orders[0].id]);
	});

	test('an unknown storefront is an error that names the existing ones', async () => {
		await expect(idsOf(sandbox, { storefronts: ['Nowhere'] })).rejects.toMatchObject({
			message: expect.stringContaining('Storefront "Nowhere" not found'),
		});
	});
});

describe('order: get', () => {
	const get = async (orderId: string) => await run(sandbox, 'order.get', { orderId });

	test('reads the order whole', async () => {
		const order = sandbox.store.createOrder({ status_id: 11 });
		const { items } = await get(` ${order.id} `);
		expect(items).toMatchObject([{ json: { id: order.id, is_new_customer: true } }]);
		expect(items[0].json.products).toHaveLength(order.lines.length);
	});

	test.each([
		['99999999', /Order 99999999 not found/],
		['', /Invalid Order ID/],
		['1/products', /Invalid Order ID/],
		['0x65', /Invalid Order ID "0x65"/],
		['1e2', /Invalid Order ID "1e2"/],
		['0', /Invalid Order ID "0"/],
	])('%j is rejected with what to do', async (orderId, message) => {
		await expect(get(orderId)).rejects.toMatchObject({
			message: expect.stringMatching(message),
			description: expect.any(String),
			context: { itemIndex: 0 },
		});
	});

	test('Continue on Fail processes the other items', async () => {
		const { id } = sandbox.store.createOrder({ status_id: 11 });
		const node = bigCommerceNode(
			sandbox,
			{ resource: 'order', operation: 'get', orderId: '={{ $json.id }}' },
			{ onError: 'continueRegularOutput' },
		);
		const { items } = await node.execute([{ id: 99999999 }, { id }]);
		expect(items).toMatchObject([
			{ json: { error: 'Order 99999999 not found' }, pairedItem: { item: 0 } },
			{ json: { id }, pairedItem: { item: 1 } },
		]);
	});
});

describe('is_new_customer', () => {
	const looks = () => lists().filter(({ query }) => !query.include);
	const newness = (items: Array<{ id?: unknown; is_new_customer?: unknown }>) =>
		Object.fromEntries<unknown>(
			items.map(({ id, is_new_customer }) => [String(id), is_new_customer]),
		);

	/** By hand, from the whole store: placed orders with a lower id, of the same person. */
	function truth(ids: number[], all: SandboxOrder[]) {
		const emailOf = (order: SandboxOrder) => order.billing_address.email?.toLowerCase();
		const isSame = (one: SandboxOrder, other: SandboxOrder) =>
			(one.customer_id > 0 && one.customer_id === other.customer_id) ||
			(emailOf(one) && emailOf(one) === emailOf(other));
		return Object.fromEntries(
			ids.map((id): [number, boolean | undefined] => {
				const order = all.find((one) => one.id === id)!;
				const earlier = all.filter((one) => one.id < id && isPlaced(one));
				const isKnown = order.customer_id > 0 || emailOf(order);
				return [id, isKnown ? !earlier.some((one) => isSame(one, order)) : undefined];
			}),
		);
	}

	test('takes no request when the read begins with the history', async () => {
		const orders = sandbox.store.generateOrders(400);
		const items = await getAll();
		expect(newness(items)).toEqual(truth(idsIn(orders.filter(isPlaced)), orders));
		expect(looks()).toEqual([]);
	});

	test('takes one request when the bounds leave nothing out', async () => {
		const orders = sandbox.store.generateOrders(100);
		const createdAfter = new Date(Date.now() - 60 * DAY).toISOString();
		const items = await getAll({ filters: { createdAfter } });
		expect(newness(items)).toEqual(truth(idsIn(orders.filter(isPlaced)), orders));
		expect(looks().map(({ query }) => query)).toEqual([{ sort: 'date_created:asc', limit: '1' }]);
	});

	describe.each<[string, (order: SandboxOrder) => INodeParameters]>([
		['minId', ({ id }) => ({ minId: id })],
		['createdAfter', (order) => ({ createdAfter: new Date(order.date_created).toISOString() })],
		[
			'both',
			({ id, date_created: created }) => ({
				minId: id - 300,
				createdAfter: new Date(created).toISOString(),
			}),
		],
	])('when %s leaves earlier orders out', (_name, by) => {
		/** Requests for one customer, and for what was left out. */
		const kinds = () => {
			const all = looks().filter(({ query }) => query.limit !== '1' && !query.min_date_modified);
			const single = all.filter(({ query }) => query.customer_id || query.email);
			return { single: single.length, before: all.length - single.length };
		};

		test('reads those at once where they are few', async () => {
			const orders = sandbox.store.generateOrders(600);
			const items = await getAll({ filters: by(orders[310]) });
			expect(newness(items)).toEqual(truth(idsIn(orders.slice(310).filter(isPlaced)), orders));
			expect(kinds().single).toBeLessThanOrEqual(1);
			expect(kinds().before).toBeLessThanOrEqual(4);
		});

		test('asks for a few customers before it reads those, once for all windows', async () => {
			const orders = sandbox.store.generateOrders(1500);
			const filters = by(orders[990]);
			const found: object[] = [];
			let minId = filters.minId;
			// The first window has fewer customers than there are pages to read.
			for (const limit of [2, ...Array<number>(20).fill(100)]) {
				const { items } = await run(sandbox, 'order.getAll', {
					...{ limit, sort: 'oldestFirst' },
					filters: { ...filters, ...(minId ? { minId } : {}) },
				});
				found.push(...items.map(({ json }) => json));
				if (items.length < limit) break;
				minId = (items.at(-1)!.json.id as number) + 1;
			}
			expect(newness(found)).toEqual(truth(idsIn(orders.slice(990).filter(isPlaced)), orders));
			// 990 orders are four pages. By both, what lies before the date is looked for as well.
			expect(kinds().single).toBeGreaterThan(0);
			expect(kinds().single).toBeLessThanOrEqual(4);
			expect(kinds().before).toBeGreaterThanOrEqual(4);
			expect(kinds().before).toBeLessThanOrEqual(7);
		});
	});

	test('asks for each customer where those are too many to be read for a few', async () => {
		const orders = sandbox.store.generateOrders(2000);
		const read = orders.slice(1995).filter(isPlaced);
		const items = await getAll({ filters: { minId: orders[1995].id } });
		expect(newness(items)).toEqual(truth(idsIn(read), orders));
		expect(looks().filter(({ query }) => query.max_id && !query.min_id).length).toBe(
			looks().length - 1,
		);
	});

	test.each<[string, INodeParameters]>([
		['one status', { statuses: [11] }],
		['one storefront', { storefronts: [1] }],
		['modifiedAfter', { modifiedAfter: new Date(Date.now() - 5 * DAY).toISOString() }],
	])('is right where %s hides earlier orders', async (_name, filters) => {
		const orders = sandbox.store.generateOrders(200);
		const items = await getAll({ filters });
		expect(items.length).toBeGreaterThan(5);
		expect(newness(items)).toEqual(
			truth(
				items.map(({ id }) => id as number),
				orders,
			),
		);
	});

	test('reads all orders, once for all windows, where a filter hides many earlier ones', async () => {
		const orders = sandbox.store.generateOrders(1500);
		const filters = { modifiedAfter: new Date(Date.now() - 15 * DAY).toISOString() };
		const found: object[] = [];
		for (let minId = 1; ;) {
			const { items } = await run(sandbox, 'order.getAll', {
				...{ limit: 100, sort: 'oldestFirst' },
				filters: { ...filters, minId },
			});
			found.push(...items.map(({ json }) => json));
			if (items.length < 100) break;
			minId = (items.at(-1)!.json.id as number) + 1;
		}
		const ids = (found as Array<{ id: number }>).map(({ id }) => id);
		expect(ids.length).toBeGreaterThan(300);
		expect(newness(found)).toEqual(truth(ids, orders));
		// Six pages, as many requests for single customers before that, and what each window adds.
		const windows = Math.ceil(ids.length / 100);
		expect(looks().length).toBeLessThanOrEqual(6 + 7 + 2 * windows);
	});

	test('is right for the newest orders', async () => {
		const orders = sandbox.store.generateOrders(300);
		const { items } = await run(sandbox, 'order.getAll', { limit: 40 });
		const ids = items.map(({ json }) => json.id as number);
		expect(newness(items.map(({ json }) => json))).toEqual(truth(ids, orders));
	});

	test.each([
		['cancelled', 11, 5, true],
		['placed', 0, 11, false],
	])('is not what it was before an earlier order was %s', async (_name, before, after, isNew) => {
		const given = { customer_id: 0, billing_address: { email: 'guest@example.com' } };
		const [first, second] = sandbox.store.generateOrders(2, { given });
		sandbox.store.setStatus(first.id, before);
		sandbox.store.setStatus(second.id, 11);
		await getAll({ filters: { maxId: first.id, placedOnly: false } });
		sandbox.store.setStatus(first.id, after);
		const [item] = await getAll({ filters: { minId: second.id } });
		expect(item).toMatchObject({ id: second.id, is_new_customer: isNew });
	});

	test('a guest who made an account is not new again, live and in bulk', async () => {
		const billing_address = { email: 'Guest@example.com' };
		const guest = sandbox.store.createOrder({ status_id: 11, customer_id: 0, billing_address });
		const account = sandbox.store.createOrder({
			...{ status_id: 11, customer_id: 7 },
			billing_address: { email: 'guest@example.com' },
		});
		expect(newness(await getAll())).toEqual({ [guest.id]: true, [account.id]: false });
		const { items } = await run(sandbox, 'order.get', { orderId: String(account.id) });
		expect(items[0].json.is_new_customer).toBe(false);
	});

	test('takes two requests for a placed order, three for the first of an account', async () => {
		const of = (given: object) => sandbox.store.createOrder({ status_id: 11, ...given }).id;
		const ids = [
			of({ customer_id: 0, billing_address: { email: 'a@example.com' } }),
			of({ customer_id: 7, billing_address: { email: 'b@example.com' } }),
			of({ customer_id: 7, billing_address: { email: 'b@example.com' } }),
		];
		await run(sandbox, 'channel.getAll');
		await run(sandbox, 'order.get', { orderId: String(ids[0]) });
		const counts = [];
		for (const id of ids) {
			sandbox.requests.clear();
			await run(sandbox, 'order.get', { orderId: String(id) });
			counts.push(sandbox.requests.count());
		}
		expect(counts).toEqual([2, 3, 2]);
	});

	test('is right where a filter applied here hides orders, without a request', async () => {
		const orders = sandbox.store.generateOrders(200);
		const items = await getAll({ filters: { statuses: [11, 2] } });
		expect(newness(items)).toEqual(
			truth(
				items.map(({ id }) => id as number),
				orders,
			),
		);
		expect(looks()).toEqual([]);
	});

	test('needs one request a window at most, for what has changed, in windows that follow one another', async () => {
		const orders = sandbox.store.generateOrders(300);
		const filters = { createdAfter: new Date(Date.now() - 60 * DAY).toISOString() };
		let minId = 1;
		const found: object[] = [];
		for (;;) {
			const { items } = await run(sandbox, 'order.getAll', {
				...{ limit: 60, sort: 'oldestFirst' },
				filters: { ...filters, minId },
			});
			found.push(...items.map(({ json }) => json));
			if (items.length < 60) break;
			minId = (items.at(-1)!.json.id as number) + 1;
		}
		expect(newness(found)).toEqual(truth(idsIn(orders.filter(isPlaced)), orders));
		const [oldest, ...changes] = looks().map(({ query }) => query);
		expect(oldest).toMatchObject({ sort: 'date_created:asc' });
		expect(changes.every((query) => query.min_date_modified)).toBe(true);
		expect(changes.length).toBeLessThan(pages().length);
	});

	test('is left out where it cannot be known', async () => {
		sandbox.store.emailFilterSeesGuests = false;
		// So many that reading them all would take more than a request for each customer.
		sandbox.store.generateOrders(600);
		const billing_address = { email: 'guest@example.com' };
		const given = { status_id: 11, customer_id: 0, billing_address };
		const [, second, third] = sandbox.store.generateOrders(3, { given });
		const modifiedAfter = new Date(second.date_modified).toISOString();
		const items = await getAll({ filters: { modifiedAfter, minId: second.id } });
		expect(newness(items)).toEqual({ [second.id]: undefined, [third.id]: false });
		expect(items[0]).not.toHaveProperty('is_new_customer');
	});

	test('is left out, without a request, when it is not asked for', async () => {
		sandbox.store.generateOrders(20);
		const items = await getAll({ options: { detectNewCustomer: false }, filters: { minId: 110 } });
		expect(items.some((item) => 'is_new_customer' in item)).toBe(false);
		expect(looks()).toEqual([]);
	});
});
