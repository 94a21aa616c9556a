import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withSettings } from '../../scripts/exampleWorkflow.cts';
import type { SandboxOrder } from '../sandbox/index.cts';
import { openBrowser, pictures } from './support/browser.cts';
import { openNode, signInToEditor } from './support/editor.cts';
import { changeHook, hooksOf } from './support/hooks.cts';
import { ended, execute, exampleWorkflow } from './support/manual.cts';
import { addFilter, openShop, useCredentials } from './support/shop.cts';
import { story } from './support/story.cts';
import { changeRows, insertRows, rowsOf, tablePath, type Row } from './support/tables.cts';
import { startWorld, type World } from './support/world.cts';

const MINUTES = 60_000;
const DAY = 86_400_000;
/** Longer than the trigger waits after a publish until it catches up. */
const CATCH_UP_MS = 100_000;
const LOG = 'Converge delivery log';
const ACCURACY = 'Converge accuracy';
const NEVER_PLACED = [0, 1, 5, 6];
jest.setTimeout(5 * MINUTES);
const step = story();
let world: World;
let nightly: string;
let orders: SandboxOrder[];
let poison: SandboxOrder[];
let eventsBefore: number;
let published: number;

beforeAll(async () => {
	world = await startWorld({
		sandbox: { rateLimit: { quota: 1_000_000, windowMs: 30_000 }, retryScale: 0.001 },
	});
	published = Date.now();
}, 20 * MINUTES);

afterAll(async () => await world?.stop(), MINUTES);

/** The nightly workflow of `workflows/`, for orders that were placed a moment ago. */
const nightlyWorkflow = () =>
	withSettings(exampleWorkflow('reconcile-nightly'), {
		minutes_on_the_way: 0,
		orders_per_window: 50,
	});

/** What a run ended with and, if that was an error, its message. */
async function run(workflowId: string): Promise<{ status: string; message?: string }> {
	const id = await execute(world, workflowId, 'Execute workflow');
	const status = await ended(world, id);
	return { status, message: await errorOf(id) };
}

async function errorOf(executionId: string): Promise<string | undefined> {
	const { data } = await world.api.http.get<{ data: { data: string } }>(
		`/executions/${executionId}`,
	);
	const { parse } = await import('flatted');
	const { resultData } = parse(data.data.data) as {
		resultData: { error?: { message: string } };
	};
	return resultData.error?.message;
}

const accuracyRows = () => rowsOf(world, ACCURACY);
const ids = (some: Array<{ id: number }>) => some.map(({ id }) => id);
const byCurrency = (some: SandboxOrder[]) => {
	const cents: Record<string, number> = {};
	for (const { total_inc_tax, default_currency_code: currency } of some) {
		cents[currency] = (cents[currency] ?? 0) + Math.round(Number(total_inc_tax) * 100);
	}
	return cents;
};

/** "1,234.50 USD; 12.00 EUR" in cents. */
function centsOf(text: Row[string]): Record<string, number> {
	return Object.fromEntries(
		String(text)
			.split('; ')
			.map((part) => {
				const [, amount, currency] = /^([\d,.]+) (.+)$/.exec(part)!;
				return [currency, Math.round(Number(amount.replaceAll(',', '')) * 100)];
			}),
	);
}

step(
	'the first run creates the tables and names its store, also when the store is empty',
	async () => {
		nightly = await world.api.createWorkflow(nightlyWorkflow());
		expect(await run(nightly)).toEqual({ status: 'success', message: undefined });
		expect(await rowsOf(world, LOG)).toEqual([]);
		expect(await accuracyRows()).toMatchObject([
			{ store: 'sandbox1', placed: 0, open: 0, accuracy: 100 },
		]);
	},
);

step('an order placed before the first run is not sent when it changes later', async () => {
	const { store, converge } = world.sandbox;
	const [old] = store.generateOrders(3, { given: { status_id: 11 } });
	store.setStatus(old.id, 2);
	await sleep(1100);
	expect(await run(nightly)).toEqual({ status: 'success', message: undefined });
	const [first, second] = await accuracyRows();
	expect(second).toMatchObject({ store: 'sandbox1', placed: 0, checked_from: first.checked_until });
	expect(converge.events).toEqual([]);
});

