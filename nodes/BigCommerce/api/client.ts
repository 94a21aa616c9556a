import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import {
	backOffMs,
	isSuccess,
	requestWith,
	retryAfterMs,
	sendWithRetries,
	type HttpRequest,
	type HttpResponse,
} from '../../shared/http';
import { BigCommerceApiError, describeError, ParameterError } from './errors';
import { lessUrgent, sharedRateLimiter, type Priority, type RateLimiter } from './rateLimiter';
import { observeServerDate } from './serverClock';
import { INVALID_STORE_HASH, storeOf, type BigCommerceCredentials, type Store } from './store';

export interface RequestOptions {
	query?: IDataObject;
	body?: IDataObject;
	/** Whether a record that does not exist (any more) is an empty response instead of an error. */
	allowNotFound?: boolean;
	/** Whether a list is asked for, which may be empty. */
	isList?: boolean;
	/** Whether the rate limiter has allowed the first attempt already. */
	hasTurn?: boolean;
}

/** One store's API. */
export interface BigCommerceApi {
	store: Store;
	/**
	 * @param path below the store, for example `/v2/orders/118`
	 * @returns the body of a 2xx response; `undefined` for an empty list (204) and, if allowed, for a record that does not exist
	 * @throws BigCommerceApiError
	 */
	request<T>(
		method: IHttpRequestMethods,
		path: string,
		options?: RequestOptions,
	): Promise<T | undefined>;
	/** As `request` with GET, for a V2 list, where an empty response means an empty list. */
	list<T>(path: string, query?: IDataObject): Promise<T[]>;
	/** A V3 list, page by page. */
	eachPage<T>(path: string, query?: IDataObject): AsyncGenerator<T[]>;
	/** All entries of a V3 list. */
	pages<T>(path: string, query?: IDataObject): Promise<T[]>;
	/**
	 * The same API for less urgent requests.
	 *
	 * @param limitMs for all of its requests together, from now on
	 */
	at(priority: Priority, limitMs?: number): BigCommerceApi;
}

export interface TimeLimits {
	/** For all requests together, waits between attempts included, in ms. */
	totalMs: number;
	/** For one attempt, in ms. */
	attemptMs: number;
	/** Whether each request has `totalMs` for itself: for a read that goes on for long. */
	perRequest?: boolean;
	/** Whether waiting for the rate limit counts for a bulk read as well. */
	isStrict?: boolean;
}

export interface ConnectOptions {
	limits?: TimeLimits;
	/** Without one, requests go out at once. */
	rateLimiter?: RateLimiter;
	/** How urgent the requests are; without a rate limiter, they go through the store's shared one. */
	priority?: Priority;
}

/** BigCommerce's timeouts are not documented; 20 s for an attempt leaves room for a slow store. */
const DEFAULT_LIMITS: TimeLimits = { totalMs: 60_000, attemptMs: 20_000 };
const MAX_ATTEMPTS = 5;
const BACK_OFF_MS = 250;
/** BigCommerce's maximum for a V3 list. */
export const V3_PAGE_SIZE = 250;

type Context =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| ITriggerFunctions
	| IWebhookFunctions;

/**
 * The API of the store of the node's `bigCommerceApi` credential.
 *
 * @throws ParameterError when the credential has no store hash
 */
export async function connect(context: Context, options?: ConnectOptions): Promise<BigCommerceApi> {
	const credentials = await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
	return connectWith(context, credentials, options);
}

/** As `connect`, with the node's credential in hand. */
export function connectWith(
	context: Context,
	credentials: BigCommerceCredentials,
	options?: ConnectOptions,
): BigCommerceApi {
	const store = storeOf(credentials);
	if (!store) throw new ParameterError(INVALID_STORE_HASH.message, INVALID_STORE_HASH.description);
	const shared = options?.priority && { rateLimiter: sharedRateLimiter(store.url) };
	const httpRequest = requestWith(context, 'bigCommerceApi', credentials);
	return createApi(httpRequest, store, { ...shared, ...options });
}

/**
 * The API of `store` through `httpRequest`.
 *
 * A read is retried when there was no response, after 429 and 5xx, and when the response was not what
 * BigCommerce responds with (a proxy's page, half a body, nothing). A write is retried only after 429, to which BigCommerce responds
 * without doing anything. All within the limits.
 */
