/** What to say to the user: what happened, and what to do next. */
export interface ErrorText {
	message: string;
	description: string;
}

interface Refusal extends Pick<BigCommerceApiError, 'status' | 'path'> {
	/** In BigCommerce's own words, or the network's. */
	reason?: string;
}

/** BigCommerce refused a request, or did not respond. */
export class BigCommerceApiError extends Error {
	readonly name = 'BigCommerceApiError';

	readonly description: string;

	/** HTTP status, 0 without a response. */
	readonly status: number;

	/** Of the request below the store, for example `/v2/orders/118`. */
	readonly path: string;

	constructor({ message, description }: ErrorText, { status, path, reason }: Refusal) {
		const orderId = /^\/v[23]\/orders\/(\d+)/.exec(path)?.[1];
		super(orderId === undefined ? message : `${message} (order ${orderId})`);
		this.status = status;
		this.path = path;
		this.description = reason ? `${description} (${reason})` : description;
	}
}

/** Whether BigCommerce refused a request because the token lacks a scope, which no second try changes. */
export function isForbidden(error: unknown): error is BigCommerceApiError {
	return error instanceof BigCommerceApiError && error.status === 403;
}

/** Whether BigCommerce did not respond, or could not: a smaller request may do. */
export function isUnavailable(error: unknown): boolean {
	return error instanceof BigCommerceApiError && (error.status === 0 || error.status >= 500);
}

/** A parameter or a credential of the node does not make sense. */
export class ParameterError extends Error {
	readonly name = 'ParameterError';

	constructor(
		message: string,
		readonly description: string,
	) {
		super(message);
	}
}

/** The scopes of an API account by the paths they open, as BigCommerce's control panel names them. */
const SCOPES: ReadonlyArray<[path: RegExp, scope: string]> = [
	[/^\/v2\/(store|time)\b/, 'Information & Settings'],
	[/^\/v[23]\/order/, 'Orders'],
	[/^\/v3\/customers\b/, 'Customers'],
	[/^\/v3\/catalog\b/, 'Products'],
	[/^\/v3\/(sites|channels\/\d+\/site)\b/, 'Sites & Routes'],
	[/^\/v3\/channels\b/, 'Channel Settings'],
];

/** The scope that opens a path, as BigCommerce's control panel names it. */
export function scopeOf(path: string): string | undefined {
	return SCOPES.find(([opens]) => opens.test(path))?.[1];
}

/** The text for scopes that the token does not have. */
export function missingScopes(scopes: string[]): ErrorText {
	const names = scopes.map((scope) => `"${scope}"`);
	const all = [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');
	return {
		message: `The access token is missing the ${all} ${scopes.length > 1 ? 'scopes' : 'scope'}`,
		description: `The scopes of an API account cannot be changed. Create a new account with ${all} set to read-only, and enter its access token in the BigCommerce API credential.`,
	};
}

/**
 * The text for a response that is not 2xx, or for none.
 *
 * BigCommerce documents 401 for a wrong token, 403 for a missing scope and 429 for the rate limit.
 * What a wrong store hash gives is documented nowhere, so the texts for 401 and 404 name both.
 *
 * @param status HTTP status, 0 without a response
 * @param path of the request below the store, for example `/v2/orders/118`
 * @param storeHash of the credential
 */
export function describeError(status: number, path: string, storeHash: string): ErrorText {
	switch (true) {
		case status === 0:
			return {
				message: 'BigCommerce did not respond',
				description:
					'The API could not be reached, or took too long. Check the API URL in the BigCommerce API credential and the network of this n8n, then try again.',
			};
		case status === 401:
			return {
				message: `BigCommerce does not accept the access token for the store ${storeHash}`,
				description:
					'Check the Access Token and the store hash in the BigCommerce API credential: both come from the same API account (Settings > Store-level API accounts). If the account was deleted, create a new one.',
			};
		case status === 403: {
			const scope = scopeOf(path);
			if (scope) return missingScopes([scope]);
			return {
				message: 'The access token is missing a scope',
				description:
					'The scopes of an API account cannot be changed. Create a new account with every scope set to read-only, and enter its access token in the BigCommerce API credential.',
			};
		}
		case status === 404 && !/\/\d+/.test(path):
			return {
				message: `Store "${storeHash}" not found`,
				description:
					'Check the store hash in the BigCommerce API credential: it is the part after /stores/ in the API path of the API account.',
			};
		case status === 404:
			return {
				message: 'Not found in BigCommerce',
				description: 'It may have been deleted, or may belong to another store.',
			};
		case status === 429:
			return {
				message: 'BigCommerce rate limit exceeded',
				description:
					'BigCommerce counts the requests of all apps of a store together, in windows of 30 seconds. Try again in a moment.',
			};
		case status >= 500:
			return {
				message: `BigCommerce is temporarily unavailable (HTTP ${status})`,
				description: "This is a problem on BigCommerce's side; try again in a few minutes.",
			};
		default:
			return {
				message: `BigCommerce refused the request (HTTP ${status})`,
				description: 'Check the parameters of this node.',
			};
	}
}
