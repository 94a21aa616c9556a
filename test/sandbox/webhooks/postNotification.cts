import axios from 'axios';

/** How an attempt ended: the HTTP status, no answer in time, or no connection (or a broken one). */
export type Outcome = number | 'timeout' | 'refused';

/**
 * Posts a notification, over loopback only: the sandbox stands in for the reverse proxy that publishes
 * the receiver, so an origin without a route is refused.
 * @param routes public origin → loopback origin
 * @param signal ends the attempt when the sandbox stops
 */
export async function postNotification(
	destination: string,
	body: string,
	headers: Record<string, string>,
	settings: { routes: Record<string, string>; timeoutMs: number; signal: AbortSignal },
): Promise<Outcome> {
	const url = new URL(destination);
	const target = settings.routes[url.origin];
	if (target === undefined) return 'refused';
	try {
		const answer = await axios.post(new URL(url.pathname + url.search, target).href, body, {
			headers: {
				'content-type': 'application/json',
				'user-agent': 'sandbox-hooks/1.0',
				host: url.host,
				'x-forwarded-host': url.host,
				'x-forwarded-proto': 'https',
				...headers,
			},
			transformRequest: (data: string) => data,
			responseType: 'text',
			timeout: settings.timeoutMs,
			signal: settings.signal,
			maxRedirects: 0,
			proxy: false,
			validateStatus: () => true,
		});
		return answer.status;
	} catch (error) {
		return axios.isAxiosError(error) && error.code === 'ECONNABORTED' ? 'timeout' : 'refused';
	}
}
