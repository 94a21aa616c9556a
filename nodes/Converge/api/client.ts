import type { IDataObject } from 'n8n-workflow';
import {
	backOffMs,
	isSuccess,
	retryAfterMs,
	sendWithRetries,
	type HttpRequest,
	type HttpResponse,
} from '../../shared/http';
import type { ConvergeEvent } from '../event/types';

/** Converge did not take an event: what happened, and what to do. */
export class Undelivered extends Error {
	readonly name = 'DeliveryError';

	constructor(
		message: string,
		readonly description: string,
		/** HTTP status, 0 when there was no answer. */
		readonly status: number,
	) {
		super(message);
	}
}

const MAX_ATTEMPTS = 4;
const ATTEMPT_MS = 10_000;
/** For all attempts together, the waits between them included. */
const TOTAL_MS = 30_000;
const BACK_OFF_MS = 500;

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
	const options = {
		method: 'POST' as const,
		url: webhookUrl,
		body: event as unknown as IDataObject,
	};
	const { response, attempts } = await sendWithRetries(httpRequest, options, {
		maxAttempts: MAX_ATTEMPTS,
		attemptMs: ATTEMPT_MS,
		deadline: Date.now() + TOTAL_MS,
		retryDelay: ({ status, headers }, attempt) => {
			const isTemporary = status === 0 || status === 429 || status >= 500;
			if (!isTemporary) return undefined;
			return retryAfterMs(headers['retry-after']) ?? backOffMs(BACK_OFF_MS, attempt);
		},
	});
	if (isSuccess(response.status)) return response.status;
	throw undelivered(response, attempts);
}

function undelivered({ status, body, reason }: HttpResponse, tries: number): Undelivered {
	const words = reason ?? wordsOf(body);
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
