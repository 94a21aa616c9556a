import type { IWebhookFunctions } from 'n8n-workflow';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/** What n8n 2.41 says, with 200, of an execution that has no data of any node. */
const NOTHING_RAN = /^Workflow executed successfully but/;

/**
 * Makes 503 of n8n's answer for an execution of which no node has run.
 *
 * In queue mode n8n marks an execution as crashed that it does not find in the queue, for example when
 * the main process starts just while the execution is on its way into it. The worker then passes the
 * execution over, and n8n answers 200 with a sentence in the body; after a workflow that has run, the
 * body is empty. BigCommerce would take the order for delivered.
 */
export function refuseUntouched(response: Response): void {
	const json = response.json.bind(response);
	response.json = (body?: unknown) => {
		const { message } = (body ?? {}) as { message?: unknown };
		const isUntouched = typeof message === 'string' && NOTHING_RAN.test(message);
		if (response.statusCode === 200 && isUntouched) response.status(503);
		return json(body);
	};
}
