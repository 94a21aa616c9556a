import type { Browser, BrowserContext, Page } from 'playwright-core';
import { toPlacedOrder } from '../../nodes/Converge/placedOrder/toPlacedOrder';
import { run } from '../integration/support/bigCommerce.cts';
import {
	startSandbox,
	type OrderPartial,
	type Sandbox,
	type SandboxOrder,
} from '../sandbox/index.cts';
import { openBrowser } from './support/browser.cts';

/** A call of the pixel, as the sandbox's stand-in for it records it. */
interface Copy {
	method: string;
	eventName: string;
	eventID: string;
	properties: Properties;
	profileProperties: Record<string, unknown>;
	aliases: string[];
}

type Item = Record<string, unknown>;
type Properties = Record<string, unknown> & { items: Item[] };

jest.setTimeout(120_000);

const ORDERS = 20;
const HALF_AN_HOUR_MS = 1_800_000;

let sandbox: Sandbox;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let errors: Error[];

beforeAll(async () => {
	sandbox = await startSandbox({ rateLimit: { quota: 100_000, windowMs: 30_000 } });
	({ browser } = await openBrowser());
});

afterAll(async () => {
	await browser?.close();
	await sandbox?.stop();
});

beforeEach(async () => {
	context = await browser.newContext();
	page = await context.newPage();
	errors = [];
	page.on('pageerror', (error) => errors.push(error));
});

afterEach(async () => {
	await context.close();
	expect(errors).toEqual([]);
});

const addressOf = (id: number) => `${sandbox.url}/checkout/order-confirmation/${id}`;

/** Opens the order's confirmation page and waits for the script to end its work. */
async function open(id: number): Promise<Copy[]> {
	await page.goto(addressOf(id), { waitUntil: 'networkidle' });
	return await copies();
}

async function copies(): Promise<Copy[]> {
	return await page.evaluate(() => {
		const { cvg } = globalThis as unknown as { cvg?: { queue: Array<[Copy]> } };
		return (cvg?.queue ?? []).map(([copy]) => copy);
	});
}

/** What the nodes make of the same order: read from BigCommerce, and mapped. */
async function serverEvent(id: number, amounts: 'excludingTax' | 'includingTax') {
	const { items } = await run(sandbox, 'order.get', {
		orderId: String(id),
		options: { productPages: true },
	});
	return toPlacedOrder(items[0].json, { amounts }).event;
}

const placeOrder = (given: OrderPartial = {}) =>
	sandbox.store.createOrder({ status_id: 11, order_source: 'www', channel_id: 1, ...given });

/** What the Storefront API does not have, or has in another form: see docs/browser-copy.md. */
const ONLY_SERVER = ['$is_new_customer', '$phone_number', 'order_source', 'order_status'];
const ONLY_SERVER_TOO = ['external_source', 'payment_method', 'payment_status', 'storefront'];
const ONLY_SERVER_ITEM = ['variant_name', 'discount', 'image_url'];

