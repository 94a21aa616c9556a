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
import { withoutCustomerData } from './customerData';
import { isDelivered, isRedirect, isWebPage, NOT_JSON, REDIRECTS, WEB_PAGE } from './responses';

/** Converge did not take an event: what happened, and what to do. */
export class DeliveryError extends Error {
	override readonly name = 'DeliveryError';

	constructor(
		message: string,
		readonly description: string,
		/** HTTP status, 0 when there was no response. */
		readonly status: number,
	) {
		super(message);
	}
}

const MAX_ATTEMPTS = 4;
const ATTEMPT_MS = 10_000;
/** For all attempts of an event and the waits between them. */
const TOTAL_MS = 30_000;
const RETRY_BASE_MS = 500;

/**
 * Delivers one event to Converge's webhook (POST, JSON, one event per request). Temporary failures (no
 * response, 429, 5xx) are retried: Converge deduplicates events by their `event_id`.
 *
 * @returns the HTTP status of the 2xx response
 * @throws DeliveryError
 */
export async function deliver(
	httpRequest: HttpRequest,
	webhookUrl: string,
	event: ConvergeEvent,
): Promise<number> {
	const { response, attempts } = await sendWithRetries(
		httpRequest,
		{ method: 'POST', url: webhookUrl, body: event as unknown as IDataObject },
		{
			maxAttempts: MAX_ATTEMPTS,
			attemptMs: ATTEMPT_MS,
			deadline: Date.now() + TOTAL_MS,
			retryDelay: ({ status, headers }, attempt) =>
				isTemporary(status)
					? Math.max(retryAfterMs(headers['retry-after']) ?? 0, backOffMs(RETRY_BASE_MS, attempt))
					: undefined,
		},
	);
	if (isDelivered(response)) return response.status;
	throw deliveryError(response, attempts, event);
}

function isTemporary(status: number): boolean {
	return status === 0 || status === 429 || status >= 500;
}

function deliveryError(
	response: HttpResponse,
	attempts: number,
	event: ConvergeEvent,
): DeliveryError {
	const { status, reason } = response;
	const quote = quoted(response, event);
	const gaveUp = `Gave up after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}.`;
	const retry = 'Run this item again later: Converge deduplicates by the event ID.';
	if (status === 0) {
		return new DeliveryError(
			'Converge did not respond',
			`The webhook address could not be reached or took too long${reason ? ` (${reason})` : ''}. ${gaveUp} Check the Webhook URL in the Converge API credential and the network of this n8n. ${retry}`,
			status,
		);
	}
	if (status === 401 || status === 403) {
		return new DeliveryError(
			'Converge rejected the webhook token. Copy it again from the Configuration tab of the webhook source',
			`The token is in the Converge API credential.${quote}`,
			status,
		);
	}
	if (status === 404 || status === 405 || status === 410) {
		return new DeliveryError(
			`No Converge webhook at this address (HTTP ${status})`,
			`Check the Webhook URL in the Converge API credential.${quote}`,
			status,
		);
	}
	if (isTemporary(status)) {
		return new DeliveryError(
			`Converge is temporarily unavailable (HTTP ${status})`,
			`${gaveUp} ${retry}${quote}`,
			status,
		);
	}
	const notDelivered =
		'The event was not delivered. Correct the Webhook URL in the Converge API credential, and check for a proxy in between.';
	if (isRedirect(status)) return new DeliveryError(REDIRECTS(status), notDelivered + quote, status);
	if (isWebPage(response)) return new DeliveryError(WEB_PAGE(status), notDelivered, status);
	if (isSuccess(status)) return new DeliveryError(NOT_JSON(status), notDelivered + quote, status);
	return new DeliveryError(
		`Converge rejected the event (HTTP ${status})`,
		quote.trim() || 'It gave no reason.',
		status,
	);
}

const MAX_QUOTE_LENGTH = 300;

/** What the response says, without the customer's data; nothing of a web page. */
function quoted(response: HttpResponse, event: ConvergeEvent): string {
	const { body } = response;
	if (body === undefined || body === null || body === '' || isWebPage(response)) return '';
	const text = withoutCustomerData(body, event);
	if (text === undefined)
		return " Converge's reason is not shown, because it contains customer data.";
	const isLong = text.length > MAX_QUOTE_LENGTH;
	return ` Converge responded: ${isLong ? `${text.slice(0, MAX_QUOTE_LENGTH)}…` : text}`;
}
