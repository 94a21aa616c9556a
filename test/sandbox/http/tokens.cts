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
