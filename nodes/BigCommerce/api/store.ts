import { createHash } from 'node:crypto';

/** What the `bigCommerceApi` credential holds. */
export interface BigCommerceCredentials {
	storeHash: string;
	accessToken: string;
	clientSecret?: string;
	apiUrl?: string;
}

/** A store's place in the API. */
export interface Store {
	/** Lower case letters and digits, for example `abc123`. */
	hash: string;
	/** Without a slash at the end: `https://api.bigcommerce.com/stores/abc123`. */
	url: string;
	/** Identifies the store as this access token sees it; reveals nothing of the token. */
	account: string;
}

const DEFAULT_API_URL = 'https://api.bigcommerce.com';

/** Where a store hash stands in what people paste, the surest place first. */
const HASH_PLACES = [
	// The file that BigCommerce downloads, in lines or in one: a client's name may hold anything.
	/\bapi\s*path\s*[:=]\s*\S*\bstores\/([a-z0-9]+)/i,
	// In other languages its label is another.
	/(?<![\w.-])api\.bigcommerce\.com\/stores\/([a-z0-9]+)/i,
	// The control panel and the preview of a storefront.
	/\bstore-([a-z0-9]+)(?:-\d+)?\.mybigcommerce\.com\b/i,
	/\bhttps?:\/\/\S+?\/stores\/([a-z0-9]+)/i,
	/^\S*\bstores\/([a-z0-9]+)\S*$/i,
	/^([a-z0-9]+)$/i,
];

/**
 * The store that a credential names. `storeHash` may be the hash, the API path as BigCommerce shows it,
 * the address of the control panel, or the whole file that BigCommerce downloads. `apiUrl` may be an API
 * path too, of which only what is before `/stores/` counts.
 *
 * @returns `undefined` when no hash can be found in it
 */
export function storeOf(credentials: BigCommerceCredentials): Store | undefined {
	const text = String(credentials.storeHash ?? '').trim();
	const places = HASH_PLACES.map((place) => place.exec(text)?.[1]);
	const hash = places.find((found) => found !== undefined)?.toLowerCase();
	if (hash === undefined) return undefined;
	const apiUrl = credentials.apiUrl?.trim() || DEFAULT_API_URL;
	const url = `${apiUrl.replace(/((?<![:/])\/+stores(\/.*)?|\/+)$/i, '')}/stores/${hash}`;
	const account = createHash('sha256').update(`${url} ${credentials.accessToken}`).digest('hex');
	return { hash, url, account };
}

export const INVALID_STORE_HASH = {
	message: 'Invalid API Path or Store Hash in the BigCommerce API credential',
	description:
		'Paste the API path of the API account as BigCommerce shows it, for example https://api.bigcommerce.com/stores/abc123/v3/, only the hash (abc123), the address of your control panel, or the whole text of the downloaded file.',
};
