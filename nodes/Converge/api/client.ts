import {
	sleep,
	type IDataObject,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { ConvergeEvent } from '../event/types';

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
		const answer = await tryOnce(httpRequest, webhookUrl, event);
		const { status, headers } = answer;
		if (status >= 200 && status < 300) return status;

		const mayPass = status === 0 || status === 429 || status >= 500;
		const wait = retryAfter(headers['retry-after']) ?? backOff(attempt);
		if (!mayPass || attempt === MAX_TRIES || wait > LONGEST_WAIT) {
			throw undelivered(answer, attempt);
		}
		await sleep(wait);
	}
}

interface Answer {
	/** 0 when there was none. */
	status: number;
	headers: IDataObject;
	/** What came; why nothing came, when nothing did. */
	words: string | undefined;
}

async function tryOnce(
	httpRequest: HttpRequest,
	url: string,
	event: ConvergeEvent,
): Promise<Answer> {
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
		return { status: statusCode, headers, words: wordsOf(body) };
	} catch (error) {
		return { status: 0, headers: {}, words: networkCode(error) };
	}
}

/** For example ECONNREFUSED. Not the message: it may hold the address, and that a postback's secret. */
function networkCode(error: unknown): string | undefined {
	const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
	const found = code ?? cause?.code;
	return typeof found === 'string' ? found : undefined;
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

function undelivered({ status, words }: Answer, tries: number): Undelivered {
	const said = words ? ` Converge says: ${words}` : '';
	const tried = tries === 1 ? 'It was tried once.' : `It was tried ${tries} times.`;
	if (status === 0) {
		return new Undelivered(
			'Converge did not answer',
			`The webhook address could not be reached, or took too long${words ? ` (${words})` : ''}. ${tried} Check the Webhook URL in the Converge API credential and the network of this n8n, and run this item again: Converge counts the same event id once.`,
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
			`${tried} Run this item again later: Converge counts the same event id once.${said}`,
			status,
		);
	}
	return new Undelivered(
		`Converge refused the event (HTTP ${status})`,
		said.trim() || 'It gave no reason.',
		status,
	);
}

/** The answer's own words, shortened; a page for a browser has none. */
function wordsOf(body: unknown): string | undefined {
	if (body === undefined || body === null || body === '') return undefined;
	const words = typeof body === 'string' ? body.trim() : JSON.stringify(body);
	if (words.startsWith('<')) return undefined;
	return words.length > 300 ? `${words.slice(0, 300)}…` : words;
}
