/** Converge's sales channels (`$sales_channel_type`), with what Converge says of each. */
export const SALES_CHANNELS = [
	{
		value: 'facebook_shop',
		name: 'Facebook Shop',
		description: 'Bought in a Facebook or Instagram shop',
	},
	{
		value: 'marketplace',
		name: 'Marketplace',
		description: 'Bought on a third-party marketplace such as Amazon',
	},
	{ value: 'mobile_app', name: 'Mobile App', description: 'Bought in an app' },
	{
		value: 'offline',
		name: 'Offline',
		description: 'Manual and amended orders, orders by telephone',
	},
	{ value: 'pinterest_shop', name: 'Pinterest Shop', description: 'Bought in a Pinterest shop' },
	{ value: 'pos', name: 'Point of Sale', description: 'Bought in a physical shop' },
	{ value: 'sms', name: 'SMS', description: 'Bought by text message' },
	{
		value: 'subscription_contract',
		name: 'Subscription Contract',
		description: 'Automated renewal of a subscription',
	},
	{ value: 'tiktok_shop', name: 'TikTok Shop', description: 'Bought in a TikTok shop' },
	{ value: 'web', name: 'Web', description: 'Bought in a browser' },
] as const;

export type SalesChannel = (typeof SALES_CHANNELS)[number]['value'];