step('one run sends the lost orders only, and names those that cannot be sent', async () => {
	const { store, converge, deliveries } = world.sandbox;
	const live: SandboxOrder[] = [];
	while (live.length < 170) {
		live.push(...Array.from({ length: 5 }, () => store.createOrder({ status_id: 11 })));
		while (converge.distinct() < live.length) await sleep(20);
		await deliveries.idle(MINUTES);
	}
	const logged = new Set((await rowsOf(world, LOG)).map((row) => row.order_id));
	expect(logged.size).toBe(live.length);
	// BigCommerce delivers no webhook for these, and nothing makes the trigger look for them: it has caught
	// up on the first minute of its webhooks.
	await sleep(Math.max(0, published + CATCH_UP_MS - Date.now()));
	const now = new Date();
	const silently = (count: number, given: Parameters<typeof store.createOrder>[0]) =>
		store.generateOrders(count, { from: now, to: now, given });
	const lost = silently(10, { status_id: 11 });
	poison = silently(3, { status_id: 11, default_currency_code: '' });
	for (const status_id of NEVER_PLACED) silently(3, { status_id });
	silently(5, { status_id: 11, payment_method: 'Test Payment Gateway' });
	orders = [...live, ...lost, ...poison];
	await sleep(1100);
	eventsBefore = converge.events.length;

	const { status, message } = await run(nightly);
	expect(status).toBe('error');
	for (const id of ids(poison)) expect(message).toContain(String(id));
	const sent = converge.events.slice(eventsBefore).map(({ body }) => Number(body.event_id));
	expect(sent.sort()).toEqual(ids(lost));
});

step('store, log and Converge agree, and the report says so to the cent', async () => {
	const delivered = orders.filter((order) => !poison.includes(order));
	const log = await rowsOf(world, LOG);
	const logged = new Set(log.filter((row) => row.delivered).map((row) => row.order_id));
	expect([...logged].sort()).toEqual(ids(delivered).sort());
	expect(log.filter((row) => !row.delivered)).toMatchObject(
		ids(poison).map((order_id) => ({
			order_id,
			error: expect.stringContaining(String(order_id)) as string,
		})),
	);

	const row = (await accuracyRows()).at(-1)!;
	expect(row).toMatchObject({
		placed: 183,
		delivered: 180,
		sent_now: 10,
		why_missing: '13 not in the log',
		open: 3,
		open_orders: ids(poison).join(', '),
		accuracy: 98.36,
		excluded: 17,
	});
	for (const reason of ['3 not placed (Incomplete)', '3 not placed (Declined)', '5 test order']) {
		expect(row.why_excluded).toContain(reason);
	}
	const { '': withoutCurrency, ...store } = byCurrency(orders);
	expect(centsOf(row.store_revenue)).toEqual({ ...store, 'without currency': withoutCurrency });
	expect(centsOf(row.delivered_revenue)).toEqual({
		...byCurrency(delivered),
		'without currency': 0,
	});
	const received = [...world.sandbox.converge.byEventId.values()].map(
		([{ properties }]) => properties as { total_price: number; currency: string },
	);
	const total: Record<string, number> = {};
	for (const { total_price, currency } of received) {
		total[currency] = (total[currency] ?? 0) + Math.round(total_price * 100);
	}
	expect(total).toEqual(byCurrency(delivered));
});

step('a second run checks the same orders, and sends nothing', async () => {
	eventsBefore = world.sandbox.converge.events.length;
	expect(await run(nightly)).toMatchObject({ status: 'error' });
	expect(world.sandbox.converge.events).toHaveLength(eventsBefore);
	expect((await accuracyRows()).at(-1)).toMatchObject({
		placed: 183,
		sent_now: 0,
		open: 3,
		why_missing: '3 failed before',
	});
});

