/** Where BigCommerce's documents contradict what was recorded, or what the sandbox has chosen. */
export interface Deviation {
	/** A file name; all documents when absent. */
	document?: string;
	/** Where in the document, with `*` for every name. */
	path: string[];
	/** What stands there instead. */
	value: unknown;
	/** Whether the value is only put where nothing stands. */
	fillsIn?: boolean;
	reason: string;
}

const ORDERS = 'orders.v2.oas2.yml';
const ORDER = ['components', 'schemas', 'order_RespOnly', 'properties'];
const SHARED_ORDER = ['components', 'schemas', 'order_Shared', 'properties'];
const LINE = ['components', 'schemas', 'orderProducts', 'properties'];

const V2_ERROR = {
	type: 'array',
	minItems: 1,
	items: {
		type: 'object',
		required: ['status', 'message'],
		properties: { status: { type: 'integer' }, message: { type: 'string' } },
	},
};
const V3_ERROR = {
	type: 'object',
	required: ['status', 'title', 'type'],
	properties: {
		status: { type: 'integer' },
		title: { type: 'string' },
		type: { type: 'string' },
		errors: { type: 'object', additionalProperties: true },
	},
};

export const deviations: Deviation[] = [
	nullable([...ORDER, 'cart_id'], 'Recorded as null for an order made through the API.'),
	nullable([...SHARED_ORDER, 'staff_notes'], 'Recorded as null.'),
	nullable([...SHARED_ORDER, 'customer_message'], 'Recorded as null.'),
	nullable([...SHARED_ORDER, 'payment_provider_id'], 'Recorded as null.'),
	{
		document: ORDERS,
		path: [...ORDER, 'credit_card_type'],
		value: { type: 'integer', nullable: true },
		reason: 'Recorded, and in official examples, but not in the schema.',
	},
	{
		document: ORDERS,
		path: [...ORDER, 'custom_status'],
		value: { type: 'string' },
		reason: 'Recorded, and in official examples, but not in the schema.',
	},
	{
		document: ORDERS,
		path: [...LINE, 'fulfillment_source'],
		value: { type: 'string' },
		reason: 'Recorded, but not in the schema, which allows no other members.',
	},
	{
		document: ORDERS,
		path: [...ORDER, 'consignments', 'oneOf', '2'],
		value: {
			type: 'array',
			maxItems: 1,
			items: { $ref: '#/components/schemas/orderConsignment_Get' },
		},
		reason: 'The older structure, still answered without consignment_structure=object.',
	},
	{
		document: ORDERS,
		path: [
			...['components', 'schemas', 'shippingConsignment_Get'],
			...['allOf', '2', 'properties', '__warning__'],
		],
		value: { type: 'object', properties: { message: { type: 'string' } } },
		reason: 'Reported when a consignment has more than 50 lines; its place is a choice.',
	},
	{
		document: ORDERS,
		path: ['components', 'schemas', 'orderStatus_Base', 'properties', 'order'],
		value: { type: 'integer' },
		reason: 'The sort position, in official examples but not in the schema.',
	},
	{
		document: ORDERS,
		path: [
			...['paths', '/orders/{order_id}/fees', 'get', 'responses', '200'],
			...['content', 'application/json', 'schema'],
		],
		value: { type: 'array', items: { $ref: '#/components/schemas/orderFees_Resp' } },
		reason:
			'The schema has one fee, the example an object around a list; that fees come as a bare list, like ' +
			"V2's other collections, is a choice.",
	},
	{
		document: ORDERS,
		path: ['components', 'parameters', 'sort', 'schema', 'enum'],
		value: undefined,
		reason: 'The list has no directions, though the description says to add :asc or :desc.',
	},
	...['/orders', '/orders/{order_id}/products', '/orders/{order_id}/coupons'].map(emptyList),
	...['/orders/{order_id}/shipping_addresses', '/orders/{order_id}/fees'].map(emptyList),
	v2Error('400', 'Answered for a filter that cannot be read; the body is a choice.'),
	v2Error('413', 'For more entries than a page may have: in the guides, not in the document.'),
	{
		document: 'webhooks.v3.yml',
		path: [
			'components',
			'responses',
			'webhooks_Resp',
			'content',
			'application/json',
			'schema',
			'properties',
			'data',
			'minItems',
		],
		value: undefined,
		reason: 'An account without hooks gets an empty list.',
	},
	{
		document: 'customers.v3.yml',
		path: ['components', 'schemas', 'customerChannelIds', 'nullable'],
		value: true,
		reason: 'Null for a customer of all channels, as the description says.',
	},
	v3Error(
		'401',
		'Everywhere without a valid token; that V2 answers in the form of V3 is a choice.',
	),
	v3Error('403', 'Everywhere without the scope; that V2 answers in the form of V3 is a choice.'),
	v3Error('404', 'For a channel without a site: a choice.', 'channels.v3.yml'),
	v3Error('404', 'For a refund that does not exist: a choice.', 'orders.v3.yml'),
	{
		document: 'orders.v3.yml',
		path: ['components', 'schemas', 'RefundItem', 'properties', 'requested_amount'],
		value: { type: 'number', nullable: true },
		reason: 'Null in an official example, where no amount was asked for.',
	},
	{
		document: 'products_catalog.v3.yml',
		path: [
			...['paths', '/catalog/products', 'get', 'responses', '200', 'content'],
			...['application/json', 'schema', 'properties', 'data', 'items', 'allOf', '1'],
			...['properties', 'variants'],
		],
		value: { type: 'array', items: { type: 'object', additionalProperties: true } },
		reason: 'What the documented include=variants adds; the schema does not have it.',
	},
	v3Error('422', 'For a change of a hook that is wrong, as for a new hook.', 'webhooks.v3.yml'),
	v3Error('429', 'Everywhere past the quota: in the guides, not in the documents.'),
];

function nullable(path: string[], reason: string): Deviation {
	return { document: ORDERS, path: [...path, 'nullable'], value: true, reason };
}

function emptyList(path: string): Deviation {
	return {
		document: ORDERS,
		path: ['paths', path, 'get', 'responses', '204'],
		value: {},
		reason: 'V2 answers 204 without a body when there is nothing to list.',
	};
}

function v2Error(status: string, reason: string): Deviation {
	const value = { content: { 'application/json': { schema: V2_ERROR } } };
	return {
		document: ORDERS,
		path: ['paths', '*', 'get', 'responses', status],
		fillsIn: true,
		value,
		reason,
	};
}

function v3Error(status: string, reason: string, document?: string): Deviation {
	const value = { content: { 'application/json': { schema: V3_ERROR } } };
	return { document, path: ['paths', '*', '*', 'responses', status], fillsIn: true, value, reason };
}
