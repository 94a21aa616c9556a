/** A channel, with what the sandbox knows besides: its currency and, for a storefront, its site. */
export interface Channel {
	id: number;
	name: string;
	type: 'storefront' | 'pos' | 'marketplace' | 'marketing';
	platform: string;
	status: string;
	currency: string;
	siteUrl?: string;
}

/** The store's channels: two storefronts, a till, a marketplace and two social shops. */
export function sandboxChannels(): Channel[] {
	return [
		{
			id: 1,
			name: 'Lighthouse Outfitters',
			type: 'storefront',
			platform: 'bigcommerce',
			status: 'active',
			currency: 'USD',
			siteUrl: 'https://lighthouse.example.com',
		},
		{
			id: 1001,
			name: 'Lighthouse Europe',
			type: 'storefront',
			platform: 'catalyst',
			status: 'active',
			currency: 'EUR',
			siteUrl: 'https://eu.lighthouse.example.com',
		},
		{
			id: 1002,
			name: 'Harbour Street Till',
			type: 'pos',
			platform: 'square',
			status: 'connected',
			currency: 'USD',
		},
		{
			id: 1003,
			name: 'Amazon',
			type: 'marketplace',
			platform: 'amazon',
			status: 'connected',
			currency: 'USD',
		},
		{
			id: 1004,
			name: 'Facebook',
			type: 'marketplace',
			platform: 'facebook',
			status: 'connected',
			currency: 'USD',
		},
		{
			id: 1005,
			name: 'TikTok',
			type: 'marketplace',
			platform: 'tiktok',
			status: 'connected',
			currency: 'GBP',
		},
	];
}
