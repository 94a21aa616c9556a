/** What to tell the user: what happened, and what to do next. */
export interface Sentence {
	message: string;
	description: string;
}

/** The scopes of an API account by the paths they open, as BigCommerce's control panel names them. */
const SCOPES: ReadonlyArray<[path: RegExp, scope: string]> = [
	[/^\/v2\/(store|time)\b/, 'Information & Settings'],
	[/^\/v2\/order/, 'Orders'],
	[/^\/v3\/customers\b/, 'Customers'],
	[/^\/v3\/catalog\b/, 'Products'],
	[/^\/v3\/(sites|channels\/\d+\/site)\b/, 'Sites & Routes'],
	[/^\/v3\/channels\b/, 'Channel Settings'],
];

/**
 * The sentence for an answer that is not 2xx, or for none.
 *
 * BigCommerce documents 401 for a wrong token, 403 for a missing scope and 429 for the rate limit.
 * What a wrong store hash gives is documented nowhere, so the sentences for 401 and 404 name both.
 *
 * @param status HTTP status, 0 when there was no answer
 * @param path of the request below the store, for example `/v2/orders/118`
 * @param storeHash of the credential
 */
export function describeRefusal(status: number, path: string, storeHash: string): Sentence {
	switch (true) {
		case status === 0:
			return {
				message: 'BigCommerce did not answer',
				description:
					'The API could not be reached, or took too long. Check the API URL in the BigCommerce API credential and the network of this n8n, then try again.',
			};
		case status === 401:
			return {
				message: `BigCommerce does not accept the access token for the store ${storeHash}`,
				description:
					'Check the Access Token and the Store Hash in the BigCommerce API credential: both come from the same API account (Settings > Store-level API accounts). If the account was deleted, create a new one.',
			};
		case status === 403: {
			const scope = SCOPES.find(([opens]) => opens.test(path))?.[1];
			return {
				message: scope
					? `The access token may not do this: its API account lacks the ${scope} scope`
					: 'The access token may not do this: its API account lacks a scope',
				description: `The scopes of an API account cannot be changed. Create a new one with ${scope ?? 'every scope'} set to read-only, and put its access token into the BigCommerce API credential.`,
			};
		}
		case status === 404 && !/\/\d+/.test(path):
			return {
				message: `BigCommerce knows no store with the hash ${storeHash}`,
				description:
					'Check the Store Hash in the BigCommerce API credential: it is the part after /stores/ in the API path of the API account.',
			};
		case status === 404:
			return {
				message: 'BigCommerce has no such record',
				description: 'It may have been deleted, or may belong to another store.',
			};
		case status === 429:
			return {
				message: "The store's API quota is used up",
				description:
					'BigCommerce counts the requests of all apps of a store together, in windows of 30 seconds. Try again in a moment.',
			};
		case status >= 500:
			return {
				message: `BigCommerce could not answer now (HTTP ${status})`,
				description: 'This is on the side of BigCommerce and usually short. Try again later.',
			};
		default:
			return {
				message: `BigCommerce refused the request (HTTP ${status})`,
				description: 'Check the parameters of this node.',
			};
	}
}
