import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

const REFUSALS: Readonly<Record<number, string>> = {
	0: 'Converge did not answer. Check the Webhook URL and the network of this n8n.',
	401: 'Converge does not accept the webhook token. Copy it from the Configuration tab of the webhook source in Converge.',
	403: 'Converge does not accept the webhook token. Copy it from the Configuration tab of the webhook source in Converge.',
	404: 'Converge has no webhook at this address. Check the Webhook URL.',
};

/**
 * The test behind the credential's form. Converge documents no call that checks a token without
 * creating data, so a body that cannot be an event is sent: an answer that does not refuse the token
 * or the address passes, and the message says how much that shows.
 */
export async function convergeApiTest(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { webhookUrl, webhookToken } = data as { webhookUrl: string; webhookToken?: string };
	const { request } = this.helpers;
	let status = 0;
	try {
		({ statusCode: status } = await request({
			method: 'POST',
			uri: webhookUrl,
			headers: webhookToken ? { 'X-Webhook-Token': webhookToken } : {},
			body: {},
			json: true,
			timeout: 20_000,
			simple: false,
			followRedirect: false,
			resolveWithFullResponse: true,
		}));
	} catch {
		status = 0;
	}
	const refusal = REFUSALS[status];
	if (refusal) return { status: 'Error', message: refusal };
	return {
		status: 'OK',
		message: `Converge answered (HTTP ${status}) and did not refuse the token. It has no way to check a token without sending an event, so look for the first order in the Logs tab of the source.`,
	};
}
