import type { Locator } from 'playwright-core';
import { call, sendEvent } from '../sandbox/client.cts';
import { SandboxPage, shows } from './support/sandboxPage.cts';

let view: SandboxPage;

beforeAll(async () => {
	view = await SandboxPage.open();
});
afterAll(() => view?.close());

beforeEach(() => view.start());
afterEach(async () => {
	await view.end();
	expect(view.errors).toEqual([]);
});

describe('an order', () => {
	test('that is placed appears in the store and in Converge, and the revenue agrees', async () => {
		const id = await view.place();
		await shows(view.row('orders', id), 'Awaiting Fulfillment');
		await shows(view.row('comparison', id), 'Agrees');
		await shows(view.page.locator('#events'), `Placed Order ${id}`);
		await shows(view.summary, 'Store and Converge agree. 1 order agrees');
		await shows(view.news, `Converge received Placed Order ${id}.`);
		const { default_currency_code, total_inc_tax } = view.sandbox.store.order(id)!;
		const total = Number(total_inc_tax).toLocaleString('en-US', { minimumFractionDigits: 2 });
		const cell = view.row('revenue', default_currency_code).locator('[data-label="Order totals"]');
		expect(await cell.innerText()).toBe(`Store ${total}\nConverge ${total}\nAgrees`);
	});

	test('that begins as a checkout is Incomplete until it is paid', async () => {
		const id = await view.place('Begin a checkout');
		await shows(view.row('comparison', id), /Not a purchase\s+Incomplete/);
		expect(view.sandbox.store.order(id)?.status_id).toBe(0);
		await view.button(`Pay order ${id}`).click();
		await shows(view.row('comparison', id), 'Agrees');
		expect(view.sandbox.store.order(id)?.status_id).toBe(11);
	});

	test('that is a test is marked, and expected not to reach Converge', async () => {
		const id = await view.place('Place a test order');
		await shows(view.row('orders', id), 'Test');
		await shows(view.row('comparison', id), /Not a purchase\s+Test order/);
		expect(view.sandbox.store.order(id)).toMatchObject({ payment_method: 'Test Payment Gateway' });
	});

	test('that is poison has no currency, and shows its failed delivery and the next attempt', async () => {
		const id = await view.place('Place a poison order');
		await shows(view.row('orders', id), 'No currency');
		await shows(view.row('comparison', id), /Failing\s+Next attempt/);
		await shows(
			view.summary,
			new RegExp(`^1 order fails: ${id} \\(next attempt .+\\)\\. 0 orders`),
		);
		expect(await view.summary.getAttribute('data-state')).toBe('warning');
		const failed = view.page.locator('#deliveries tr', { hasText: String(id) });
		await failed.filter({ hasText: '500' }).first().waitFor();
		expect(view.sandbox.store.order(id)?.default_currency_code).toBe('');
	});

	test('can be shipped, then refunded', async () => {
		const id = await view.place();
		await view.button(`Ship order ${id}`).click();
		await shows(view.row('orders', id), 'Shipped');
		expect(await view.row('orders', id).getByRole('button').allInnerTexts()).toEqual(['Refund']);
		await view.button(`Refund order ${id}`).click();
		await shows(view.row('orders', id), 'Refunded');
		await shows(view.news, `Order ${id} was refunded. The example workflow sends no refunds`);
		expect(await view.row('orders', id).getByRole('button').count()).toBe(0);
		await shows(view.row('comparison', id), 'Agrees');
	});

	test('that is cancelled after it was sent stays in the revenue of Converge', async () => {
		const id = await view.place();
		await shows(view.row('comparison', id), 'Agrees');
		await view.button(`Cancel order ${id}`).click();
		await shows(view.row('comparison', id), /Kept by Converge\s+Cancelled/);
		await shows(view.summary, `cancelled after they were sent: ${id}`);
		await shows(view.page.locator('#revenue'), 'Store 0.00');
		await shows(view.page.locator('#revenue [data-label="Net"]'), /\+[\d.]+$/);
	});
});

