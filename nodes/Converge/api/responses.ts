import { isSuccess, type HttpResponse } from '../../shared/http';

type Response = Pick<HttpResponse, 'status' | 'headers' | 'body'>;

/** Whether the address belongs to a website, or to a proxy in between, and not to a webhook. */
export function isWebPage({ headers, body }: Pick<Response, 'headers' | 'body'>): boolean {
	if (typeof body !== 'string') return false;
	return /^\s*(?:\ufeff)?\s*</.test(body) || /html/i.test(contentType(headers));
}

/**
 * Whether the response confirms an event: 2xx with an empty body or JSON. Converge does not document
 * its response; a text is a proxy's, as far as anybody knows.
 */
export function isDelivered(response: Response): boolean {
	const { status, headers, body } = response;
	if (!isSuccess(status)) return false;
	if (typeof body !== 'string') return true;
	return /\bjson\b/i.test(contentType(headers)) && !isWebPage(response);
}

/** Whether it is a 3xx. */
export function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

function contentType(headers: HttpResponse['headers']): string {
	const type = headers['content-type'];
	return typeof type === 'string' ? type : '';
}

/** What a response of this status says of the Webhook URL, in words for the user. */
export const WEB_PAGE = (status: number) =>
	`The Webhook URL is a web page, not Converge's webhook (HTTP ${status})`;
export const REDIRECTS = (status: number) =>
	`The Webhook URL redirects (HTTP ${status}). Enter the address that it redirects to in the Converge API credential`;
export const NOT_JSON = (status: number) =>
	`The Webhook URL did not respond as Converge's webhook does (HTTP ${status}): the response is not JSON`;
