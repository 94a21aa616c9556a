/** What a token may read. Hooks need none of these. */
export type Scope = 'orders' | 'information' | 'channels' | 'customers' | 'products';

/** One token with every scope, and one without each. They are made up, and good for the sandbox only. */
export const TOKENS = {
	full: 'sandbox-token-full',
	withoutOrders: 'sandbox-token-without-orders',
	withoutInformation: 'sandbox-token-without-information',
	withoutChannels: 'sandbox-token-without-channels',
	withoutCustomers: 'sandbox-token-without-customers',
	withoutProducts: 'sandbox-token-without-products',
} as const;

const LACKING: Record<string, Scope | undefined> = {
	[TOKENS.full]: undefined,
	[TOKENS.withoutOrders]: 'orders',
	[TOKENS.withoutInformation]: 'information',
	[TOKENS.withoutChannels]: 'channels',
	[TOKENS.withoutCustomers]: 'customers',
	[TOKENS.withoutProducts]: 'products',
};

/** The API account of a token, and the scope it lacks; undefined when there is no such token. */
export function accountOf(token: string): { clientId: string; lacks?: Scope } | undefined {
	if (!Object.hasOwn(LACKING, token)) return undefined;
	return { clientId: token.replace('token', 'client'), lacks: LACKING[token] };
}
