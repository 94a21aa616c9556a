import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { RateLimiter } from '../../../../nodes/BigCommerce/api/rateLimiter';
import { storeOf } from '../../../../nodes/BigCommerce/api/store';
import {
	createApi,
	type BigCommerceApi,
	type TimeLimits,
} from '../../../../nodes/BigCommerce/api/client';

const store = storeOf({ storeHash: 'abc123', accessToken: 'token-of-a-shop' })!;

type Answer = Partial<IN8nHttpFullResponse> | Error;

/** An API that gets these answers one after the other, and the requests it made. */
function apiWith(answers: Answer[], limits?: TimeLimits): [BigCommerceApi, IHttpRequestOptions[]] {
	const requests: IHttpRequestOptions[] = [];
	const httpRequest = (options: IHttpRequestOptions) => {
		requests.push(options);
		const answer = answers[requests.length - 1] ?? new Error('no more answers');
		if (answer instanceof Error) return Promise.reject(answer);
		return Promise.resolve({ statusCode: 200, headers: {}, body: {}, ...answer });
	};
	return [createApi(httpRequest, store, { limits }), requests];
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** The outcome of a request, with all its pauses let go by. */
async function outcome<T>(work: Promise<T>): Promise<T | { thrown: Record<string, unknown> }> {
	const settled = work.catch((error: Record<string, unknown>) => ({ thrown: error }));
	await jest.advanceTimersByTimeAsync(120_000);
	return await settled;
}

test('what has a time limit waits no longer for the rate limit, and is not sent after it', async () => {
	const rateLimiter = new RateLimiter();
	rateLimiter.update({
		...{ 'x-rate-limit-requests-left': '0', 'x-rate-limit-requests-quota': '150' },
		'x-rate-limit-time-reset-ms': '30000',
	});
	const httpRequest = jest.fn();
	const limits = { totalMs: 60_000, attemptMs: 20_000, perRequest: true };
	const api = createApi(httpRequest, store, { limits, rateLimiter, priority: 'bulk' });
	const limited = api.at('normal', 10_000).list('/v2/orders');
	const settled = limited.catch(({ status }: { status: number }) => status);
	await jest.advanceTimersByTimeAsync(11_000);
	expect(await settled).toBe(429);
	expect(httpRequest).not.toHaveBeenCalled();
});

test('a patient read has all of its time once it has waited for the rate limit', async () => {
	const rateLimiter = new RateLimiter();
	rateLimiter.update({
		...{ 'x-rate-limit-requests-left': '0', 'x-rate-limit-requests-quota': '150' },
		'x-rate-limit-time-reset-ms': '30000',
	});
	const httpRequest = jest.fn().mockResolvedValue({ statusCode: 200, headers: {}, body: [] });
	const limits = { totalMs: 10_000, attemptMs: 8_000, perRequest: true };
	const api = createApi(httpRequest, store, { limits, rateLimiter, priority: 'bulk' });
	const list = api.list('/v2/orders');
	await jest.advanceTimersByTimeAsync(25_000);
	expect(httpRequest).not.toHaveBeenCalled();
	await jest.advanceTimersByTimeAsync(6_000);
	expect(await list).toEqual([]);
	expect(httpRequest).toHaveBeenCalledWith(expect.objectContaining({ timeout: 8_000 }));
});

test('a request goes to the store, follows no redirect and expects JSON', async () => {
	const [api, requests] = apiWith([{ body: { id: 118 } }]);
	expect(await outcome(api.request('GET', '/v2/orders/118', { query: { page: 1 } }))).toEqual({
		id: 118,
	});
	expect(requests[0]).toMatchObject({
		method: 'GET',
		url: 'https://api.bigcommerce.com/stores/abc123/v2/orders/118',
		qs: { page: 1 },
		json: true,
		disableFollowRedirect: true,
	});
});

describe('a read is retried', () => {
	test.each([
		['no answer', new Error('ECONNRESET')],
		['500', { statusCode: 500 }],
		['502 with a page', { statusCode: 502, body: '<html>' }],
		['503', { statusCode: 503 }],
		['504', { statusCode: 504 }],
		['a page instead of JSON', { statusCode: 200, body: '<html>' }],
		['429 without headers', { statusCode: 429 }],
		['an empty body', { statusCode: 200, body: '' }],
		['null', { statusCode: 200, body: null }],
		['a record instead of the list', { statusCode: 200, body: { status: 500, title: 'Oops' } }],
	])('after %s', async (_name, answer) => {
		const [api, requests] = apiWith([answer, answer, { body: [1] }]);
		expect(await outcome(api.list('/v2/orders'))).toEqual([1]);
		expect(requests).toHaveLength(3);
	});

	test('five times at most', async () => {
		const [api, requests] = apiWith(Array<Answer>(9).fill({ statusCode: 500 }));
		expect(await outcome(api.list('/v2/orders'))).toMatchObject({
			thrown: { message: 'BigCommerce is temporarily unavailable (HTTP 500)', status: 500 },
		});
		expect(requests).toHaveLength(5);
	});

	test.each([400, 401, 403, 404, 413, 422, 501])('but not after %i', async (statusCode) => {
		const [api, requests] = apiWith([{ statusCode }]);
		expect(await outcome(api.list('/v2/orders'))).toMatchObject({
			thrown: { status: statusCode },
		});
		expect(requests).toHaveLength(1);
	});
});

describe('a write', () => {
	test.each([new Error('ECONNRESET'), { statusCode: 500 }])(
		'is not tried again',
		async (answer) => {
			const [api, requests] = apiWith([answer, { body: {} }]);
			expect(await outcome(api.request('POST', '/v3/hooks', { body: {} }))).toHaveProperty(
				'thrown',
			);
			expect(requests).toHaveLength(1);
		},
	);

	test('is tried again after 429, which did nothing', async () => {
		const headers = { 'x-rate-limit-time-reset-ms': '1000' };
		const [api, requests] = apiWith([{ statusCode: 429, headers }, { body: { data: 1 } }]);
		expect(await outcome(api.request('POST', '/v3/hooks', { body: {} }))).toEqual({ data: 1 });
		expect(requests).toHaveLength(2);
	});
});

describe('429 says when the quota is back', () => {
	const headers = { 'x-rate-limit-time-reset-ms': '5000' };

	test('and that is waited for', async () => {
		const [api, requests] = apiWith([{ statusCode: 429, headers }, { body: [] }]);
		const work = api.list('/v2/orders');
		await jest.advanceTimersByTimeAsync(4900);
		expect(requests).toHaveLength(1);
		await jest.advanceTimersByTimeAsync(200);
		expect(requests).toHaveLength(2);
		await work;
	});

	test('unless there is no time for it', async () => {
		const limits = { totalMs: 4000, attemptMs: 2000 };
		const [api, requests] = apiWith([{ statusCode: 429, headers }], limits);
		const work = api.list('/v2/orders').catch((error: Error) => error.message);
		expect(await work).toContain('rate limit exceeded');
		expect(requests).toHaveLength(1);
	});
});

test('all requests together keep to the budget', async () => {
	const answers = Array<Answer>(9).fill({ statusCode: 503 });
	const [api, requests] = apiWith(answers, { totalMs: 1500, attemptMs: 1000 });
	const first = api.list('/v2/orders').catch(() => 'refused');
	await jest.advanceTimersByTimeAsync(5000);
	expect(await first).toBe('refused');
	const before = requests.length;
	expect(await outcome(api.list('/v2/orders'))).toHaveProperty('thrown');
	expect(requests).toHaveLength(before + 1);
	expect(requests.at(-1)!.timeout).toBe(1);
});

describe('what is gone', () => {
	const gone = [{ status: 404, message: 'The requested resource was not found.' }];

	test('is an empty answer where it may be gone', async () => {
		const [api] = apiWith([{ statusCode: 404, body: gone }]);
		const request = api.request('GET', '/v2/orders/118', { allowNotFound: true });
		expect(await outcome(request)).toBeUndefined();
	});

	test('a missing record is an error where it must exist', async () => {
		const [api] = apiWith([{ statusCode: 404, body: gone }]);
		expect(await outcome(api.request('GET', '/v2/orders/118'))).toMatchObject({
			thrown: {
				message: 'Not found in BigCommerce (order 118)',
				description: expect.stringContaining('The requested resource was not found.') as string,
			},
		});
	});

	test('is not what a wrong store hash looks like', async () => {
		const body = { status: 404, title: 'Store not found' };
		const [api] = apiWith([{ statusCode: 404, body }]);
		const request = api.request('GET', '/v2/orders/118', { allowNotFound: true });
		expect(await outcome(request)).toMatchObject({ thrown: { status: 404 } });
	});
});

test('V2 says "none" with an empty answer', async () => {
	const [api] = apiWith([{ statusCode: 204, body: '' }]);
	expect(await outcome(api.list('/v2/orders'))).toEqual([]);
});

test.each<[string, string, Answer]>([
	['an order', '/v2/orders/118', { body: '' }],
	['an order', '/v2/orders/118', { statusCode: 204, body: '' }],
	['an order', '/v2/orders/118', { body: null }],
	['an order', '/v2/orders/118', { body: [] }],
	['a channel', '/v3/channels/1', { body: {} }],
	['a channel', '/v3/channels/1', { body: { data: null } }],
	['a channel', '/v3/channels/1', { statusCode: 204, body: '' }],
])('%s at %s that is %j is read again, and does not pass for a deleted one', async (...given) => {
	const [, path, answer] = given;
	const whole = { id: 118, data: { id: 1 } };
	const [api] = apiWith([answer, { body: whole }]);
	expect(await outcome(api.request('GET', path, { allowNotFound: true }))).toEqual(whole);
	const [down] = apiWith(Array<Answer>(5).fill(answer));
	expect(await outcome(down.request('GET', path, { allowNotFound: true }))).toMatchObject({
		thrown: { status: 0, description: expect.stringContaining('the response ') as string },
	});
});

test.each<Answer>([
	...[{ body: '' }, { body: {} }, { body: { data: {} } }, { body: [] }, { body: null }],
])('a page of a V3 list that is %j is read again, and is not the end', async (answer) => {
	const meta = { pagination: { total_pages: 1 } };
	const [api] = apiWith([answer, { body: { data: [1], meta } }]);
	expect(await outcome(api.pages('/v3/hooks'))).toEqual([1]);
});

test('a V3 list of which nothing is left may have an empty response of 204', async () => {
	const [api] = apiWith([{ statusCode: 204, body: '' }]);
	expect(await outcome(api.pages('/v3/channels'))).toEqual([]);
});

test('a write may have an empty response', async () => {
	const [api] = apiWith([{ statusCode: 204, body: '' }]);
	expect(await outcome(api.request('DELETE', '/v3/hooks/1'))).toBeUndefined();
});

test('all pages of a V3 list are read', async () => {
	const meta = { pagination: { total_pages: 2 } };
	const [api, requests] = apiWith([{ body: { data: [1], meta } }, { body: { data: [2], meta } }]);
	expect(await outcome(api.pages('/v3/channels'))).toEqual([1, 2]);
	expect(requests.map(({ qs }) => qs?.page)).toEqual([1, 2]);
});

test('nothing is said of the token', async () => {
	const [api] = apiWith([{ statusCode: 401, body: { title: 'Unauthorized' } }]);
	const said = await api
		.list('/v2/orders')
		.catch((error: Error) => JSON.stringify(error) + error.message);
	expect(said).toContain('does not accept the access token');
	expect(said).not.toContain('token-of-a-shop');
});
