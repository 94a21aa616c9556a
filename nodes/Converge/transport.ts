import {
	sleep,
	type IDataObject,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { ConvergeEvent } from './event';

/** Sends one authenticated request; rejects only when no answer came. */
export type HttpRequest = (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

/** Converge did not take an event: what happened, and what to do. */
export class Undelivered extends Error {
	constructor(
		message: string,
		readonly description: string,
		/** HTTP status, 0 when there was no answer. */
		readonly status: number,
	) {
		super(message);
	}
}

const MAX_TRIES = 4;
/** For one try, in ms. */
const TIMEOUT = 10_000;
/** What Converge may ask to wait before the next try, in ms; for longer the event is not delivered. */
const LONGEST_WAIT = 30_000;

/**
 * Delivers one event to Converge's webhook (POST, JSON, one event a request). What may pass (no
 * answer, 429, 5xx) is tried again: Converge counts events with the same `event_id` once.
 *
 * @returns the HTTP status of the 2xx answer
 * @throws Undelivered
 */
export async function deliver(
	httpRequest: HttpRequest,
	webhookUrl: string,
	event: ConvergeEvent,
): Promise<number> {
	for (let attempt = 1; ; attempt++) {
		const { status, headers, body } = await tryOnce(httpRequest, webhookUrl, event);
		if (status >= 200 && status < 300) return status;

		const mayPass = status === 0 || status === 429 || status >= 500;
		const wait = retryAfter(headers['retry-after']) ?? backOff(attempt);
		if (!mayPass || attempt === MAX_TRIES || wait > LONGEST_WAIT) {
			throw undelivered(status, wordsOf(body));
		}
		await sleep(wait);
	}
}

async function tryOnce(httpRequest: HttpRequest, url: string, event: ConvergeEvent) {
	try {
		const { statusCode, headers, body } = await httpRequest({
			method: 'POST',
			url,
			body: event as unknown as IDataObject,
			json: true,
			headers: { Accept: 'application/json' },
			timeout: TIMEOUT,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
		return { status: statusCode, headers, body: body as unknown };
	} catch {
		return { status: 0, headers: {} as IDataObject, body: undefined };
	}
}

/** 0.5 s, 1 s, 2 s, each a quarter more or less, so that many do not come back at one moment. */
function backOff(attempt: number): number {
	return 500 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}

/** The header in ms: it holds seconds or a date (RFC 9110, 10.2.3). */
function retryAfter(header: unknown): number | undefined {
	if (typeof header !== 'string' || !header) return undefined;
	const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
	return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function undelivered(status: number, words: string | undefined): Undelivered {
	const said = words ? ` Converge says: ${words}` : '';
	if (status === 0) {
		return new Undelivered(
			'Converge did not answer',
			'The webhook address could not be reached, or took too long. Check the Webhook URL in the Converge API credential and the network of this n8n. The event has not been delivered.',
			status,
		);
	}
	if (status === 401 || status === 403) {
		return new Undelivered(
			'Converge does not accept the webhook token',
			`Copy the token from the Configuration tab of the webhook source in Converge into the Converge API credential.${said}`,
			status,
		);
	}
	if (status === 404) {
		return new Undelivered(
			'Converge has no webhook at this address',
			`Check the Webhook URL in the Converge API credential.${said}`,
			status,
		);
	}
	if (status === 429 || status >= 500) {
		return new Undelivered(
			`Converge could not take the event now (HTTP ${status})`,
			`It was tried ${MAX_TRIES} times. Run this item again later: the same event id is counted once.${said}`,
			status,
		);
	}
	return new Undelivered(
		`Converge refused the event (HTTP ${status})`,
		said.trim() || 'It gave no reason.',
		status,
	);
}

/** The answer's own words, shortened. */
function wordsOf(body: unknown): string | undefined {
	if (body === undefined || body === null || body === '') return undefined;
	const words = typeof body === 'string' ? body : JSON.stringify(body);
	return words.length > 300 ? `${words.slice(0, 300)}…` : words;
}
