import type { INodeProperties } from 'n8n-workflow';
import { SALES_CHANNELS } from './placedOrder/salesChannel';

const ORDERS = { show: { operation: ['mapOrder', 'trackOrder'] } };
const SENDING = { show: { '/operation': ['sendEvent', 'trackOrder'] } };
const MAPPING = { show: { '/operation': ['mapOrder', 'trackOrder'] } };

const salesChannels = [...SALES_CHANNELS];

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Map Order',
			value: 'mapOrder',
			description:
				'Turn each incoming BigCommerce order into a Converge Placed Order event and return it. Sends nothing and needs no credential.',
			action: 'Map an order to an event',
		},
		{
			name: 'Send Event',
			value: 'sendEvent',
			description:
				'Send each incoming Converge event (event_name, event_id, properties, profile_properties, aliases) to Converge as it is',
			action: 'Send an event',
		},
		{
			name: 'Track Order',
			value: 'trackOrder',
			description:
				'Turn each incoming BigCommerce order into a Converge Placed Order event and send it to Converge. Repeating an order is harmless.',
			action: 'Track an order',
		},
	],
	default: 'mapOrder',
};

const mapOnlyNotice: INodeProperties = {
	displayName:
		'Map Order sends nothing: it returns the event, to look at or to change. To deliver each order, choose Track Order.',
	name: 'mapOnlyNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { operation: ['mapOrder'] } },
};

const externalNotice: INodeProperties = {
	displayName:
		'An order whose source is external was made by another app, for example one for subscriptions. To give such orders their sales channel, add a rule for the app (External Source). Otherwise the channel of the order decides, or the fallback.',
	name: 'externalNotice',
	type: 'notice',
	default: '',
	displayOptions: ORDERS,
};

const channelRules: INodeProperties = {
	displayName: 'Sales Channel Rules',
	name: 'channelRules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Rule',
	default: {},
	description:
		"Your own rules for the sales channel. The first that fits an order decides, before Converge's table for BigCommerce.",
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
							description: 'The channel by its name in BigCommerce, or by its ID',
						},
						{
							name: 'External Source',
							value: 'external_source',
							description: 'What a third party wrote into the order; a part of it is enough',
						},
						{
							name: 'Order Source',
							value: 'order_source',
							description:
								'What BigCommerce says, such as www, manual or external, which stands for any other app',
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
					description: 'Case and space around it do not matter',
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
	description: 'For orders whose sales channel neither a rule nor the order itself tells',
	displayOptions: ORDERS,
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Amounts',
			name: 'amounts',
			type: 'options',
			options: [
				{
					name: 'As Shown',
					value: 'asShown',
					description: 'As the shopper saw them: with tax where the shop shows prices with tax',
				},
				{
					name: 'Excluding Tax',
					value: 'excludingTax',
					description: 'Without tax for all orders',
				},
				{ name: 'Including Tax', value: 'includingTax', description: 'With tax for all orders' },
			],
			default: 'asShown',
			description:
				'Which unit prices and shipping costs to send. The total price always includes tax.',
			hint: 'All amounts are in the currency the shopper paid in, which may not be the one that was displayed.',
			displayOptions: MAPPING,
		},
		{
			displayName: 'Batch Interval',
			name: 'batchInterval',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'How long to wait between two batches, in milliseconds',
			displayOptions: SENDING,
		},
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 10,
			description: 'How many events to send at once',
			displayOptions: SENDING,
		},
		{
			displayName: 'Drop Address',
			name: 'dropAddress',
			type: 'boolean',
			default: false,
			description: 'Whether to leave out city, state, zip code and country',
			displayOptions: MAPPING,
		},
		{
			displayName: 'Drop Phone',
			name: 'dropPhone',
			type: 'boolean',
			default: false,
			description: 'Whether to leave out the phone number',
			displayOptions: MAPPING,
		},
		{
			displayName: 'Event ID',
			name: 'eventId',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-118',
			description:
				'What Converge recognizes a repeated event by. Leave it empty for the order ID. It must differ from order to order.',
			displayOptions: MAPPING,
		},
		{
			displayName: 'Properties',
			name: 'properties',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Property',
			default: {},
			description:
				'Your own properties to add to the event. One that is empty for an order is left out of its event.',
			displayOptions: MAPPING,
			options: [
				{
					displayName: 'Property',
					name: 'property',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. staff_notes',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. {{ $json.staff_notes }}',
						},
					],
				},
			],
		},
	],
};

export const properties: INodeProperties[] = [
	operation,
	mapOnlyNotice,
	channelRules,
	externalNotice,
	fallbackChannel,
	options,
];
