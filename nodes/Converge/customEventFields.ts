import type { INodeProperties } from 'n8n-workflow';
import { CONVERGE_EVENTS } from './event/specification';

/** The value of the field Event Name that stands for a name of the user's. */
export const CUSTOM_EVENT_NAME = '__custom__';

const CUSTOM = { operation: ['sendEvent'] };
const FIELDS = { show: { ...CUSTOM, eventFrom: ['fields'] } };

/** The parameters of Send Custom Event. */
export const customEventFields: INodeProperties[] = [
	{
		displayName: 'Event From',
		name: 'eventFrom',
		type: 'options',
		options: [
			{
				name: 'Fields Below',
				value: 'fields',
				description: 'Build the event from the fields of this node',
			},
			{
				name: 'Incoming Item',
				value: 'item',
				description: 'The item is the event, for example one that Preview Event returned',
			},
		],
		default: 'item',
		displayOptions: { show: CUSTOM },
	},
	{
		displayName: 'Event Name',
		name: 'eventName',
		type: 'options',
		options: [
			{ name: 'Another Name', value: CUSTOM_EVENT_NAME },
			...CONVERGE_EVENTS.map((name) => ({ name, value: name })),
		].sort((a, b) => a.name.localeCompare(b.name)),
		default: 'Placed Order',
		displayOptions: FIELDS,
	},
	{
		displayName: 'Name',
		name: 'customEventName',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Booked Appointment',
		description: 'An event name of your own',
		displayOptions: { show: { ...FIELDS.show, eventName: [CUSTOM_EVENT_NAME] } },
	},
	{
		displayName: 'Event ID',
		name: 'eventId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.number }}',
		description: 'Converge deduplicates events by this ID; must be unique per event',
		displayOptions: FIELDS,
	},
	{
		displayName: 'Timestamp',
		name: 'timestamp',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-06-18T12:05:04Z',
		description:
			'When it happened: ISO 8601 with time zone, or seconds since 1970. Leave empty to use the current time.',
		displayOptions: FIELDS,
	},
	{
		displayName: 'Aliases',
		name: 'aliases',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Alias' },
		required: true,
		default: [],
		placeholder: 'e.g. urn:email:ada@example.com',
		description: "One to ten identifiers of the customer's profile",
		displayOptions: FIELDS,
	},
	{
		displayName: 'Profile Properties',
		name: 'profileProperties',
		type: 'json',
		default: '{}',
		description: 'Customer properties such as $email, as a JSON object',
		displayOptions: FIELDS,
	},
	{
		displayName: 'Properties',
		name: 'properties',
		type: 'json',
		default: '{}',
		description: 'Event properties such as total_price and currency, as a JSON object',
		displayOptions: FIELDS,
	},
];
