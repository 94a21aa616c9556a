import type { Converge } from '../converge/converge.cts';
import { TOKENS, type Scope } from '../http/tokens.cts';
import type { Store } from '../store/store.cts';

/** A value for a field of a credential in n8n. */
export interface CredentialValue {
	credential: 'BigCommerce API' | 'Converge API';
	field: string;
	value: string;
	/** Of the API account to which a token belongs. */
	clientSecret?: string;
}

interface CredentialParts {
	store: Store;
	converge: Converge;
	url: () => string;
}

/** As BigCommerce's control panel names them. */
const SCOPE_NAMES: Record<Scope, string> = {
	orders: 'Orders',
	information: 'Information & Settings',
	channels: 'Channel Settings',
	customers: 'Customers',
	products: 'Products',
};

/** What to fill in for this sandbox; a token that has been revoked is left out. */
export function credentialValues({ store, converge, url }: CredentialParts): CredentialValue[] {
	const tokens = Object.values(TOKENS).flatMap((value): CredentialValue[] => {
		const account = store.accounts.of(value);
		if (!account) return [];
		const { lacks, clientSecret } = account;
		const missing = lacks.map((scope) => SCOPE_NAMES[scope]).join(', ');
		const field = missing ? `Access Token without ${missing}` : 'Access Token';
		return [{ credential: 'BigCommerce API', field, value, clientSecret }];
	});
	return [
		{ credential: 'BigCommerce API', field: 'API URL', value: url() },
		{ credential: 'BigCommerce API', field: 'API Path or Store Hash', value: store.hash },
		...tokens,
		{ credential: 'Converge API', field: 'Webhook URL', value: `${url()}/api/webhooks` },
		{ credential: 'Converge API', field: 'Webhook Token', value: converge.token },
	];
}
