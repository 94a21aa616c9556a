import axios from 'axios';
import { sendEvent } from '../../../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

const properties = {
	...{ id: '1', total_price: 12.5, total_tax: 2, total_shipping: 0, currency: 'EUR' },
	$email: 'a@example.com',
	items: [{ product_id: '7', name: 'Mug', price: 12.5, currency: 'EUR', quantity: 1 }],
};
const event = (more: object = {}) => ({
	...{ event_name: 'Placed Order', event_id: '1', properties, profile_properties: {} },
	aliases: ['urn:email:a@example.com'],
	timestamp: '2026-06-18T12:05:04+00:00',
	...more,
});

it('takes an event and keeps it', async () => {
	const waiting = sandbox.converge.waitForEvent(1);
	expect(await sendEvent(sandbox, event())).toMatchObject({ status: 200, data: { success: true } });
	await sendEvent(sandbox, event());
	await sendEvent(sandbox, event({ event_id: '2', timestamp: 1781784304 }));
	expect(sandbox.converge.events[0]).toEqual({
		body: event(),
		receivedAt: expect.any(Date),
		warnings: [],
	});
	expect(await waiting).toEqual(event());
	expect(sandbox.converge.byEventId.get('1')).toHaveLength(2);
	expect(sandbox.converge.distinct()).toBe(2);
	await expect(sandbox.converge.waitForEvent('3', 20)).rejects.toThrow('3');
});

it.each([
	['an empty object', {}],
	['a list', [event()]],
	['no event id', event({ event_id: undefined })],
	['a number for an id', event({ event_id: 1 })],
	['no aliases', event({ aliases: [] })],
	['eleven aliases', event({ aliases: Array(11).fill('urn:a:b') })],
	['an alias that is no text', event({ aliases: [1] })],
	['no properties', event({ properties: undefined })],
	['no profile properties', event({ profile_properties: null })],
	['a time without a zone', event({ timestamp: '2026-06-18T12:05:04' })],
	['a time in milliseconds', event({ timestamp: 1781784304000 })],
	['a time that is none', event({ timestamp: '2026-13-99T12:05:04Z' })],
])('refuses %s', async (_, body) => {
	const { status, data } = await sendEvent(sandbox, body);
	expect(status).toBe(400);
	expect(data.errors.length).toBeGreaterThan(0);
	expect(sandbox.converge.events).toEqual([]);
});

it.each<[string, object]>([
	['properties.id', { id: undefined }],
	['properties.total_price', { total_price: '12.50' }],
	['properties.currency', { currency: 'euro' }],
	['properties.$email', { $email: 'nobody' }],
	['properties.$phone_number', { $phone_number: '0117 496 0123' }],
	['properties.$country_code', { $country_code: 'Germany' }],
	['properties.$sales_channel_type', { $sales_channel_type: 'shop' }],
	['properties.items[0].quantity', { items: [{ ...properties.items[0], quantity: 0.5 }] }],
])('takes an event with a warning about %s', async (where, wrong) => {
	const body = event({ properties: { ...properties, ...wrong } });
	expect((await sendEvent(sandbox, body)).status).toBe(200);
	expect(sandbox.converge.events[0].warnings).toEqual([expect.stringContaining(where)]);
});

it('wants its token at the one URL, and none at a postback URL', async () => {
	expect((await sendEvent(sandbox, event(), null)).status).toBe(401);
	expect((await sendEvent(sandbox, {}, 'wrong')).status).toBe(401);
	const postback = `${sandbox.url}/api/postback/abc`;
	expect((await axios.post(postback, event())).data).toEqual({ success: true });
});

it('takes nothing but JSON', async () => {
	const headers = { 'x-webhook-token': sandbox.converge.token };
	const validateStatus = () => true;
	const post = (body: string, type: string) =>
		axios.post(sandbox.convergeUrl, body, {
			headers: { ...headers, 'content-type': type },
			validateStatus,
		});
	expect((await post('a=b', 'application/x-www-form-urlencoded')).status).toBe(415);
	expect((await post('{"event_name":', 'application/json')).status).toBe(400);
});

it('can be down, or fail now and then', async () => {
	sandbox.converge.down = true;
	expect((await sendEvent(sandbox, event())).status).toBe(503);
	sandbox.converge.down = false;
	sandbox.converge.failRate = 1;
	expect((await sendEvent(sandbox, event())).status).toBe(500);
	sandbox.converge.failRate = 0;
	expect((await sendEvent(sandbox, event())).status).toBe(200);
	expect(sandbox.converge.events).toHaveLength(1);
});

describe('Converge counts', () => {
	const order = (id: string, more: object = {}) =>
		event({ event_id: id, properties: { ...properties, ...more } });

	it('an event once within the deduplication window, and again after it', async () => {
		const { converge } = sandbox;
		for (const id of ['1', '1', '2']) await sendEvent(sandbox, order(id));
		expect(converge.counted().map(({ body }) => body.event_id)).toEqual(['1', '2']);
		converge.deduplicationMs = 0;
		converge.events[0].receivedAt = new Date(Date.now() - 60_000);
		expect(converge.counted().map(({ body }) => body.event_id)).toEqual(['1', '1', '2']);
	});

	it('gross, net and total revenue by currency, exactly', async () => {
		const item = properties.items[0];
		await sendEvent(
			sandbox,
			order('1', {
				...{ currency: 'PKR', total_tax: 0.3, total_shipping: 10.1, total_discount: 5.05 },
				items: [
					{ ...item, price: 0.1, quantity: 3 },
					{ ...item, price: 133.6543, quantity: -1 },
				],
			}),
		);
		await sendEvent(sandbox, order('2'));
		await sendEvent(sandbox, { ...order('3'), event_name: 'Received Refund' });
		expect(sandbox.converge.revenue()).toEqual({
			PKR: { orders: 1, gross: -133.3543, net: -138.4043, total: -128.0043 },
			EUR: { orders: 1, gross: 12.5, net: 12.5, total: 14.5 },
		});
	});
});

describe('Converge answers oddly:', () => {
	const send = () =>
		sendEvent(
			sandbox,
			event({ properties: { ...properties, $first_name: 'Ada', $last_name: 'Lo' } }),
		);

	it('a web page with 200', async () => {
		sandbox.converge.oddAnswer = 'html';
		const { status, headers, data } = await send();
		expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		expect(data).toContain('<!doctype html>');
	});

	it('422 that quotes the customer', async () => {
		sandbox.converge.oddAnswer = 'quote';
		const { status, data } = await send();
		expect(status).toBe(422);
		expect(JSON.stringify(data)).toMatch(/Ada Lo.*a@example\.com/);
	});

	it('a byte now and then, without an end', async () => {
		sandbox.converge.oddAnswer = 'drip';
		sandbox.converge.dripMs = 5;
		const bytes = await axios.post(sandbox.convergeUrl, event(), {
			headers: { 'x-webhook-token': sandbox.converge.token },
			responseType: 'stream',
		});
		let count = 0;
		for await (const chunk of bytes.data as AsyncIterable<Buffer>) {
			count += chunk.length;
			if (count >= 3) break;
		}
		expect(count).toBe(3);
	});

	afterEach(() => expect(sandbox.converge.events).toEqual([]));
});
