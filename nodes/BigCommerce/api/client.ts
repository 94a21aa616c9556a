import {
	NodeApiError,
	NodeOperationError,
	sleep,
	type ICredentialsDecrypted,
	type IDataObject,
	type IExecuteFunctions,
	type IHookFunctions,
	type IHttpRequestMethods,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
	type INode,
	type ITriggerFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';
import type { Pace } from './rateLimiter';
import { describeRefusal } from './errors';
import { NO_STORE_HASH, storeOf, type BigCommerceCredentials, type Store } from './store';

/** Sends one authenticated request; rejects only when no answer came. */
export type HttpRequest = (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

export interface RequestOptions {
	query?: IDataObject;
	body?: IDataObject;
	/** A record that BigCommerce does not have (any more) is an empty answer, not a refusal. */
	mayBeGone?: boolean;
}

/** The door to one store's API. */
export interface BigCommerceApi {
	store: Store;
	/**
	 * @param path below the store, for example `/v2/orders/118`
	 * @returns the body of a 2xx answer; `undefined` for an empty one (V2 answers 204 for no matches)
	 *   and for a record that is gone
	 * @throws NodeApiError with a sentence for the user; `httpCode` is the status, `null` without one
	 */
	request<T>(
		method: IHttpRequestMethods,
		path: string,
		options?: RequestOptions,
	): Promise<T | undefined>;
	/** As `request` with GET, for a V2 list, where an empty answer means an empty list. */
	list<T>(path: string, query?: IDataObject): Promise<T[]>;
	/** All pages of a V3 list. */
	pages<T>(path: string, query?: IDataObject): Promise<T[]>;
}

export interface Patience {
	/** For everything, waits between the tries included, in ms. */
	budget: number;
	/** For one try, in ms. */
	timeout: number;
	/** Whether each request has the whole budget: for a read that goes on for long. */
	perRequest?: boolean;
}

/** BigCommerce's timeouts are not documented; 20 s for a try leaves room for a slow store. */
const DEFAULT_PATIENCE: Patience = { budget: 60_000, timeout: 20_000 };
const MAX_TRIES = 5;

type Context =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| ITriggerFunctions
	| IWebhookFunctions;

/**
 * The store of the node's `bigCommerceApi` credential.
 *
 * @param pace that the requests keep; without it they go out at once
 * @throws NodeOperationError when the credential has no store hash
 */
export async function connect(
	context: Context,
	patience?: Patience,
	pace?: Pace,
): Promise<BigCommerceApi> {
	const credentials = await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
	return connectWith(credentials, context, patience, pace);
}

/**
 * As `connect`, for whoever has the node's credential in hand. It is decrypted once then: n8n would
 * do so for each request, and for a trigger start an isolate of V8 each time.
 */
export function connectWith(
	credentials: BigCommerceCredentials,
	context: Context,
	patience?: Patience,
	pace?: Pace,
): BigCommerceApi {
	const store = storeOf(credentials);
	if (!store) {
		const { message, description } = NO_STORE_HASH;
		throw new NodeOperationError(context.getNode(), message, { description });
	}
	const type = 'bigCommerceApi';
	const data = { ...credentials };
	const credentialsDecrypted: ICredentialsDecrypted = { id: '', name: type, type, data };
	const httpRequest: HttpRequest = async (options) =>
		await context.helpers.httpRequestWithAuthentication.call(context, type, options, {
			credentialsDecrypted,
		});
	return createApi(httpRequest, store, context.getNode(), patience, pace);
}

/**
 * The door to `store` through `httpRequest`.
 *
 * A read is tried again when no answer came, when it was 429 or 5xx, and when it was no JSON (a
 * proxy's page, half a body). A write is tried again only after 429, which BigCommerce answers
 * without doing anything. All within `patience`.
 */
export function createApi(
	httpRequest: HttpRequest,
	store: Store,
	node: INode,
	{ budget, timeout, perRequest }: Patience = DEFAULT_PATIENCE,
	pace?: Pace,
): BigCommerceApi {
	const overallDeadline = Date.now() + budget;

	async function request<T>(
		method: IHttpRequestMethods,
		path: string,
		{ query, body, mayBeGone }: RequestOptions = {},
	): Promise<T | undefined> {
		const deadline = perRequest ? Date.now() + budget : overallDeadline;
		for (let attempt = 1; ; attempt++) {
			await pace?.wait();
			const patience = Math.max(1, Math.min(timeout, deadline - Date.now()));
			const answer = await tryOnce(httpRequest, {
				method,
				url: `${store.url}${path}`,
				qs: query,
				body,
				timeout: patience,
				// The timeout alone starts anew with each byte that comes.
				abortSignal: AbortSignal.timeout(patience),
			});
			pace?.note(answer.headers);
			if (isSuccess(answer)) return answer.body as T | undefined;
			if (mayBeGone && isGone(answer, path)) return undefined;

			const wait = retryDelay(answer, method, attempt);
			if (wait === undefined || attempt === MAX_TRIES || Date.now() + wait >= deadline) {
				throw refusal(answer, path);
			}
			await sleep(wait);
		}
	}

	function refusal({ status, body, reason }: Answer, path: string): NodeApiError {
		const { message, description } = describeRefusal(status, path, store.hash);
		const words = reason ?? wordsOf(body);
		return new NodeApiError(
			node,
			{},
			{
				message,
				description: words ? `${description} (${words})` : description,
				httpCode: status ? String(status) : undefined,
			},
		);
	}

	async function list<T>(path: string, query?: IDataObject): Promise<T[]> {
		return (await request<T[]>('GET', path, { query })) ?? [];
	}

	async function pages<T>(path: string, query?: IDataObject): Promise<T[]> {
		const found: T[] = [];
		for (let page = 1, last = 1; page <= last; page++) {
			const answer = await request<Page<T>>('GET', path, { query: { ...query, page, limit: 250 } });
			found.push(...(answer?.data ?? []));
			last = answer?.meta?.pagination?.total_pages ?? 1;
		}
		return found;
	}

	return { store, request, list, pages };
}

/** V3's envelope of a list. */
interface Page<T> {
	data: T[];
	meta?: { pagination?: { total_pages?: number } };
}

interface Answer {
	/** 0 when none came, or none that can be read. */
	status: number;
	headers: IDataObject;
	body: unknown;
	/** Why none came, in the words of what was in the way. */
	reason?: string;
}

async function tryOnce(httpRequest: HttpRequest, options: IHttpRequestOptions): Promise<Answer> {
	let response: IN8nHttpFullResponse;
	try {
		response = await httpRequest({
			...options,
			json: true,
			headers: { Accept: 'application/json' },
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		});
	} catch (error) {
		return { status: 0, headers: {}, body: undefined, reason: (error as Error).message };
	}
	const { statusCode: status, headers } = response;
	const body: unknown = response.body === '' ? undefined : response.body;
	// A 2xx answer that is no JSON came from something between us and BigCommerce.
	if (status < 300 && typeof body === 'string') {
		return { status: 0, headers, body: undefined, reason: 'the answer was no JSON' };
	}
	return { status, headers, body };
}

/** What BigCommerce says itself: V3 in `title`, V2 in the `message` of the first of an array. */
function wordsOf(body: unknown): string | undefined {
	const [said] = [body].flat() as Array<{ title?: unknown; message?: unknown } | undefined>;
	const words = said?.title ?? said?.message;
	return typeof words === 'string' ? words : undefined;
}

function isSuccess({ status }: Answer): boolean {
	return status >= 200 && status < 300;
}

/**
 * Whether the record is not there. V2 says so in an array of `{ status, message }`; a 404 of another
 * shape may as well mean that the store hash is wrong, and must not pass for a deleted order.
 */
function isGone({ status, body }: Answer, path: string): boolean {
	return status === 404 && (Array.isArray(body) || !path.startsWith('/v2/'));
}

/**
 * How long to wait before another try, in ms; `undefined` when it would be no use.
 *
 * On 429 BigCommerce says when the quota is back (`X-Rate-Limit-Time-Reset-Ms`). Without that
 * header the whole store is under load, and the wait doubles with each try like after a 5xx.
 */
function retryDelay(
	{ status, headers }: Answer,
	method: IHttpRequestMethods,
	attempt: number,
): number | undefined {
	const isPassing = status === 0 || status === 429 || [500, 502, 503, 504].includes(status);
	if (!isPassing || (method !== 'GET' && status !== 429)) return undefined;
	const reset = Number(headers['x-rate-limit-time-reset-ms']);
	if (status === 429 && reset > 0) return reset;
	return 250 * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}
