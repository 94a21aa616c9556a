import { sleep } from 'n8n-workflow';
import { deliver, Undelivered } from '../../../../nodes/Converge/api/client';
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

/** Delivers to a Converge that gives these answers, the last of them for good. */
async function deliverTo(...answers: Answer[]) {
	const requests: unknown[] = [];
	const httpRequest: HttpRequest = (options) => {
		const answer = answers[Math.min(requests.length, answers.length - 1)];
		requests.push(options);
		if (answer instanceof Error) return Promise.reject(answer);
		return Promise.resolve({ headers: {}, body: '', ...answer } as never);
	};
	const outcome = await deliver(httpRequest, 'https://converge.example.com', event).catch(
		(error: Undelivered) => error,
	);
	return { outcome, requests };
}

test('one POST of the event as JSON, when Converge takes it', async () => {
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
	['no answer', new Error('socket hang up')],
])('%s is tried again until it passes', async (_name, answer) => {
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

test('the waits differ, so that many do not come back at one moment', async () => {
	for (let time = 0; time < 5; time++) await deliverTo({ statusCode: 500 });
	expect(new Set(waits()).size).toBeGreaterThan(3);
});

test('four tries, then it says so', async () => {
	const { outcome, requests } = await deliverTo({ statusCode: 502, body: '<html>Bad</html>' });
	expect(requests).toHaveLength(4);
	expect(outcome).toMatchObject({
		status: 502,
		message: expect.stringContaining('502') as unknown,
	});
	expect((outcome as Undelivered).description).toMatch(/^It was tried 4 times\. .*once\.$/);
});

test.each([
	['2', 2_000],
	['0', 0],
])('Retry-After %s is obeyed', async (header, wait) => {
	const answer = { statusCode: 429, headers: { 'retry-after': header } };
	expect((await deliverTo(answer, { statusCode: 200 })).outcome).toBe(200);
	expect(waits()).toEqual([wait]);
});

test('Retry-After may be a date', async () => {
	const date = new Date(Date.now() + 10_000).toUTCString();
	await deliverTo({ statusCode: 503, headers: { 'retry-after': date } }, { statusCode: 200 });
	expect(waits()[0]).toBeGreaterThan(7_000);
	expect(waits()[0]).toBeLessThanOrEqual(10_000);
});

test('Retry-After for longer than an execution should wait ends it at once', async () => {
	const answer = { statusCode: 429, headers: { 'retry-after': '3600' } };
	const { outcome, requests } = await deliverTo(answer);
	expect(requests).toHaveLength(1);
	expect((outcome as Undelivered).description).toContain('It was tried once.');
});

test.each([
	[400, /refused the event \(HTTP 400\)/],
	[401, /does not accept the webhook token/],
	[403, /does not accept the webhook token/],
	[404, /no webhook at this address/],
	[422, /refused the event \(HTTP 422\)/],
	[301, /refused the event \(HTTP 301\)/],
])('%p is final, and shows the words of Converge', async (statusCode, message) => {
	const body = { errors: ['aliases must have 1 to 10 entries'] };
	const { outcome, requests } = await deliverTo({ statusCode, body });
	expect(requests).toHaveLength(1);
	expect(outcome).toBeInstanceOf(Undelivered);
	expect(outcome).toMatchObject({
		status: statusCode,
		message: expect.stringMatching(message) as unknown,
	});
	expect((outcome as Undelivered).description).toContain('aliases must have 1 to 10 entries');
});

test('no answer tells why, without the address, which may hold a secret', async () => {
	const cause = Object.assign(new Error('connect https://converge.example.com/secret'), {
		code: 'ECONNREFUSED',
	});
	const { outcome } = await deliverTo(cause);
	expect(outcome).toMatchObject({ status: 0, message: 'Converge did not answer' });
	expect((outcome as Undelivered).description).toContain('ECONNREFUSED');
	expect((outcome as Undelivered).description).not.toContain('secret');
});

test('long words are cut', async () => {
	const { outcome } = await deliverTo({ statusCode: 400, body: 'x'.repeat(5_000) });
	expect((outcome as Undelivered).description.length).toBeLessThan(400);
});
