import type { INodeProperties } from 'n8n-workflow';
import { customEventFields } from './customEventFields';
import { options } from './options';
import { SALES_CHANNELS } from './event/salesChannels';
import { ORDER_SOURCE_CHANNELS } from './placedOrder/salesChannel';
import { toolDescription } from './toolDescription';

const ORDERS = { show: { operation: ['mapOrder', 'trackOrder'] } };

const salesChannels = [...SALES_CHANNELS];

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Preview Event',
			value: 'mapOrder',
			description:
				'Convert a BigCommerce order to a Converge event and return it, without sending it. Needs no credential.',
			action: 'Preview an event',
		},
		{
			name: 'Send Custom Event',
			value: 'sendEvent',
			description:
				'Send an event of your own to Converge (event_name, event_id, timestamp, properties, profile_properties, aliases)',
			action: 'Send a custom event',
		},
		{
			name: 'Send Order',
			value: 'trackOrder',
			description:
				'Convert a BigCommerce order to a Converge event and send it. Converge deduplicates by the event ID when an order is sent again soon.',
			action: 'Send an order',
		},
	],
	default: 'trackOrder',
};

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	options: [
		{
			name: 'Placed Order',
			value: 'placedOrder',
			description: 'For orders: the conversion',
		},
		{
			name: 'Placed Recurring Subscription Order',
			value: 'recurringOrder',
			description: 'For renewals of subscriptions; Converge does not count them under Orders',
		},
		{
			name: 'Received Refund',
			value: 'receivedRefund',
			description: 'For refunds, from the trigger for Order Refunded or from Refund > Get Many',
		},
	],
	default: 'placedOrder',
	description: 'The Converge event that an order becomes',
	displayOptions: ORDERS,
};

const order: INodeProperties = {
	displayName: 'Order',
	name: 'order',
	// The editor marks an empty field of the type json as an error.
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. {{ $json.order }}',
	description: 'A whole order as JSON, as the BigCommerce nodes return it',
	hint: 'Empty means the incoming item.',
	displayOptions: ORDERS,
};

const previewNotice: INodeProperties = {
	displayName:
		'Preview Event sends nothing: it returns the event, so that you can look at it or change it. To deliver orders, choose Send Order.',
	name: 'previewNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { operation: ['mapOrder'] } },
};

const channelRules: INodeProperties = {
	displayName: 'Sales Channel Rules',
	name: 'channelRules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Rule',
	default: {},
	description:
		"Your own rules for the sales channel. The first one that matches an order wins, before third parties and Converge's table for BigCommerce.",
	displayOptions: ORDERS,
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [
				{
					displayName: 'Field',
					name: 'field',
					type: 'options',
					options: [
						{
							name: 'Channel',
							value: 'channel',
							description: "The channel's name in BigCommerce, or its ID",
						},
						{
							name: 'External Source',
							value: 'external_source',
							description: 'App that created the order; partial match',
						},
						{
							name: 'Order Source',
							value: 'order_source',
							description: 'Where the order was placed; external stands for any other app',
						},
						{
							name: 'Payment Method',
							value: 'payment_method',
							description: "The payment method's name in BigCommerce",
						},
					],
					default: 'external_source',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. Recharge',
					description: 'Case-insensitive; surrounding spaces are ignored',
					displayOptions: { hide: { field: ['order_source'] } },
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'options',
					options: ['external', ...Object.keys(ORDER_SOURCE_CHANNELS)]
						.sort()
						.map((source) => ({ name: source, value: source })),
					default: 'external',
					description: 'The value of order_source. Use an expression for one that is not listed.',
					displayOptions: { show: { field: ['order_source'] } },
				},
				{
					displayName: 'Sales Channel',
					name: 'salesChannel',
					type: 'options',
					options: salesChannels,
					default: 'web',
				},
			],
		},
	],
};

const fallbackChannel: INodeProperties = {
	displayName: 'Fallback Sales Channel',
	name: 'fallbackChannel',
	type: 'options',
	options: salesChannels,
	default: 'web',
	description: 'Used when no rule or built-in mapping matches',
	displayOptions: ORDERS,
};

const externalNotice: INodeProperties = {
	displayName:
		'Orders with the source "external" were created by another app, for example one for subscriptions. Add a rule for the app (External Source) to set their sales channel; otherwise the channel of the order decides, or the fallback.',
	name: 'externalNotice',
	type: 'notice',
	default: '',
	displayOptions: ORDERS,
};

/** What most people need comes first, rules and notices after it. */
export const properties: INodeProperties[] = [
	toolDescription,
	operation,
	previewNotice,
	event,
	order,
	...customEventFields,
	options,
	channelRules,
	fallbackChannel,
	externalNotice,
];
