import axios, { type AxiosResponse } from 'axios';
import type { Sandbox } from './index.cts';

export interface CallOptions {
	/** Default: the token with every scope; null sends none. */
	token?: string | null;
	query?: Record<string, string | number | boolean>;
	body?: unknown;
}

/**
 * Asks the sandbox's BigCommerce API, as a test does.
 * @param path from `/v2` or `/v3` on
 * @returns the answer, whatever its status; `data` is parsed when it is JSON, '' when empty
 */
export function call(
	sandbox: Sandbox,
	method: string,
	path: string,
	{ token = sandbox.store.tokens.full, query, body }: CallOptions = {},
): Promise<AxiosResponse> {
	return axios.request({
		method,
		url: `${sandbox.url}/stores/${sandbox.store.hash}${path}`,
		params: query,
		data: body,
		headers: { accept: 'application/json', ...(token !== null && { 'x-auth-token': token }) },
		proxy: false,
		validateStatus: () => true,
	});
}

/** Sends a body to the sandbox's Converge. @param token null sends none */
export function sendEvent(
	sandbox: Sandbox,
	body: unknown,
	token: string | null = sandbox.converge.token,
): Promise<AxiosResponse> {
	return axios.post(sandbox.convergeUrl, body, {
		headers: {
			'content-type': 'application/json',
			...(token !== null && { 'x-webhook-token': token }),
		},
		proxy: false,
		validateStatus: () => true,
	});
}