step('a person sees the log, the accuracy and the summary in the editor', async () => {
	const { browser, page } = await openBrowser();
	try {
		const picture = pictures();
		await signInToEditor(page, world.n8n);
		await page.setViewportSize({ width: 1900, height: 500 });
		await page.goto(world.n8n.url + (await tablePath(world, LOG)));
		await page.getByText(String(orders[0].id), { exact: true }).first().waitFor();
		await picture(page, 'delivery-log');
		await page.goto(world.n8n.url + (await tablePath(world, ACCURACY)));
		await page.getByText('98.36').first().waitFor();
		await picture(page, 'accuracy');

		await page.setViewportSize({ width: 1440, height: 700 });
		await page.goto(`${world.n8n.url}/workflow/${nightly}`);
		await page.getByTestId('execute-workflow-button').first().click();
		const before = (await accuracyRows()).length;
		while ((await accuracyRows()).length === before) await sleep(250);
		await openNode(page, 'Summary');
		const output = page.getByTestId('output-panel');
		await output.getByText('missing 3').first().waitFor();
		await picture(page, 'summary');
	} finally {
		await browser.close();
	}
});

step('orders that a person gives up on in the log are open no more', async () => {
	for (const { id } of poison) {
		await changeRows(world, LOG, { where: { order_id: id }, data: { delivered: true } });
	}
	expect(await run(nightly)).toEqual({ status: 'success', message: undefined });
	const rows = await accuracyRows();
	expect(rows.at(-1)).toMatchObject({ placed: 183, open: 0, accuracy: 100 });
	// From here on it goes on.
	expect(await run(nightly)).toMatchObject({ status: 'success' });
	expect((await accuracyRows()).at(-1)).toMatchObject({
		checked_from: rows.at(-1)!.checked_until,
		placed: 0,
	});
});

step('rows of orders that are too old to be checked are removed from the log', async () => {
	const days = (count: number) => new Date(Date.now() - count * DAY).toISOString();
	const row = { store: 'sandbox1', event_name: 'Placed Order', delivered: true };
	await insertRows(world, LOG, [
		{ ...row, order_id: 1, timestamp: days(62) },
		{ ...row, order_id: 2, timestamp: days(59) },
		{ ...row, order_id: 3, timestamp: days(62), store: 'another' },
	]);
	expect(await run(nightly)).toMatchObject({ status: 'success' });
	const left = (await rowsOf(world, LOG)).map(({ order_id }) => order_id);
	expect(left).toEqual(expect.arrayContaining([2, 3, orders[0].id]));
	expect(left).not.toContain(1);
});

step('an order that is changed after its delivery is named, and not sent again', async () => {
	const [order] = orders;
	eventsBefore = world.sandbox.converge.events.length;
	order.total_inc_tax = '1.0000';
	world.sandbox.store.setStatus(order.id, 2);
	await sleep(1100);
	expect(await run(nightly)).toMatchObject({ status: 'success' });
	expect((await accuracyRows()).at(-1)).toMatchObject({
		placed: 1,
		changed_totals: String(order.id),
	});
	expect(world.sandbox.converge.events).toHaveLength(eventsBefore);
});

step('refunds of delivered orders are sent once, where the settings say so', async () => {
	const { store, converge } = world.sandbox;
	const [, whole, part] = orders;
	store.refund(whole.id);
	store.refund(part.id, { items: [{ quantity: 1 }], reason: 'too small' });
	store.refund(part.id, { items: [{ type: 'SHIPPING' }] });
	// Given up on, and no purchase: Converge has neither.
	store.refund(poison[0].id);
	const test = { status_id: 11, payment_method: 'Test Payment Gateway' };
	store.refund(store.generateOrders(1, { from: new Date(), given: test })[0].id);
	await sleep(1100);
	eventsBefore = converge.events.length;
	const withRefunds = await world.api.createWorkflow(
		withSettings(nightlyWorkflow(), { send_refunds: true }),
	);

	converge.oddAnswer = 'quote';
	const refused = await run(withRefunds);
	converge.oddAnswer = undefined;
	expect(refused.status).toBe('error');
	expect((await accuracyRows()).at(-1)).toMatchObject({
		...{ refunds: 3, refunds_sent: 0, open: 3, accuracy: 100 },
		open_orders: [whole, part, part].map(({ id }) => id).join(', '),
	});
	expect(converge.events).toHaveLength(eventsBefore);

	expect(await run(withRefunds)).toEqual({ status: 'success', message: undefined });
	expect((await accuracyRows()).at(-1)).toMatchObject({ refunds: 3, refunds_sent: 3, open: 0 });
	const refunds = [...store.refunds.of(whole.id), ...store.refunds.of(part.id)];
	expect(converge.events.slice(eventsBefore).map(({ body }) => body)).toMatchObject(
		refunds.map(({ id, order_id, total_amount }) => ({
			event_name: 'Received Refund',
			event_id: `refund-${id}`,
			properties: { id: String(order_id), total_price: total_amount },
		})),
	);
	const logged = (await rowsOf(world, LOG)).filter((row) => row.event_name === 'Received Refund');
	expect(logged).toMatchObject(
		refunds.map(({ id, order_id, total_amount, created }) => ({
			...{ event_id: `refund-${id}`, order_id, total_price: total_amount, error: '' },
			timestamp: new Date(created).toISOString(),
			delivered: true,
		})),
	);

	// A changed order is read again, and its refunds with it.
	store.setStatus(part.id, 2);
	await sleep(1100);
	eventsBefore = converge.events.length;
	expect(await run(withRefunds)).toEqual({ status: 'success', message: undefined });
	expect((await accuracyRows()).at(-1)).toMatchObject({ placed: 1, refunds: 2, refunds_sent: 0 });
	expect(converge.events).toHaveLength(eventsBefore);
});