describe('the comparison', () => {
	test('names an order that is missing in Converge', async () => {
		const id = await view.place();
		await shows(view.summary, 'Store and Converge agree');
		await view.button('Delete all webhooks').click();
		await shows(view.page.locator('section', { hasText: 'Webhooks in the store' }), 'No webhooks.');
		expect(view.sandbox.store.hooks.all).toEqual([]);
		const lost = await view.place();
		await shows(view.row('comparison', lost), 'Missing in Converge');
		await shows(view.row('comparison', id), 'Agrees');
		await shows(view.summary, `Store and Converge disagree. 1 order agrees · missing: ${lost}`);
		await shows(view.page.locator('#revenue [data-label="Net"]'), /−[\d.]+$/);
	});

	test.each([
		['total_price', (value: number) => value + 0.01, 'order total'],
		['total_tax', (value: number) => value + 5, 'total'],
		['total_discount', () => 5, 'net, total'],
		['currency', () => 'CHF', 'currency'],
	])('names what differs when %s is wrong', async (property, wrong, reason) => {
		view.standIn.change = (properties) => {
			properties[property] = wrong(Number(properties[property]));
		};
		await view.sandbox.store.placeOrder({ default_currency_code: 'USD' }).paid;
		await shows(view.row('comparison', 101), `Differs ${reason}`);
		await shows(view.summary, 'Store and Converge disagree. 0 orders agree · different: 101');
		await view.page.locator('#revenue [data-state="problem"]').first().waitFor();
	});

	test('names events of no purchase, and marks and does not count duplicates', async () => {
		view.standIn.copies = 2;
		const id = await view.place();
		await shows(view.page.locator('#events'), 'Duplicate, not counted');
		await shows(view.row('comparison', id), 'Agrees');
		const test = await view.place('Place a test order');
		const [{ body }] = view.sandbox.converge.events;
		for (const own of [String(test), '999']) {
			const properties = { ...body.properties, id: own };
			await sendEvent(view.sandbox, { ...body, event_id: own, properties });
		}
		await shows(view.row('comparison', 999), 'Not expected The store does not have this order.');
		await shows(view.row('comparison', test), /Differs|Not expected/);
		await sendEvent(view.sandbox, { ...body, event_id: 'other' });
		await shows(view.row('comparison', id), 'Differs Counted 2 times');
	});

	test("shows an event's warnings and its JSON, which stays open", async () => {
		view.standIn.change = (properties) => delete properties.$email;
		const id = await view.place();
		const event = view.page.locator('#events tr', { hasText: `Placed Order ${id}` });
		await shows(event, '1 warning');
		await shows(event, 'properties.$email is missing');
		await event.getByText('JSON').click();
		await shows(event.locator('pre'), `"event_id": "${id}"`);
		await view.place();
		expect(await event.locator('pre').isVisible()).toBe(true);
	});
});

describe('amounts', () => {
	const shown = async (locator: Locator) => (await locator.innerText()).replaceAll('\u00a0', ' ');

	test.each([
		['USD', '1,255.12', /[+−][\d,]+\.\d{2}$/],
		['JPY', '1,255', /[+−][\d,]+$/],
		['KWD', '1,255.118', /[+−][\d,]+\.\d{3}$/],
	])('in %s have the decimals of their currency', async (currency, total, difference) => {
		view.standIn.change = (properties) => {
			properties.total_price = 1255.1178;
		};
		await view.sandbox.store.placeOrder({ default_currency_code: currency }).paid;
		const event = view.page.locator('#events [data-label="Total"]');
		await shows(event, currency);
		expect(await shown(event)).toBe(`${total} ${currency}`);
		const figures = view.row('revenue', currency).locator('[data-label="Order totals"]');
		expect(await shown(figures)).toContain(`Converge ${total}\n`);
		expect(await shown(figures)).toMatch(difference);
		const compared = view.row('comparison', 101).locator('[data-label="Converge"]');
		expect(await shown(compared)).toBe(`1,255.1178 ${currency}`);
	});

	test('that differ by the rounding of unit prices only agree, and show the exact difference', async () => {
		view.standIn.change = ({ items }) => {
			(items as Array<{ price: number }>)[0].price += 0.0018;
		};
		const line = { quantity: 1, price_ex_tax: '255.1100', price_inc_tax: '255.1100' };
		await view.sandbox.store.placeOrder({ default_currency_code: 'USD', lines: [line] }).paid;
		await shows(view.row('comparison', 101), 'Agrees');
		const gross = view.row('revenue', 'USD').locator('[data-label="Gross"]');
		expect(await shown(gross)).toMatch(/^Store ([\d.]+)\nConverge \1\nRounding \+0\.0018$/);
	});
});

