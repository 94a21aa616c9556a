import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { hooksOf } from './support/hooks.cts';
import { startWorld, type World } from './support/world.cts';

const minutes = 60_000;
let world: World;

beforeAll(async () => {
	world = await startWorld({ sandbox: { retryScale: 0.01 } });
}, 20 * minutes);

afterAll(async () => await world?.stop(), minutes);

const store = () => world.sandbox.store;
const events = () => world.sandbox.converge.events.map(({ body }) => body);
const executions = async () => await world.api.executions(world.workflowId);

/** Until every notification has its response and its execution has finished. */
const settled = async () => await world.sandbox.deliveries.idle(30_000);

test('publishing the workflow creates both hooks', async () => {
	expect((await hooksOf(world)).map(({ scope }) => scope).sort()).toEqual([
		'store/order/created',
		'store/order/statusUpdated',
	]);
});

test(
	'an order with several lines, a coupon and tax arrives with every value correct',
	async () => {
		const placing = store().placeOrder({
			customer_id: 42,
			cart_id: '4f9d2c2e-6e6a-4c9f-8d0b-0b1a2c3d4e5f',
			channel_id: 1,
			order_source: 'www',
			external_source: null,
			payment_method: 'Credit Card',
			default_currency_code: 'USD',
			currency_code: 'EUR',
			is_tax_inclusive_pricing: false,
			date_created: 'Mon, 16 Nov 2026 09:30:00 +0000',
			subtotal_ex_tax: '110.0000',
			subtotal_inc_tax: '121.0000',
			subtotal_tax: '11.0000',
			shipping_cost_ex_tax: '9.5000',
			shipping_cost_inc_tax: '10.4500',
			shipping_cost_tax: '0.9500',
			coupon_discount: '11.0000',
			discount_amount: '2.5000',
			total_ex_tax: '106.0000',
			total_inc_tax: '117.9500',
			total_tax: '11.9500',
			items_total: 4,
			coupons: [{ code: 'AUTUMN10', discount: 11 }],
			billing_address: {
				first_name: 'Mira',
				last_name: 'Sample',
				city: 'Portland',
				state: 'Oregon',
				zip: '97201',
				country: 'United States',
				country_iso2: 'US',
				phone: '(503) 555-0199',
				email: 'mira@example.com',
			},
			lines: [
				{
					product_id: 0,
					variant_id: 0,
					name: 'Rain jacket',
					sku: 'RJ-L',
					brand: 'Northwind',
					quantity: 1,
					price_ex_tax: '50.0000',
					price_inc_tax: '55.0000',
					applied_discounts: [],
				},
				{
					product_id: 0,
					name: 'Wool socks',
					sku: 'WS',
					brand: '',
					quantity: 3,
					price_ex_tax: '20.0000',
					price_inc_tax: '22.0000',
				},
			],
		});
		const id = await placing;
		await placing.paid;
		await settled();

		const person = {
			$email: 'mira@example.com',
			$first_name: 'Mira',
			$last_name: 'Sample',
			$phone_number: '+15035550199',
			$city: 'Portland',
			$state: 'Oregon',
			$zip_code: '97201',
			$country_code: 'US',
		};
		expect(events()).toEqual([
			{
				event_name: 'Placed Order',
				event_id: String(id),
				timestamp: '2026-11-16T09:30:00.000Z',
				properties: {
					id: String(id),
					total_price: 117.95,
					total_tax: 11.95,
					total_shipping: 9.5,
					total_discount: 13.5,
					coupon: 'AUTUMN10',
					currency: 'USD',
					items: [
						{
							product_id: '0',
							sku: 'RJ-L',
							name: 'Rain jacket',
							price: 50,
							// Coupon 5.00 and discount 1.14, without the line's 10 % tax.
							discount: 5.5818,
							currency: 'USD',
							quantity: 1,
							vendor: 'Northwind',
						},
						{
							product_id: '0',
							sku: 'WS',
							name: 'Wool socks',
							price: 20,
							discount: 6.6909,
							currency: 'USD',
							quantity: 3,
						},
					],
					...person,
					$is_new_customer: true,
					$sales_channel_type: 'web',
					order_source: 'www',
					order_status: 'Awaiting Fulfillment',
					payment_method: 'Credit Card',
					payment_status: 'captured',
					storefront: 'Lighthouse Outfitters',
				},
				profile_properties: person,
				aliases: [
					'urn:bigcommerce:cart:4f9d2c2e-6e6a-4c9f-8d0b-0b1a2c3d4e5f',
					`urn:bigcommerce:customer:${store().hash}:42`,
					'urn:email:mira@example.com',
				],
			},
		]);
		expect(await executions()).toMatchObject([{ status: 'success' }]);
	},
	minutes,
);

