import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

export const detectNewCustomer: INodeProperties = {
	displayName: 'Detect New Customer',
	name: 'detectNewCustomer',
	type: 'boolean',
	default: true,
	description:
		"Whether to find out if an order was its customer's first, by customer ID and by email address, and add is_new_customer. Takes at most two more requests per customer, and none for what Get Many reads anyway.",
};

export const explainExclusions: INodeProperties = {
	displayName: 'Explain Exclusions',
	name: 'explainExclusions',
	type: 'boolean',
	default: false,
	description:
		'Whether to also return the orders that are not purchases or are filtered out, each with a field "excluded" that says why. They do not count towards the limit.',
};

export const includeTestOrders: INodeProperties = {
	displayName: 'Include Test Orders',
	name: 'includeTestOrders',
	type: 'boolean',
	default: false,
	description: 'Whether to include orders paid with the Test Payment Gateway',
};

export const productPages: INodeProperties = {
	displayName: 'Product Pages',
	name: 'productPages',
	type: 'boolean',
	default: false,
	description:
		'Whether to add the page and the image of each product. Takes a few more requests for 250 orders. Needs the scopes Products and Sites & Routes (read-only); without them nothing is added.',
};

/** The field of the options of an operation. */
export function optionsField(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options,
	};
}

interface ReadOptions {
	detectNewCustomer: boolean;
	explainExclusions: boolean;
	includeTestOrders: boolean;
	productPages: boolean;
}

/** The node's options for orders, with their defaults. */
export function readOptions(context: IExecuteFunctions, index: number): ReadOptions {
	const options = context.getNodeParameter('options', index, {}) as Partial<ReadOptions>;
	return {
		detectNewCustomer: options.detectNewCustomer ?? true,
		explainExclusions: options.explainExclusions ?? false,
		includeTestOrders: options.includeTestOrders ?? false,
		productPages: options.productPages ?? false,
	};
}
