import {
	sleep,
	type ICredentialDataDecryptedObject,
	type ICredentialsDecrypted,
	type IDataObject,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';

/** Sends one authenticated request; rejects only when there was no response. */
export type HttpRequest = (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

/** The response to one attempt. */
export interface HttpResponse {
	/** 0 when there was none, or none that can be read. */
	status: number;
	headers: IDataObject;
	/** `undefined` when it is empty. */
	body: unknown;
	/** Why there was none: a network code such as ECONNREFUSED, or a few words. */
	reason?: string;
}

export interface RetryOptions {
	maxAttempts: number;
	/** For one attempt, in ms, whatever arrives meanwhile. */
	attemptMs: number;
	/** When the last attempt must have ended, the waits between them included, in ms since 1970. */
	deadline: number;
	/** A 2xx response with another body than this (a proxy's page, half a body) counts as none. */
	isExpected?: (body: unknown, status: number) => boolean;
	/** How long to wait before the next attempt, in ms; `undefined` when another would be no use. */
	retryDelay: (response: HttpResponse, attempt: number) => number | undefined;
	/** Awaited before each attempt; `false` when there may be none before the deadline. */
	beforeAttempt?: (attempt: number) => Promise<boolean> | undefined;
	afterAttempt?: (response: HttpResponse) => void;
}

interface Context {
	helpers: {
		httpRequestWithAuthentication(
			this: unknown,
			credentialsType: string,
			requestOptions: IHttpRequestOptions,
			additionalCredentialOptions?: { credentialsDecrypted?: ICredentialsDecrypted },
		): Promise<unknown>;
	};
}

/**
 * Requests with a credential that is decrypted already. n8n would decrypt it for each request, and
 * for a trigger start an isolate of V8 each time.
 */
export function requestWith(context: Context, type: string, credentials: object): HttpRequest {
	const data: ICredentialDataDecryptedObject = { ...credentials };
	const credentialsDecrypted: ICredentialsDecrypted = { id: '', name: type, type, data };
	return async (options) =>
		(await context.helpers.httpRequestWithAuthentication.call(context, type, options, {
			credentialsDecrypted,
		})) as IN8nHttpFullResponse;
}

/** In the place of a response to a request that the rate limit did not allow in time. */
const NO_TURN: HttpResponse = { status: 429, headers: {}, body: undefined };

/**
 * Sends a request until its response is final: until `retryDelay` gives no delay, the attempts are used
 * up, or the next one would begin after the deadline.
 *
 * @returns the last response, of whatever status, and how many attempts it took
 */
export async function sendWithRetries(
	httpRequest: HttpRequest,
	options: IHttpRequestOptions,
	retry: RetryOptions,
): Promise<{ response: HttpResponse; attempts: number }> {
	const { maxAttempts, attemptMs, deadline, isExpected, retryDelay } = retry;
	for (let attempt = 1; ; attempt++) {
		if ((await retry.beforeAttempt?.(attempt)) === false) {
			return { response: NO_TURN, attempts: attempt - 1 };
		}
		const timeoutMs = Math.max(1, Math.min(attemptMs, deadline - Date.now()));
		const response = await attemptOnce(httpRequest, options, { timeoutMs, isExpected });
		retry.afterAttempt?.(response);

		const delay = retryDelay(response, attempt);
		const isLast = attempt === maxAttempts || delay === undefined;
		if (isLast || Date.now() + delay >= deadline) return { response, attempts: attempt };
		await sleep(delay);
	}
}

interface Attempt extends Pick<RetryOptions, 'isExpected'> {
	timeoutMs: number;
}

async function attemptOnce(
	httpRequest: HttpRequest,
	options: IHttpRequestOptions,
	{ timeoutMs, isExpected = () => true }: Attempt,
): Promise<HttpResponse> {
	let response: IN8nHttpFullResponse;
	try {
		response = await httpRequest(
			withHardTimeout(
				{
					...options,
					json: true,
					headers: { Accept: 'application/json' },
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
				},
				timeoutMs,
			),
		);
	} catch (error) {
		return { status: 0, headers: {}, body: undefined, reason: networkCode(error) };
	}
	const { statusCode: status, headers } = response;
	const body: unknown = response.body === '' ? undefined : response.body;
	if (isSuccess(status) && !isExpected(body, status)) {
		return { status: 0, headers, body: undefined, reason: reasonFor(body) };
	}
	return { status, headers, body };
}

function reasonFor(body: unknown): string {
	if (body === undefined || body === null) return 'the response was empty';
	return typeof body === 'string' ? 'the response was not JSON' : 'the response had another form';
}

/**
 * The timeout alone starts over with each byte that arrives. n8n puts the signal by which an execution
 * is cancelled in the place of a node's own; both count here.
 */
function withHardTimeout(options: IHttpRequestOptions, timeoutMs: number): IHttpRequestOptions {
	let signal = AbortSignal.timeout(timeoutMs);
	return {
		...options,
		timeout: timeoutMs,
		get abortSignal() {
			return signal;
		},
		set abortSignal(cancelled) {
			if (cancelled) signal = AbortSignal.any([signal, cancelled as AbortSignal]);
		},
	};
}

const TIMEOUT_CODES = ['ECONNABORTED', 'ERR_CANCELED', 'ETIMEDOUT'];

/** Not the error's message: it may hold the address, and that a secret. */
function networkCode(error: unknown): string | undefined {
	const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
	const found = [code, cause?.code].find((one) => typeof one === 'string') as string | undefined;
	return found && TIMEOUT_CODES.includes(found) ? 'timed out' : found;
}

/** Whether it is a 2xx. */
export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

/** `base` doubled with each attempt, a quarter more or less, so that many do not return at one moment. */
export function backOffMs(baseMs: number, attempt: number): number {
	return baseMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}

/** The header `Retry-After` in ms: it holds seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: unknown): number | undefined {
	if (typeof header !== 'string' || !header) return undefined;
	const delay = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
	return Number.isNaN(delay) ? undefined : Math.max(0, delay);
}
