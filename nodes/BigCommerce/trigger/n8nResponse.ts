import {
	fromFunction,
	webhookDescriptionFields,
	type IDataObject,
	type INodeParameters,
	type IRun,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { within } from '../../shared/waiting';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/** Of an n8n without them the trigger could not be constructed ("fromFunction is not a function"). */
function assertSupported(): void {
	if (typeof fromFunction === 'function' && typeof webhookDescriptionFields === 'function') return;
	throw new TypeError(
		'n8n-nodes-bigcommerce-converge needs n8n 2.41 or newer: update n8n, then start it again',
	);
}
assertSupported();

/**
 * BigCommerce retries a notification until it gets a 2xx. Sent only once the workflow has succeeded,
 * that covers the whole journey of an order.
 *
 * Declared in this way n8n finds the mode out by calling the function. The same as an expression
 * would take an isolate of V8 for each request.
 */
export const responseMode = webhookDescriptionFields({
	responseMode: fromFunction((parameters: INodeParameters) =>
		(parameters.options as IDataObject).acknowledge === 'whenReceived' ? 'onReceived' : 'lastNode',
	),
});

/**
 * What n8n 2.41 responds, with 200, for an execution in which no node ran: in queue mode an execution
 * that n8n took for crashed, because it was not in the queue yet when the main process started.
 */
const EMPTY_EXECUTION = /^Workflow executed successfully but/;

export interface GateOptions {
	/** How long BigCommerce may wait for a response from now on, in ms. */
	timeLimitMs: number;
	/** Sent when nothing else was by then. */
	late: { status: number; message: string };
	/** What BigCommerce gets instead of any status, n8n's or our own. */
	translate?: (status: number) => number;
}

/** The one response that BigCommerce gets, and what n8n would have sent. */
export interface ResponseGate {
	/** The status by which n8n reports how the execution ended; never rejects. */
	outcome: Promise<number>;
	/** Sends our own response, unless one was sent. */
	respond(status: number, message: string, more?: IDataObject): void;
}

/**
 * Stands before n8n's response object. BigCommerce always gets its response in time: when n8n has not
 * sent one, the gate does, and from then on it only takes note of what n8n sends. n8n writes its
 * response also when the client is gone, so the outcome does not depend on the connection.
 */
export function gateResponse(response: Response, options: GateOptions): ResponseGate {
	const { timeLimitMs, late, translate = (status) => status } = options;
	let isSent = false;
	let status = 200;
	let resolveOutcome: (status: number) => void;
	const outcome = new Promise<number>((resolve) => (resolveOutcome = resolve));

	const send = (code: number, write: () => unknown) => {
		if (isSent) return;
		isSent = true;
		restore();
		response.status(translate(code));
		write();
		// Headers that n8n sets later would throw, and its body would be a second one.
		override(response, { ...observers, setHeader: ignore, setHeaders: ignore });
	};
	const ignore = () => response;
	const conclude = (body?: unknown) => {
		const ended = status === 200 && isEmptyExecution(body) ? 503 : status;
		send(ended, () => (typeof body === 'string' ? response.send(body) : response.json(body)));
		resolveOutcome(ended);
		return response;
	};
	const observers = {
		status: (code: number) => {
			status = code;
			return response;
		},
		json: conclude,
		send: conclude,
		end: conclude,
	};
	const restore = override(response, observers);
	const respond: ResponseGate['respond'] = (code, message, more) =>
		send(code, () => response.json({ message, ...more }));
	void within(outcome, timeLimitMs).then((ended) => {
		if (ended === undefined) respond(late.status, late.message);
	});
	return { outcome, respond };
}

function isEmptyExecution(body: unknown): boolean {
	const { message } = (body ?? {}) as { message?: unknown };
	return typeof message === 'string' && EMPTY_EXECUTION.test(message);
}

/**
 * Whether an execution without a request has succeeded, as n8n judges it when it responds to a webhook,
 * but for an error with which the last node continued.
 */
export function hasSucceeded(run: IRun | undefined): boolean {
	if (!run || run.status === 'crashed') return false;
	const { error, runData, lastNodeExecuted } = run.data.resultData;
	// An execution that n8n gave up before any node ran has no last node.
	const isEmpty = runData !== undefined && lastNodeExecuted === undefined;
	return error === undefined && !isEmpty;
}

/** Replaces methods of one object; the returned function takes that back. */
function override(target: object, methods: Readonly<Record<string, unknown>>): () => void {
	const before = Object.keys(methods).map(
		(name) => [name, Object.getOwnPropertyDescriptor(target, name)] as const,
	);
	Object.assign(target, methods);
	return () => {
		for (const [name, descriptor] of before) {
			if (descriptor) Object.defineProperty(target, name, descriptor);
			else Reflect.deleteProperty(target, name);
		}
	};
}