export function createApi(
	httpRequest: HttpRequest,
	store: Store,
	{ limits = DEFAULT_LIMITS, rateLimiter, priority = 'bulk' }: ConnectOptions = {},
): BigCommerceApi {
	const { totalMs, attemptMs, perRequest, isStrict } = limits;
	const overallDeadline = Date.now() + totalMs;

	async function request<T>(
		method: IHttpRequestMethods,
		path: string,
		{ query, body, allowNotFound, isList = false, hasTurn = false }: RequestOptions = {},
	): Promise<T | undefined> {
		const options = { method, url: `${store.url}${path}`, qs: query, body };
		// A bulk read has time until the next window, however long the one before was.
		const isPatient = priority === 'bulk' && !isStrict && !hasTurn;
		if (isPatient) await rateLimiter?.acquire({ priority });
		const deadline = perRequest ? Date.now() + totalMs : overallDeadline;
		const { response } = await sendWithRetries(httpRequest, options, {
			maxAttempts: MAX_ATTEMPTS,
			attemptMs,
			deadline,
			isExpected: (received, status) => isExpected(received, { method, path, isList, status }),
			retryDelay: (received, attempt) => retryDelayMs(received, method, attempt),
			beforeAttempt: (attempt) =>
				(hasTurn || isPatient) && attempt === 1
					? undefined
					: rateLimiter?.acquire({ priority, deadline }),
			afterAttempt: ({ headers }) => {
				observeServerDate(store.url, headers.date);
				rateLimiter?.update(headers);
			},
		});
		if (isSuccess(response.status)) return response.body as T | undefined;
		if (allowNotFound && isNotFound(response, path)) return undefined;
		const { status, reason = apiErrorMessage(response.body) } = response;
		const text = describeError(status, path, store.hash);
		throw new BigCommerceApiError(text, { status, path, reason });
	}

	async function list<T>(path: string, query?: IDataObject): Promise<T[]> {
		return (await request<T[]>('GET', path, { query, isList: true })) ?? [];
	}

	async function* eachPage<T>(path: string, query?: IDataObject): AsyncGenerator<T[]> {
		for (let page = 1, last = 1; page <= last; page++) {
			const paged = { ...query, page, limit: V3_PAGE_SIZE };
			const response = await request<Page<T>>('GET', path, { query: paged, isList: true });
			yield response?.data ?? [];
			last = response?.meta?.pagination?.total_pages ?? 1;
		}
	}

	async function pages<T>(path: string, query?: IDataObject): Promise<T[]> {
		const found: T[] = [];
		for await (const page of eachPage<T>(path, query)) found.push(...page);
		return found;
	}

	function at(other: Priority, limitMs?: number): BigCommerceApi {
		const own = limitMs === undefined ? limits : { totalMs: limitMs, attemptMs, isStrict: true };
		const less = lessUrgent(priority, other);
		return createApi(httpRequest, store, { limits: own, rateLimiter, priority: less });
	}

	return { store, request, list, eachPage, pages, at };
}

/** V3's envelope of a list. */
interface Page<T> {
	data: T[];
	meta?: { pagination?: { total_pages?: number } };
}

/**
 * Whether a 2xx response has a body such as BigCommerce sends. What has another must not pass for a
 * deleted order, or for the end of a list.
 *
 * V3 wraps everything in `data`. A list in which nothing is left is 204 without a body in V2, and in some
 * lists of V3 (BigCommerce's documents have it for transactions and images).
 */
function isExpected(
	body: unknown,
	request: { method: IHttpRequestMethods; path: string; isList: boolean; status: number },
): boolean {
	if (request.method !== 'GET') return typeof body !== 'string';
	if (body === undefined && request.isList) return request.status === 204;
	if (typeof body !== 'object' || body === null) return false;
	if (request.path.startsWith('/v2/')) return Array.isArray(body) === request.isList;
	const { data } = body as { data?: unknown };
	return request.isList ? Array.isArray(data) : typeof data === 'object' && data !== null;
}

/** BigCommerce's own words: V3 in `title`, V2 in the `message` of the first of an array. */
function apiErrorMessage(body: unknown): string | undefined {
	const [first] = [body].flat() as Array<{ title?: unknown; message?: unknown } | undefined>;
	const message = first?.title ?? first?.message;
	return typeof message === 'string' ? message : undefined;
}

/**
 * Whether the record does not exist. V2 says so in an array of `{ status, message }`; a 404 of another
 * shape may as well mean that the store hash is wrong, and must not pass for a deleted order.
 */
function isNotFound({ status, body }: HttpResponse, path: string): boolean {
	return status === 404 && (Array.isArray(body) || !path.startsWith('/v2/'));
}

/**
 * How long to wait before another attempt, in ms; `undefined` when it would be no use.
 *
 * With 429 BigCommerce says when the quota is back (`X-Rate-Limit-Time-Reset-Ms`, sometimes
 * `X-Retry-After` too, of which the longer counts). Without either the whole store is under load, and
 * the wait doubles with each attempt as after a 5xx.
 */
function retryDelayMs(
	{ status, headers }: HttpResponse,
	method: IHttpRequestMethods,
	attempt: number,
): number | undefined {
	const isTemporary = status === 0 || status === 429 || [500, 502, 503, 504].includes(status);
	if (!isTemporary || (method !== 'GET' && status !== 429)) return undefined;
	const reset = Number(headers['x-rate-limit-time-reset-ms']) || 0;
	const retryAfter = retryAfterMs(headers['x-retry-after'] ?? headers['retry-after']) ?? 0;
	const asked = status === 429 ? Math.max(reset, retryAfter) : retryAfter;
	return asked > 0 ? asked : backOffMs(BACK_OFF_MS, attempt);
}