describe('the workflow', () => {
	beforeEach(() => {
		world.sandbox.converge.events.length = 0;
		world.sandbox.deliveries.log.length = 0;
	});

	test(
		'sends one event for an order that is Incomplete and then paid',
		async () => {
			const placing = store().placeOrder({}, { payAfterMs: 300 });
			await placing.paid;
			await settled();
			expect(events().map(({ event_id }) => event_id)).toEqual([String(await placing)]);
		},
		minutes,
	);

	test(
		'sends one event when both notifications of an order arrive at the same moment',
		async () => {
			world.sandbox.deliveries.simultaneous = true;
			const placing = store().placeOrder({}, { payAfterMs: 10 });
			await placing.paid;
			await settled();
			world.sandbox.deliveries.simultaneous = false;
			expect(world.sandbox.deliveries.log.map(({ status }) => status)).toEqual([200, 200]);
			expect(events().map(({ event_id }) => event_id)).toEqual([String(await placing)]);
		},
		minutes,
	);

	test(
		'sends no event for an order that stays Incomplete',
		async () => {
			store().createOrder();
			await settled();
			expect(world.sandbox.deliveries.log.map(({ status }) => status)).toEqual([200]);
			expect(events()).toEqual([]);
		},
		minutes,
	);

	test(
		'sends one event after Converge was down, when BigCommerce retries',
		async () => {
			world.sandbox.converge.down = true;
			const { id } = store().createOrder({ status_id: 11 });
			while (world.sandbox.deliveries.log.length === 0)
				await world.sandbox.deliveries.idle(100).catch(() => {});
			expect(world.sandbox.deliveries.log[0].status).toBe(500);
			world.sandbox.converge.down = false;
			await settled();
			expect(events().map(({ event_id }) => event_id)).toEqual([String(id)]);
		},
		minutes,
	);
});

describe('the trigger rejects with 4xx, without starting anything,', () => {
	let url: string;
	let headers: Record<string, string>;
	let before: number;
	const body = (given: object = {}) => ({
		scope: 'store/order/created',
		store_id: store().storeId,
		producer: `stores/${store().hash}`,
		data: { type: 'order', id: 101 },
		...given,
	});
	const post = async (content: unknown, own: Record<string, string>) => {
		const json = { 'content-type': 'application/json', ...own };
		return (await axios.post(url, content, { headers: json, validateStatus: () => true })).status;
	};

	beforeAll(async () => {
		const [hook] = await hooksOf(world);
		headers = hook.headers;
		url = `http://127.0.0.1:${world.instance.port}${new URL(hook.destination).pathname}`;
		before = (await executions()).length;
		world.sandbox.requests.clear();
	});

	afterAll(async () => {
		expect((await executions()).length).toBe(before);
		expect(world.sandbox.requests.count({ path: /orders/ })).toBe(0);
	});

	test('a request with a wrong or missing secret', async () => {
		const [[name, value]] = Object.entries(headers);
		expect(await post(body(), {})).toBe(401);
		expect(await post(body(), { [name]: `${value}0` })).toBe(401);
		expect(
			await post(body(), { [name]: value.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }),
		).toBe(401);
	});

	test('a body that is not JSON', async () => {
		const status = await post('{"data":', headers);
		expect(status).toBeGreaterThanOrEqual(400);
		expect(status).toBeLessThan(500);
		expect(await post('id=101', { ...headers, 'content-type': 'text/plain' })).toBe(400);
	});

	test.each([['10x'], [0], [-101], [1.5], [1e21], [null], [{}]])(
		'an order id of %j',
		async (id) => {
			expect(await post(body({ data: { type: 'order', id } }), headers)).toBe(400);
		},
	);

	test('a request for another store', async () => {
		expect(await post(body({ producer: 'stores/other1' }), headers)).toBe(400);
	});
});

test(
	'unpublishing the workflow removes both hooks from the store',
	async () => {
		await world.api.deactivate(world.workflowId);
		// The trigger waits some seconds in case the workflow is published again.
		while ((await hooksOf(world)).length > 0) await sleep(250);
	},
	minutes,
);
