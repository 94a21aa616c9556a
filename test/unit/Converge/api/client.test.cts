import { sleep } from 'n8n-workflow';
import { deliver, DeliveryError } from '../../../../nodes/Converge/api/client';
import type { HttpRequest } from '../../../../nodes/shared/http';

jest.mock('n8n-workflow', () => ({ sleep: jest.fn(() => Promise.resolve()) }));

const waits = () => jest.mocked(sleep).mock.calls.map(([ms]) => ms);
beforeEach(() => jest.mocked(sleep).mockClear());

const event = {
	event_name: 'Placed Order',
	event_id: '118',
	properties: {},
	profile_properties: {},
	aliases: ['urn:x:1'],
};

type Answer = { statusCode: number; headers?: object; body?: unknown } | Error;

/** Delivers to a Converge that gives these responses, the last of them for good. */
async function deliverTo(...answers: Answer[]) {
	const requests: unknown[] = [];
	const httpRequest: HttpRequest = (options) => {
		const answer = answers[Math.min(requests.length, answers.length - 1)];
		requests.push(options);
		if (answer instanceof Error) return Promise.reject(answer);
		return Promise.resolve({ headers: {}, body: '', ...answer } as never);
	};
	const outcome = await deliver(httpRequest, 'https://converge.example.com', event).catch(
		(error: DeliveryError) => error,
	);
	return { outcome, requests };
}

test('deliver sends one POST with the event as JSON', async () => {
	const { outcome, requests } = await deliverTo({ statusCode: 202 });
	expect(outcome).toBe(202);
	expect(requests).toEqual([
		expect.objectContaining({
			method: 'POST',
			json: true,
			body: event,
			disableFollowRedirect: true,
		}),
	]);
});

test.each([
	['429', { statusCode: 429 }],
	['500', { statusCode: 500 }],
	['503', { statusCode: 503 }],
	['a closed connection', new Error('socket hang up')],
])('deliver retries after %s until it succeeds', async (_name, answer) => {
	const { outcome, requests } = await deliverTo(answer, answer, answer, { statusCode: 200 });
	expect(outcome).toBe(200);
	expect(requests).toHaveLength(4);
	const [first, second, third] = waits();
	expect(first).toBeGreaterThanOrEqual(375);
	expect(first).toBeLessThanOrEqual(625);
	expect(second).toBeGreaterThanOrEqual(750);
	expect(second).toBeLessThanOrEqual(1_250);
	expect(third).toBeGreaterThanOrEqual(1_500);
	expect(third).toBeLessThanOrEqual(2_500);
});

test('the delays between attempts vary, so that many events do not return at one moment', async () => {
	for (let time = 0; time < 5; time++) await deliverTo({ statusCode: 500 });
	expect(new Set(waits()).size).toBeGreaterThan(3);
});

test('deliver gives up after four attempts and says so', async () => {
	const { outcome, requests } = await deliverTo({ statusCode: 502, body: '<html>Bad</html>' });
	expect(requests).toHaveLength(4);
	expect(outcome).toMatchObject({
		status: 502,
		message: expect.stringContaining('502') as unknown,
	});
	expect((outcome as DeliveryError).description).toMatch(
		/^Gave up after 4 attempts\. .*event ID\.$/,
	);
});

test.each([['2', 2_000]])(
	'deliver waits as long as Retry-After %s asks for',
	async (header, wait) => {
		const answer = { statusCode: 429, headers: { 'retry-after': header } };
		expect((await deliverTo(answer, { statusCode: 200 })).outcome).toBe(200);
		expect(waits()).toEqual([wait]);
	},
);

test.each(['0', '1.5', '-3', 'soon', new Date(0).toUTCString()])(
	'deliver waits at least as long as without a Retry-After of %s',
	async (header) => {
		const answer = { statusCode: 503, headers: { 'retry-after': header } };
		await deliverTo(answer, answer, { statusCode: 200 });
		const [first, second] = waits();
		expect(first).toBeGreaterThanOrEqual(375);
		expect(second).toBeGreaterThanOrEqual(750);
	},
);

test('deliver reads a date in Retry-After', async () => {
	const date = new Date(Date.now() + 10_000).toUTCString();
	await deliverTo({ statusCode: 503, headers: { 'retry-after': date } }, { statusCode: 200 });
	expect(waits()[0]).toBeGreaterThan(7_000);
	expect(waits()[0]).toBeLessThanOrEqual(10_000);
});

test('deliver gives up at once when Retry-After is longer than its time limit', async () => {
	const answer = { statusCode: 429, headers: { 'retry-after': '3600' } };
	const { outcome, requests } = await deliverTo(answer);
	expect(requests).toHaveLength(1);
	expect((outcome as DeliveryError).description).toContain('Gave up after 1 attempt.');
});