step('published, it runs by itself, and a webhook that is off makes it fail', async () => {
	const { store, converge } = world.sandbox;
	const [lost] = store.generateOrders(1, { from: new Date(), given: { status_id: 11 } });
	const workflow = nightlyWorkflow();
	const nodes = workflow.nodes as Array<{ name: string; type: string; parameters: object }>;
	const schedule = nodes.find(({ name }) => name === 'Every night')!;
	schedule.parameters = { rule: { interval: [{ field: 'seconds', secondsInterval: 5 }] } };
	const id = await world.api.createWorkflow(workflow);
	await world.api.activate(id);
	await converge.waitForEvent(String(lost.id), MINUTES);
	expect((await untilTriggered(id, 'success')).mode).toBe('trigger');

	const [hook] = await hooksOf(world);
	await changeHook(world, hook.id, { is_active: false });
	const message = await errorOf((await untilTriggered(id, 'error')).id);
	expect(message).toContain(`Webhook ${hook.id} (${hook.scope})`);
	await world.api.deactivate(id);
	await changeHook(world, hook.id, { is_active: true });
});

async function untilTriggered(workflowId: string, status: string) {
	for (;;) {
		const executions = await world.api.executions(workflowId);
		const found = executions.find((one) => one.mode === 'trigger' && one.status === status);
		if (found) return found;
		await sleep(250);
	}
}

step('another shop and another filter in the same project have progress of their own', async () => {
	const { store, converge } = world.sandbox;
	const second = await openShop(world, 'sandbox2');
	const storefront = await openShop(world, 'sandbox3');
	try {
		second.sandbox.store.generateOrders(1, { given: { status_id: 11 } });
		const other = nightlyWorkflow();
		useCredentials(other, second.credentials);
		const filtered = nightlyWorkflow();
		addFilter(filtered, 'Orders of the window', { storefronts: [1001] });
		const { convergeApi } = storefront.credentials;
		useCredentials(filtered, { convergeApi });
		const otherId = await world.api.createWorkflow(other);
		const filteredId = await world.api.createWorkflow(filtered);
		const newest = (await accuracyRows())
			.filter(({ store: hash }) => hash === 'sandbox1')
			.sort((a, b) => Date.parse(String(a.checked_until)) - Date.parse(String(b.checked_until)))
			.at(-1)!;
		for (const id of [otherId, filteredId]) await run(id);
		// A store without any row begins; other filters take over from the store's last run.
		const [began, tookOver] = (await accuracyRows()).slice(-2);
		expect(began).toMatchObject({ store: 'sandbox2', checked_from: began.checked_until });
		expect(tookOver).toMatchObject({
			...{ store: 'sandbox1', checked_from: newest.checked_until },
			orders_since: newest.orders_since,
		});

		// The same IDs in both shops, and an order that both workflows of the first shop would send.
		const now = new Date();
		const range = { from: now, to: now };
		const mine = store.generateOrders(2, { ...range, given: { status_id: 11, channel_id: 1001 } });
		const theirs = second.sandbox.store.generateOrders(250, {
			...range,
			given: { status_id: 11 },
		});
		expect(ids(theirs)).toEqual(expect.arrayContaining(ids(mine)));
		await sleep(1100);
		eventsBefore = converge.events.length;
		const last = async () => (await accuracyRows()).at(-1)!;

		expect(await run(filteredId)).toMatchObject({ status: 'success' });
		expect(await last()).toMatchObject({ store: 'sandbox1', placed: 2, sent_now: 2 });
		expect(await run(nightly)).toMatchObject({ status: 'success' });
		expect(await last()).toMatchObject({ store: 'sandbox1', sent_now: 0 });
		expect((await last()).placed).toBeGreaterThanOrEqual(2);
		await run(otherId);
		expect(await last()).toMatchObject({ store: 'sandbox2', placed: 250, sent_now: 250 });

		expect(converge.events).toHaveLength(eventsBefore);
		const sentTo = ({ sandbox }: typeof second) =>
			sandbox.converge.events.map(({ body }) => Number(body.event_id)).sort();
		expect(sentTo(storefront)).toEqual(ids(mine));
		expect(sentTo(second)).toEqual(ids(theirs));
		const log = await rowsOf(world, LOG);
		const logged = (hash: string, some: SandboxOrder[]) =>
			log.filter((row) => row.store === hash && ids(some).includes(Number(row.order_id)));
		expect(logged('sandbox2', theirs)).toHaveLength(250);
		expect(logged('sandbox1', mine)).toHaveLength(2);
	} finally {
		await second.sandbox.stop();
		await storefront.sandbox.stop();
	}
});

