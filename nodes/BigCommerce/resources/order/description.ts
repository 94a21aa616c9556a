import type { INodeProperties } from 'n8n-workflow';
import { STATUS_OPTIONS } from '../../../shared/orderStatus';
import { storefrontsField } from '../../orders/storefrontsField';

const ORDER = { resource: ['order'] };
const GET_ALL = { resource: ['order'], operation: ['getAll'] };

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: ORDER },
	options: [
		{
			name: 'Get',
			value: 'get',
			description: 'Read one order with its lines',
			action: 'Get an order',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			description: 'Read many orders with their lines, 250 to a request',
			action: 'Get many orders',
		},
	],
	default: 'getAll',
};

const orderId: INodeProperties = {
	displayName: 'Order ID',
	name: 'orderId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 118',
	description: 'The number of the order as BigCommerce shows it',
	displayOptions: { show: { resource: ['order'], operation: ['get'] } },
};

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
	displayOptions: { show: GET_ALL },
};

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { ...GET_ALL, returnAll: [false] } },
};

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	displayOptions: { show: GET_ALL },
	options: [
		{
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description:
				"Only orders created at this time or later. Without a zone it is the workflow's.",
		},
		{
			displayName: 'Created Before',
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			description:
				"Only orders created at this time or earlier. Without a zone it is the workflow's.",
		},
		{
			displayName: 'Customer ID',
			name: 'customerId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 42',
			description: 'Only orders of this registered customer',
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			default: '',
			description: 'Only orders of the customer with this email address',
		},
		{
			displayName: 'Max ID',
			name: 'maxId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2000',
			description: 'Only orders with this ID or a lower one',
		},
		{
			displayName: 'Min ID',
			name: 'minId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1001',
			description: 'Only orders with this ID or a higher one',
		},
		{
			displayName: 'Modified After',
			name: 'modifiedAfter',
			type: 'dateTime',
			default: '',
			description:
				"Only orders that were changed at this time or later. Without a zone it is the workflow's.",
		},
		{
			displayName: 'Placed Only',
			name: 'placedOnly',
			type: 'boolean',
			default: true,
			description:
				'Whether to leave out orders that are no purchase: Incomplete, Pending, Cancelled and Declined. When this is not added, they are left out unless Statuses are chosen.',
		},
		{
			displayName: 'Statuses',
			name: 'statuses',
			type: 'multiOptions',
			options: STATUS_OPTIONS,
			default: [],
			description: 'Only orders that now have one of these statuses. Empty means any.',
		},
		storefrontsField,
	],
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show: ORDER },
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

export const orderProperties: INodeProperties[] = [
	operation,
	orderId,
	returnAll,
	limit,
	filters,
	options,
];