describe('the credentials', () => {
	test("are the sandbox's, and Copy copies one", async () => {
		const { sandbox, page } = view;
		await shows(view.row('credentials', 'API URL'), sandbox.url);
		await shows(view.row('credentials', 'Webhook URL'), sandbox.convergeUrl);
		const token = view.row('credentials', 'Access Token without Channel Settings');
		await shows(token, sandbox.store.tokens.withoutChannels);
		await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
		await view.button('Copy Access Token without Channel Settings').click();
		await shows(view.news, 'Copied: Access Token without Channel Settings.');
		const copied = await page.evaluate<string>('navigator.clipboard.readText()');
		expect(copied).toBe(sandbox.store.tokens.withoutChannels);
	});
});

describe('the faults', () => {
	const { isDown, storeAnswers } = {
		isDown: () => view.sandbox.converge.down,
		storeAnswers: async () => (await call(view.sandbox, 'GET', '/v2/store')).status,
	};
	test.each([
		['Converge is down', isDown, true, false],
		['Converge fails half the time', () => view.sandbox.converge.failRate, 0.5, 0],
		['Converge answers with a web page', () => view.sandbox.converge.oddAnswer, 'html', undefined],
		['Converge never finishes', () => view.sandbox.converge.oddAnswer, 'drip', undefined],
		['The store is slow', () => view.sandbox.faults.draw('/v2/store').delayMs, 4500, 0],
		['The store is down', storeAnswers, 503, 200],
		['The store limits the rate', storeAnswers, 429, 200],
		['Webhooks are off', () => view.sandbox.store.hooks.all.some((h) => h.is_active), false, true],
		['Everything is delivered twice', () => view.sandbox.deliveries.duplicate, 1, 0],
		['Out of order', () => view.sandbox.deliveries.reorderMs, 5000, 0],
	])('%s switches on and off', async (name, read: () => unknown, on, off) => {
		expect(await read()).toBe(off);
		await view.fault(name).check();
		await shows(view.news, `${name}: on.`);
		expect(await read()).toBe(on);
		await view.fault(name).uncheck();
		await shows(view.news, `${name}: off.`);
		expect(await read()).toBe(off);
	});

	test('of the store are independent of each other', async () => {
		await view.fault('The store is slow').check();
		await view.fault('The store is down').check();
		await shows(view.news, 'The store is down: on.');
		expect(view.sandbox.faults.draw('/v2/store')).toEqual({ kind: '503', delayMs: 4500 });
		await view.fault('The store is slow').uncheck();
		await shows(view.news, 'The store is slow: off.');
		expect(view.sandbox.faults.draw('/v2/store')).toEqual({ kind: '503', delayMs: 0 });
	});

	test('show what was switched elsewhere, and what has healed', async () => {
		view.sandbox.converge.down = true;
		for (const hook of view.sandbox.store.hooks.all) view.sandbox.store.hooks.deactivate(hook);
		await view.page.locator('#fault-convergeDown:checked').waitFor();
		await view.page.locator('#fault-hooksOff:checked').waitFor();
		await shows(view.page.locator('#hooks'), 'Off');
		const [{ client_id, id }] = view.sandbox.store.hooks.all;
		view.sandbox.store.hooks.update(client_id, String(id), { is_active: true });
		await view.page.locator('#fault-hooksOff:not(:checked)').waitFor();
	});

	test('that hold a notification back leave its order on its way', async () => {
		view.sandbox.deliveries.reorderMs = 1_000_000;
		const id = await view.place();
		await shows(view.row('comparison', id), /On its way\s+Next attempt/);
		await shows(view.summary, `Orders are on their way. 0 orders agree · on the way: ${id}`);
	});

	test('delay an order until Converge is up again', async () => {
		await view.fault('Converge is down').check();
		const id = await view.place();
		await shows(view.row('comparison', id), /Failing\s+Next attempt/);
		await shows(view.page.locator('#hooks'), '503');
		await shows(view.news, `A delivery of order ${id} failed (503); it will be retried.`);
		await view.fault('Converge is down').uncheck();
		await shows(view.row('comparison', id), 'Agrees');
	});
});
