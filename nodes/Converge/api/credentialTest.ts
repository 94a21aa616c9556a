import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IDataObject,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { within } from '../../shared/waiting';
import { isRedirect, isWebPage, REDIRECTS, WEB_PAGE } from './responses';

const TIMEOUT_MS = 20_000;

const TOKEN_REJECTED =
	'Converge rejected the webhook token. Copy it from the Configuration tab of the webhook source in Converge.';
const NO_WEBHOOK = 'No Converge webhook at this address. Check the Webhook URL.';

const REJECTIONS: Readonly<Record<number, string>> = {
	0: 'Converge did not respond. Check the Webhook URL and the network of this n8n.',
	401: TOKEN_REJECTED,
	403: TOKEN_REJECTED,
	404: NO_WEBHOOK,
	405: NO_WEBHOOK,
	410: NO_WEBHOOK,
	429: 'Converge is limiting the rate of requests (HTTP 429). Test again in a minute.',
};

/**
 * The test behind the credential's form. Converge documents no call that checks a token without
 * creating data, so a body that cannot be an event is sent: a response that rejects neither the token
 * nor the address passes, and the message says how much that shows.
 */
export async function convergeApiTest(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { webhookUrl, webhookToken } = data as { webhookUrl: string; webhookToken?: string };
	const { request } = this.helpers;
	// The request's own timeout starts over with each byte, so a body that drips in would never end.
	const response = await within(
		request({
			method: 'POST',
			uri: webhookUrl,
			headers: webhookToken ? { 'X-Webhook-Token': webhookToken } : {},
			body: {},
			json: true,
			timeout: TIMEOUT_MS,
			simple: false,
			followRedirect: false,
			resolveWithFullResponse: true,
		}).catch(() => undefined) as Promise<Response | undefined>,
		TIMEOUT_MS,
	);
	const error = rejection(response);
	if (error) return { status: 'Error', message: error };
	return {
		status: 'OK',
		message: `Converge responded (HTTP ${response?.statusCode}) and did not reject the token. Converge cannot check a token without an event, so look for the first order in the Logs tab of the source.`,
	};
}

interface Response {
	statusCode: number;
	headers: IDataObject;
	body: unknown;
}

function rejection(response: Response | undefined): string | undefined {
	const status = response?.statusCode ?? 0;
	if (REJECTIONS[status]) return REJECTIONS[status];
	if (isRedirect(status) || status < 200) return `${REDIRECTS(status)}.`;
	if (response && isWebPage(response)) {
		return `${WEB_PAGE(status)}. Check the Webhook URL, and for a proxy in between.`;
	}
	if (status >= 500) {
		return `Converge is temporarily unavailable (HTTP ${status}). Test again in a few minutes.`;
	}
	return undefined;
}