step('a Start Date is refused when it is wrong, and checked from when it is earlier', async () => {
	const { store, converge } = world.sandbox;
	const runFrom = async (start_date: string) =>
		await run(await world.api.createWorkflow(withSettings(nightlyWorkflow(), { start_date })));
	const before = (await accuracyRows()).length;
	for (const [date, reason] of [
		['06/05/2026', 'The Start Date "06/05/2026" is not a valid date'],
		[new Date(Date.now() + DAY).toISOString(), 'is in the future'],
	]) {
		expect(await runFrom(date)).toEqual({
			status: 'error',
			message: expect.stringContaining(reason) as string,
		});
	}
	expect(await accuracyRows()).toHaveLength(before);

	const at = new Date(Date.now() - 40 * DAY);
	const lost = store.generateOrders(2, { from: at, to: at, given: { status_id: 11 } });
	for (const order of lost) order.date_modified = order.date_created;
	expect(await run(nightly)).toMatchObject({ status: 'success' });
	eventsBefore = converge.events.length;
	const since = new Date(at.getTime() - DAY).toISOString();
	expect(await runFrom(since)).toEqual({ status: 'success', message: undefined });
	expect((await accuracyRows()).at(-1)).toMatchObject({ checked_from: since, orders_since: since });
	const sent = converge.events.slice(eventsBefore).map(({ body }) => Number(body.event_id));
	expect(sent).toEqual(expect.arrayContaining(ids(lost)));
});

