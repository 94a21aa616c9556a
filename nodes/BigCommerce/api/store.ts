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

/**
 * The store that a credential names. `storeHash` may be the hash or the whole API path as
 * BigCommerce shows it, with or without `/v2` or `/v3` and a slash at the end.
 *
 * @returns `undefined` when no hash can be found in it
 */
export function storeOf(credentials: BigCommerceCredentials): Store | undefined {
	const text = String(credentials.storeHash ?? '').trim();
	const hash = (/stores\/([^/]+)/i.exec(text)?.[1] ?? text).toLowerCase();
	if (!/^[a-z0-9]+$/.test(hash)) return undefined;
	const apiUrl = (credentials.apiUrl || DEFAULT_API_URL).trim().replace(/\/+$/, '');
	const url = `${apiUrl}/stores/${hash}`;
	const account = createHash('sha256').update(`${url} ${credentials.accessToken}`).digest('hex');
	return { hash, url, account };
}

export const INVALID_STORE_HASH = {
	message: 'Invalid Store Hash in the BigCommerce API credential',
	description:
		'Paste the API path of the API account as BigCommerce shows it, for example https://api.bigcommerce.com/stores/abc123/v3/, or only the hash (abc123).',
};
