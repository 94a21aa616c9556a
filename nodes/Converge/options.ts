import type { INodeProperties } from 'n8n-workflow';

const SENDING = { show: { '/operation': ['sendEvent', 'trackOrder'] } };
const MAPPING = { show: { '/operation': ['mapOrder', 'trackOrder'] } };

const CONSENT_VALUES = [
	{ name: 'Denied', value: 'denied' },
	{ name: 'Granted', value: 'granted' },
];

/** The node's collection of options. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Aliases',
			name: 'aliases',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Alias' },
			default: [],
			placeholder: 'e.g. urn:my_shop:{{ $json.customer_id }}',
			description:
				'Customer identifiers in addition to the cart, customer ID and email address, in the form in which your website sends them to Converge. An event can have at most ten; blank ones are omitted.',
			displayOptions: MAPPING,
		},
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
					description: 'Without tax, as Converge expects them to compute gross and net revenue',
				},
				{ name: 'Including Tax', value: 'includingTax', description: 'With tax for all orders' },
			],
			default: 'excludingTax',
			description:
				'Which unit prices, shipping costs and discounts to send. The total price always includes tax.',
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
			description: 'How many events to send at the same time',
			displayOptions: SENDING,
		},
		{
			displayName: 'Consent',
			name: 'consent',
			type: 'collection',
			placeholder: 'Add Consent',
			default: {},
			description:
				"The customer's consent, sent as the profile property $consent. Use an expression where it differs from order to order.",
			displayOptions: MAPPING,
			options: [
				{
					displayName: 'Analytics',
					name: 'analytics',
					type: 'options',
					options: CONSENT_VALUES,
					default: 'granted',
				},
				{
					displayName: 'Marketing',
					name: 'marketing',
					type: 'options',
					options: CONSENT_VALUES,
					default: 'granted',
				},
			],
		},
		{
			displayName: 'Drop Address',
			name: 'dropAddress',
			type: 'boolean',
			default: false,
			description: 'Whether to omit city, state, zip code and country',
			displayOptions: MAPPING,
		},
		{
			displayName: 'Drop Phone',
			name: 'dropPhone',
			type: 'boolean',
			default: false,
			description: 'Whether to omit the phone number',
			displayOptions: MAPPING,
		},
		{
			displayName: 'Event ID',
			name: 'eventId',
			type: 'string',
			default: '',
			placeholder: 'e.g. an expression with the order ID',
			description:
				'Converge deduplicates events by this ID. Defaults to the order ID; must be unique per order, so a fixed text is rejected.',
			displayOptions: MAPPING,
		},
		ownProperties({
			displayName: 'Profile Properties',
			name: 'profileProperties',
			target: "the customer's profile",
			example: 'customer_group',
		}),
		ownProperties({
			displayName: 'Properties',
			name: 'properties',
			target: 'the event',
			example: 'customer_message',
		}),
		{
			displayName: 'Subscription Renewals',
			name: 'subscriptionRenewals',
			type: 'options',
			options: [
				{
					name: 'Placed Order',
					value: 'placedOrder',
					description: 'Counts as an order in Converge',
				},
				{
					name: 'Placed Recurring Subscription Order',
					value: 'recurringOrder',
					description: "Converge's event for renewals, which it does not count under Orders",
				},
			],
			default: 'placedOrder',
			description: 'Which event to send for orders of the sales channel Subscription Contract',
			displayOptions: {
				show: { '/operation': ['mapOrder', 'trackOrder'], '/event': ['placedOrder'] },
			},
		},
	],
};

/** A field for properties that the user adds to a part of the event. */
function ownProperties({
	displayName,
	name,
	target,
	example,
}: {
	displayName: string;
	name: string;
	/** What they are added to. */
	target: string;
	/** A member of an order that is worth adding. */
	example: string;
}): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Property',
		default: {},
		description: `Your own properties to add to ${target}. Empty values are omitted, and so are names of Converge's own properties.`,
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
						placeholder: `e.g. ${example}`,
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: `e.g. {{ $json.${example} }}`,
					},
				],
			},
		],
	};
}