test.each([
	[400, /rejected the event \(HTTP 400\)/],
	[401, /rejected the webhook token/],
	[403, /rejected the webhook token/],
	[404, /No Converge webhook at this address/],
	[422, /rejected the event \(HTTP 422\)/],
	[301, /The Webhook URL redirects \(HTTP 301\)\. Enter the address that it redirects to/],
	[307, /redirects \(HTTP 307\)/],
])('deliver does not retry HTTP %p, and quotes Converge', async (statusCode, message) => {
	const body = { errors: ['aliases must have 1 to 10 entries'] };
	const { outcome, requests } = await deliverTo({ statusCode, body });
	expect(requests).toHaveLength(1);
	expect(outcome).toBeInstanceOf(DeliveryError);
	expect(outcome).toMatchObject({
		status: statusCode,
		message: expect.stringMatching(message) as unknown,
	});
	expect((outcome as DeliveryError).description).toContain('aliases must have 1 to 10 entries');
});

test('an error without a response gives the reason, but not the address, which may hold a secret', async () => {
	const cause = Object.assign(new Error('connect https://converge.example.com/secret'), {
		code: 'ECONNREFUSED',
	});
	const { outcome } = await deliverTo(cause);
	expect(outcome).toMatchObject({ status: 0, message: 'Converge did not respond' });
	expect((outcome as DeliveryError).description).toContain('ECONNREFUSED');
	expect((outcome as DeliveryError).description).not.toContain('secret');
});

test('a long response is shortened', async () => {
	const { outcome } = await deliverTo({ statusCode: 400, body: 'x'.repeat(5_000) });
	expect((outcome as DeliveryError).description.length).toBeLessThan(400);
});

test.each([
	[302, { 'content-type': 'text/html' }, '<p>Moved</p>', /redirects \(HTTP 302\)/],
	[400, {}, '<html>Bad request</html>', /is a web page/],
	[413, { 'content-type': 'text/html; charset=utf-8' }, 'Too large', /is a web page/],
])('deliver names the address, not the event, at HTTP %p with a page', async (...given) => {
	const [statusCode, headers, body, message] = given;
	const { outcome } = await deliverTo({ statusCode, headers, body });
	expect((outcome as DeliveryError).message).toMatch(message);
	expect((outcome as DeliveryError).description).not.toContain(body);
});

test('deliver does not quote what holds the data in a form that cannot be masked', async () => {
	const body = 'email=ada%40example.com';
	const { outcome } = await deliverTo({ statusCode: 422, body });
	expect((outcome as DeliveryError).description).toBe(
		"Converge's reason is not shown, because it contains customer data.",
	);
});

describe('a 2xx response', () => {
	test.each([
		['an empty body', ''],
		['a JSON object', { success: true }],
		['a JSON array', []],
		['a JSON string', 'ok', 'application/json'],
	])('with %s is a delivery', async (_name, body, type = 'text/plain') => {
		const headers = { 'content-type': type };
		expect((await deliverTo({ statusCode: 200, headers, body })).outcome).toBe(200);
	});

	test.each([
		[
			'a page that begins with a text',
			'Please sign in: <a href="/login">',
			'text/html',
			/web page/,
		],
		['a text of a page', 'Sign in', 'application/xhtml+xml', /web page/],
		['a text', 'OK', 'text/plain', /the response is not JSON/],
		['a text of no type', 'Sign in', undefined, /the response is not JSON/],
		['half of a JSON body', '{"ok": tr', 'text/plain', /the response is not JSON/],
	])('with %s is not a delivery, and not retried', async (_name, body, type, message) => {
		const headers = { 'content-type': type };
		const { outcome, requests } = await deliverTo({ statusCode: 200, headers, body });
		expect(outcome).toMatchObject({ name: 'DeliveryError', status: 200 });
		expect((outcome as DeliveryError).message).toMatch(message);
		expect(requests).toHaveLength(1);
	});

	test.each([
		['a web page', '<!DOCTYPE html><html><body>Welcome</body></html>'],
		['a web page after a byte order mark', '\ufeff<html></html>'],
		['a web page after blank lines', '\n\n  <html></html>'],
		['a page of a proxy', '<HTML><HEAD><TITLE>Sign in</TITLE></HEAD></HTML>'],
	])('with %s is not a delivery, and not retried', async (_name, body) => {
		const { outcome, requests } = await deliverTo({ statusCode: 200, body });
		expect(outcome).toMatchObject({
			name: 'DeliveryError',
			message: expect.stringContaining('web page') as unknown,
			description: expect.stringContaining('not delivered') as unknown,
			status: 200,
		});
		expect(requests).toHaveLength(1);
	});
});

test('an attempt has a hard limit of its own beside the timeout of silence', async () => {
	const { requests } = await deliverTo({ statusCode: 200 });
	const [{ timeout, abortSignal }] = requests as Array<{ timeout: number; abortSignal: unknown }>;
	expect(timeout).toBeLessThanOrEqual(10_000);
	expect(abortSignal).toBeInstanceOf(AbortSignal);
});

test('all attempts together end after 30 seconds', async () => {
	let now = Date.now();
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
	try {
		const times: number[] = [];
		const httpRequest: HttpRequest = ({ timeout }) => {
			times.push(timeout!);
			now += timeout!;
			return Promise.reject(Object.assign(new Error('timeout'), { code: 'ECONNABORTED' }));
		};
		await expect(deliver(httpRequest, 'https://x.example.com', event)).rejects.toMatchObject({
			status: 0,
		});
		expect(times.reduce((sum, time) => sum + time, 0)).toBeLessThanOrEqual(30_000);
	} finally {
		clock.mockRestore();
	}
});