step('invoice payments are left out of both workflows as the docs say', async () => {
	const { store, converge } = world.sandbox;
	const page = readFileSync(path.join(__dirname, '../../docs/reliability.md'), 'utf8');
	const [section] = /## Leave out orders.*?\n## /s.exec(page)!;
	const [, code] = /```js\n(.*?)```/s.exec(section)!;
	const texts = [...section.matchAll(/`((?:https:|\{\{)[^`]+)`/g)].map(([, text]) => text);
	const [ofOrder, isPayment, theOrder, ofAll, pageNumber, isLastPage] = texts;

	const [payment, order] = store.generateOrders(2, { from: new Date(), given: { status_id: 11 } });
	const paths: string[] = [];
	const metafields = createServer((request, response) => {
		const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
		paths.push(pathname);
		const asked = Number(/orders\/(\d+)\//.exec(pathname)?.[1]);
		// The list has two pages.
		const current_page = Number(searchParams.get('page') ?? 1);
		const found = Number.isNaN(asked) ? current_page === 2 : asked === payment.id;
		const data = found ? [{ resource_id: payment.id, value: 'invoice payment' }] : [];
		const meta = { pagination: { current_page, total_pages: 2 } };
		const isAllowed = request.headers['x-auth-token'] === store.tokens.full;
		response
			.writeHead(isAllowed ? 200 : 401, { 'content-type': 'application/json' })
			.end(JSON.stringify({ data, meta }));
	});
	await new Promise<void>((resolve) => metafields.listen(0, '127.0.0.1', resolve));
	const { port } = metafields.address() as AddressInfo;
	const httpRequest = (url: string, given: object) => ({
		...{ id: 'http', name: 'HTTP Request', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 },
		position: [0, 0],
		parameters: {
			url: `=${url.replace('https://api.bigcommerce.com', `http://127.0.0.1:${port}`)}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'bigCommerceApi',
			options: given,
		},
	});
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	try {
		const workflow = nightlyWorkflow();
		const nodes = workflow.nodes as Array<{
			name: string;
			parameters: object;
			credentials?: object;
		}>;
		const { credentials } = nodes.find(({ name }) => name === 'Orders of the window')!;
		const parameters = { parameters: [{ type: 'qs', name: 'page', value: `=${pageNumber}` }] };
		const pagination = {
			...{ paginationMode: 'updateAParameterInEachRequest', parameters },
			...{ paginationCompleteWhen: 'other', completeExpression: `=${isLastPage}` },
		};
		const ofWindow = { ...httpRequest(ofAll, { pagination: { pagination } }), credentials };
		nodes.push({ ...ofWindow, executeOnce: true } as (typeof nodes)[number]);
		Object.assign(
			nodes.find(({ name }) => name === 'Orders to check')!,
			{
				parameters: { jsCode: code },
			},
		);
		Object.assign(workflow.connections, {
			'Orders of the window': to('HTTP Request'),
			'HTTP Request': to('Orders to check'),
		});
		const id = await world.api.createWorkflow(workflow);
		eventsBefore = converge.events.length;
		await sleep(1100);
		expect(await run(id)).toEqual({ status: 'success', message: undefined });
		expect((await accuracyRows()).at(-1)).toMatchObject({
			...{ placed: 1, sent_now: 1, open: 0, why_excluded: '1 invoice payment' },
		});
		// Also when no order was changed.
		expect(await run(id)).toEqual({ status: 'success', message: undefined });
		expect((await accuracyRows()).at(-1)).toMatchObject({ placed: 0, excluded: 0 });
		expect(new Set(paths)).toEqual(new Set(['/stores/sandbox1/v3/orders/metafields']));

		const live = exampleWorkflow('order-to-converge');
		const trigger = live.nodes.find(({ name }) => name === 'BigCommerce Trigger')!;
		Object.assign(trigger, {
			...{ type: trigger.type.replace('Trigger', ''), typeVersion: 1 },
			parameters: {
				...{ resource: 'order', operation: 'getAll', sort: 'oldestFirst' },
				filters: { minId: payment.id },
			},
		});
		Object.assign(
			live.nodes.find(({ name }) => name === 'Converge')!,
			{
				parameters: { order: `=${theOrder}` },
			},
		);
		const isFalse = { type: 'boolean', operation: 'false', singleValue: true };
		const conditions = [{ id: '1', leftValue: `=${isPayment}`, rightValue: '', operator: isFalse }];
		const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 };
		const node = { id: 'start', typeVersion: 1, position: [0, 0], parameters: {} };
		const liveNodes = live.nodes as object[];
		liveNodes.push(
			{ ...node, name: 'Execute workflow', type: 'n8n-nodes-base.manualTrigger' },
			{ ...httpRequest(ofOrder, {}), credentials },
			{
				...{ ...node, id: 'filter', name: 'Filter', type: 'n8n-nodes-base.filter' },
				typeVersion: 2.2,
				parameters: { conditions: { options, combinator: 'and', conditions } },
			},
		);
		Object.assign(live.connections, {
			'Execute workflow': to('BigCommerce Trigger'),
			'BigCommerce Trigger': to('HTTP Request'),
			'HTTP Request': to('Filter'),
			Filter: to('Converge'),
		});
		expect(await run(await world.api.createWorkflow(live))).toEqual({
			...{ status: 'success', message: undefined },
		});
		const sent = converge.events.slice(eventsBefore).map(({ body }) => Number(body.event_id));
		// Once by each workflow.
		expect(sent).toEqual([order.id, order.id]);
	} finally {
		metafields.close();
	}
});
