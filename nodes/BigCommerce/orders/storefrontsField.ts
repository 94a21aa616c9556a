import type { INodeProperties } from 'n8n-workflow';

/** The field of both nodes for a choice of the store's channels. */
export const storefrontsField: INodeProperties = {
	displayName: 'Storefront Names or IDs',
	name: 'storefronts',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getStorefronts' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Empty means all. An expression may also give names.',
};
