import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { requestWith, retryAfterMs, sendWithRetries } from '../../../nodes/shared/http';

let server: Server;
let url: string;

/** Sends a byte every 20 ms, for ever. */
beforeEach(async () => {
	server = createServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'application/json' });
		const drip = setInterval(() => response.write(' '), 20);
		response.on('close', () => clearInterval(drip));
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`;
});

afterEach(() => {
	server.closeAllConnections();
	server.close();
});

const send = async (options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> => {
	const { url: address, abortSignal, timeout } = options;
	const request = { signal: abortSignal as AbortSignal, timeout, proxy: false as const };
	const { status, headers, data } = await axios.get(address, request);
	return { statusCode: status, headers: headers, body: data as string };
};

const once = { maxAttempts: 1, attemptMs: 200, retryDelay: () => undefined };

test('a response that drips ends at the deadline of the attempt', async () => {
	const { response } = await sendWithRetries(
		send,
		{ method: 'GET', url },
		{ ...once, deadline: Date.now() + 10_000 },
	);
	expect(response).toMatchObject({ status: 0, reason: 'timed out' });
});

test('the deadline of all attempts cuts the last one short', async () => {
	const started = Date.now();
	const { attempts } = await sendWithRetries(
		send,
		{ method: 'GET', url },
		{ maxAttempts: 9, attemptMs: 60_000, deadline: started + 200, retryDelay: () => 1 },
	);
	expect(attempts).toBe(1);
});

test('the cancel signal that n8n puts in the place of ours does not lift the deadline', async () => {
	const cancel = new AbortController();
	const asN8n = async (options: IHttpRequestOptions) => {
		options.abortSignal = cancel.signal;
		return await send({ ...options });
	};
	const attempt = async () => {
		const retry = { ...once, deadline: Date.now() + 10_000 };
		return (await sendWithRetries(asN8n, { method: 'GET', url }, retry)).response.reason;
	};
	expect(await attempt()).toBe('timed out');
	cancel.abort();
	expect(await attempt()).toBe('timed out');
});

test('a failure names the code of the network and not the address', async () => {
	const closed = url.replace(/:\d+/, ':1');
	const { response } = await sendWithRetries(
		send,
		{ method: 'GET', url: closed },
		{ ...once, deadline: Date.now() + 10_000 },
	);
	expect(response).toEqual({ status: 0, headers: {}, body: undefined, reason: 'ECONNREFUSED' });
});

test.each([
	['7', 7_000],
	['0', 0],
	['', undefined],
	[undefined, undefined],
	['soon', undefined],
	['Thu, 01 Jan 1970 00:00:00 GMT', 0],
])('Retry-After %p is %p ms', (header, expected) => {
	expect(retryAfterMs(header)).toBe(expected);
});

test('a decrypted credential goes along with each request', async () => {
	const given: unknown[] = [];
	const context = {
		helpers: {
			httpRequestWithAuthentication: (type: string, _options: unknown, more: unknown) => {
				given.push(type, more);
				return Promise.resolve({});
			},
		},
	};
	await requestWith(context, 'converge', { token: 'x' })({ url });
	expect(given).toEqual([
		'converge',
		{ credentialsDecrypted: { id: '', name: 'converge', type: 'converge', data: { token: 'x' } } },
	]);
});
