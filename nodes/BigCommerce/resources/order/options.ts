import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { OrderOptions } from '../../orders/fetchOrder';

/** The field of the options for orders. */
export const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Detect New Customer',
			name: 'detectNewCustomer',
			type: 'boolean',
			default: true,
			description:
				"Whether to find out if an order was its customer's first, and add is_new_customer. Takes at most one more request per customer, and none for what Get Many reads anyway.",
		},
		{
			displayName: 'Product Pages',
			name: 'productPages',
			type: 'boolean',
			default: false,
			description:
				'Whether to add the page and the image of each product. Takes a few more requests for 250 orders.',
		},
	],
};

/** The node's options for orders, with their defaults. */
export function orderOptions(context: IExecuteFunctions, index: number): OrderOptions {
	const options = context.getNodeParameter('options', index, {}) as Partial<OrderOptions>;
	return {
		detectNewCustomer: options.detectNewCustomer ?? true,
		productPages: options.productPages ?? false,
	};
}
