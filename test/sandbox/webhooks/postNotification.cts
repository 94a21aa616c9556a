import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';

/** How an attempt ended: the HTTP status, no answer in time, or no connection (or a broken one). */
export type Outcome = number | 'timeout' | 'refused';

/** Whether BigCommerce takes the notification for delivered, and does not retry it. */
export function isDelivered(outcome: Outcome): boolean {
	return typeof outcome === 'number' && outcome >= 200 && outcome < 300;
}

export interface PostSettings {
	/** Public origin → loopback origin. */
	routes: Record<string, string>;
	timeoutMs: number;
	/** Whether giving up closes the connection; behind a tunnel it stayed open (reference §11). */
	cutsConnection: boolean;
	/** Ends the attempt when the sandbox stops. */
	signal: AbortSignal;
	/** Learns how a request ended that BigCommerce had given up, but left open. */
	onLate: (outcome: Outcome) => void;
}

/**
 * Posts a notification, over loopback only: the sandbox stands in for the reverse proxy that publishes
 * the receiver, so an origin without a route is refused.
 */
export async function postNotification(
	destination: string,
	body: string,
	headers: Record<string, string>,
	{ routes, timeoutMs, cutsConnection, signal, onLate }: PostSettings,
): Promise<Outcome> {
	const url = new URL(destination);
	const target = routes[url.origin];
	if (target === undefined) return 'refused';
	const ended = new AbortController();
	const answer = axios
		.post(new URL(url.pathname + url.search, target).href, body, {
			headers: {
				'content-type': 'application/json',
				'user-agent': 'pekko-http/1.3.0',
				host: url.host,
				'x-forwarded-host': url.host,
				'x-forwarded-proto': 'https',
				...headers,
			},
			transformRequest: (data: string) => data,
			responseType: 'text',
			signal: AbortSignal.any([signal, ended.signal]),
			maxRedirects: 0,
			proxy: false,
			validateStatus: () => true,
		})
		.then(
			({ status }): Outcome => status,
			(): Outcome => 'refused',
		);
	const answered = new AbortController();
	const patience = sleep(timeoutMs, 'timeout' as const, { signal: answered.signal });
	const outcome = await Promise.race([answer, patience.catch((): Outcome => 'refused')]);
	answered.abort();
	if (outcome !== 'timeout') return outcome;
	if (cutsConnection) ended.abort();
	else void answer.then(onLate);
	return outcome;
}