function without(record: Record<string, unknown>, names: string[]) {
	return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** The properties that both copies have; items sorted, as the two APIs list them in another order. */
function shared(event: { properties: object }) {
	const { items, ...properties } = event.properties as Properties;
	return {
		...without(properties, [...ONLY_SERVER, ...ONLY_SERVER_TOO]),
		items: items
			.map((item) => without(item, ONLY_SERVER_ITEM))
			.sort((a, b) => keyOf(a).localeCompare(keyOf(b))),
	};
}

const keyOf = (item: Item) =>
	JSON.stringify([item.product_id, item.variant_id, item.sku, item.name, item.quantity]);

/** The properties that are equal whether or not the shop's prices are with tax. */
function always(event: { properties: object }) {
	const { items, ...properties } = shared(event);
	const amounts = ['total_shipping', 'total_discount', 'total_handling', 'total_wrapping'];
	return {
		...without(properties, amounts),
		items: items.map((item) => without(item, ['price'])),
	};
}

const personOf = ({ profileProperties }: { profileProperties: object }) =>
	without(profileProperties as Item, ['$phone_number']);

describe('the copy of a generated order', () => {
	let orders: SandboxOrder[];

	beforeAll(() => {
		// Two storefronts, guests and customers, each shop with and without tax in its prices.
		orders = sandbox.store.generateOrders(ORDERS, {
			from: new Date(Date.now() - HALF_AN_HOUR_MS),
			given: (index) => ({
				status_id: 11,
				order_source: 'www',
				channel_id: index % 2 ? 1001 : 1,
				is_tax_inclusive_pricing: index % 4 < 2,
				...(index % 3 === 0 && { customer_id: 0 }),
				...(index % 5 === 0 && { coupons: [{ code: 'SAVE', discount: 2.5 }] }),
				...(index % 7 === 0 && { discount_amount: '1.5000' }),
			}),
		});
	});

	test('is compared for every kind of order', () => {
		const count = (isOfKind: (order: SandboxOrder) => boolean) => orders.filter(isOfKind).length;
		expect(count((order) => order.is_tax_inclusive_pricing)).toBe(ORDERS / 2);
		expect(count((order) => order.customer_id === 0)).toBeGreaterThan(3);
		expect(count((order) => order.customer_id !== 0)).toBeGreaterThan(3);
		const isReduced = (order: SandboxOrder) =>
			Number(order.discount_amount) + Number(order.coupon_discount) > 0;
		for (const isWithTax of [true, false]) {
			const kind = orders.filter((order) => order.is_tax_inclusive_pricing === isWithTax);
			expect(kind.filter(isReduced).length).toBeGreaterThan(1);
			expect(kind.filter((order) => Number(order.base_shipping_cost)).length).toBeGreaterThan(1);
			expect(kind.filter((order) => Number(order.total_tax)).length).toBeGreaterThan(1);
		}
	});

	test.each(Array.from({ length: ORDERS }, (_, index) => [index + 1]))(
		"equals the server's event (order %s)",
		async (place) => {
			const { id, is_tax_inclusive_pricing: isWithTax } = orders[place - 1];
			const [copy, ...more] = await open(id);
			const server = await serverEvent(id, 'excludingTax');
			expect(more).toEqual([]);
			expect({ ...copy, properties: always(copy), profileProperties: personOf(copy) }).toEqual({
				method: 'forward',
				eventName: server.event_name,
				eventID: server.event_id,
				aliases: server.aliases,
				properties: always(server),
				profileProperties: personOf({ profileProperties: server.profile_properties }),
			});
			// The Storefront API has other amounts only as the shop shows them.
			const alike = isWithTax ? await serverEvent(id, 'includingTax') : server;
			expect(shared(copy)).toEqual(shared(alike));
			const phone = copy.properties.$phone_number;
			if (phone) expect(phone).toBe(server.properties.$phone_number);
		},
	);
});

describe('the copy', () => {
	test('is sent once, also after three reloads', async () => {
		const { id } = placeOrder();
		expect(await open(id)).toHaveLength(1);
		for (let reload = 0; reload < 3; reload++) {
			await page.reload({ waitUntil: 'networkidle' });
			expect(await copies()).toEqual([]);
		}
	});

	test('is sent for each order of a shopper', async () => {
		const [first, second] = [placeOrder().id, placeOrder().id];
		const ids = [...(await open(first)), ...(await open(second))].map(({ eventID }) => eventID);
		expect(ids).toEqual([String(first), String(second)]);
	});

	test('has the customer and both forms of the e-mail address as aliases', async () => {
		const { id, cart_id } = placeOrder({
			customer_id: 11,
			billing_address: { email: 'Ada.Example@Example.com' },
		});
		const [{ aliases }] = await open(id);
		expect(aliases).toEqual([
			`urn:bigcommerce:cart:${cart_id}`,
			`urn:bigcommerce:customer:${sandbox.store.hash}:11`,
			'urn:email:Ada.Example@Example.com',
			'urn:email:ada.example@example.com',
		]);
		expect((await serverEvent(id, 'excludingTax')).aliases).toEqual(aliases);
	});

	test('has no customer alias for a guest', async () => {
		const [{ aliases }] = await open(placeOrder({ customer_id: 0 }).id);
		expect(aliases.join(' ')).not.toContain('urn:bigcommerce:customer');
	});

	test('has an international phone number as the server has it', async () => {
		const { id } = placeOrder({
			billing_address: { phone: '+49 221 4710123', country_iso2: 'DE' },
		});
		const [{ profileProperties }] = await open(id);
		expect(profileProperties.$phone_number).toBe('+492214710123');
		const { properties } = await serverEvent(id, 'excludingTax');
		expect(properties.$phone_number).toBe('+492214710123');
	});

	test('waits for a pixel that is late', async () => {
		const { id } = placeOrder();
		await page.route('**/pixel.js', (route) => route.abort());
		await page.goto(addressOf(id));
		await page.addScriptTag({ url: '/checkout/pixel.js?late' });
		await page.waitForFunction(() => {
			const { cvg } = globalThis as unknown as { cvg?: { queue: unknown[] } };
			return cvg?.queue.length === 1;
		});
	});

	test('finds the order in the address where BigCommerce filled in nothing', async () => {
		const { id } = placeOrder({ customer_id: 11 });
		await page.route(addressOf(id), async (route) => {
			const response = await route.fetch();
			const html = (await response.text())
				.replace(
					`var storeHash = '${sandbox.store.hash}'`,
					"var storeHash = '{{settings.store_hash}}'",
				)
				.replace(`var orderId = '${id}'`, "var orderId = '{{checkout.order.id}}'");
			await route.fulfill({ response, body: html });
		});
		const [copy] = await open(id);
		expect(copy.eventID).toBe(String(id));
		expect(copy.aliases.join(' ')).not.toContain('urn:bigcommerce:customer');
	});

	test('is sent when local storage is blocked', async () => {
		await page.addInitScript(() => {
			Object.defineProperty(globalThis, 'localStorage', {
				get: () => {
					throw new DOMException('The operation is insecure.', 'SecurityError');
				},
			});
		});
		expect(await open(placeOrder().id)).toHaveLength(1);
	});
});

describe('no copy is sent, and a later visit can send it,', () => {
	test('when the pixel is blocked', async () => {
		const { id } = placeOrder();
		await page.clock.install();
		await page.route('**/pixel.js', (route) => route.abort());
		await page.goto(addressOf(id), { waitUntil: 'networkidle' });
		const orderRequests = () =>
			sandbox.requests.log.filter(({ path }) => path === `/api/storefront/orders/${id}`);
		await page.clock.runFor(60_000);
		// It has given up: a pixel after that finds nobody waiting.
		await page.unroute('**/pixel.js');
		await page.addScriptTag({ url: '/checkout/pixel.js' });
		await page.clock.runFor(60_000);
		expect(await copies()).toEqual([]);
		expect(orderRequests()).toEqual([]);
		expect(await open(id)).toHaveLength(1);
	});

	test('when the pixel throws', async () => {
		const { id } = placeOrder();
		await page.route('**/pixel.js', (route) =>
			route.fulfill({ body: 'window.cvg = function () { throw new Error("No consent"); };' }),
		);
		await page.goto(addressOf(id), { waitUntil: 'networkidle' });
		await page.unroute('**/pixel.js');
		expect(await open(id)).toHaveLength(1);
	});

	test.each([
		['404', 404, 'application/json', '{"status":404}'],
		['500', 500, 'application/json', ''],
		['a web page', 200, 'text/html', '<!doctype html><title>Sign in</title>'],
	])('when the API responds with %s', async (_name, status, contentType, body) => {
		const { id } = placeOrder();
		await page.route('**/api/storefront/**', (route) =>
			route.fulfill({ status, contentType, body }),
		);
		expect(await open(id)).toEqual([]);
		await page.unroute('**/api/storefront/**');
		expect(await open(id)).toHaveLength(1);
	});

	test('when the API cannot be reached', async () => {
		const { id } = placeOrder();
		await page.route('**/api/storefront/**', (route) => route.abort());
		expect(await open(id)).toEqual([]);
		await page.unroute('**/api/storefront/**');
		expect(await open(id)).toHaveLength(1);
	});

	test('when the order is not placed yet', async () => {
		const { id } = placeOrder({ status_id: 0 });
		expect(await open(id)).toEqual([]);
		sandbox.store.setStatus(id, 11);
		expect(await open(id)).toHaveLength(1);
	});
});

test('no copy is sent of an order that the store does not have', async () => {
	expect(await open(99_999_999)).toEqual([]);
});
