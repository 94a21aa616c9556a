import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { isPlacedStatus, STATUS_OPTIONS } from '../../shared/orderStatus';
import { storefrontsField } from '../orders/channels';

const placedStatuses = STATUS_OPTIONS.filter(({ value }) => isPlacedStatus(value));

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Order Archived',
			value: 'orderArchived',
			description: 'When an order is archived in the control panel',
		},
		{
			name: 'Order Created',
			value: 'orderCreated',
			description:
				'When BigCommerce creates an order, which is before it is paid: most are still Incomplete',
		},
		{
			name: 'Order Placed',
			value: 'orderPlaced',
			description: 'Once for each order, when it is really placed',
		},
		{
			name: 'Order Refunded',
			value: 'orderRefunded',
			description: 'When a refund is made, in full or in part',
		},
		{
			name: 'Order Status Updated',
			value: 'orderStatusUpdated',
			description: 'Each time the status of an order changes',
		},
		{
			name: 'Order Updated',
			value: 'orderUpdated',
			description: 'Each time anything in an order changes',
		},
	],
	default: 'orderPlaced',
};

const startDate: INodeProperties = {
	displayName: 'Start Date',
	name: 'startDate',
	type: 'dateTime',
	default: '',
	description: 'Orders placed before it are passed over',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Acknowledge',
			name: 'acknowledge',
			type: 'options',
			options: [
				{
					name: 'When the Workflow Has Finished',
					value: 'whenFinished',
					description:
						'BigCommerce notifies again, for 48 hours, until the workflow has ended well. Nothing is lost.',
				},
				{
					name: 'When Received',
					value: 'whenReceived',
					description:
						'For long workflows. What goes wrong after that is for you to find in the executions.',
				},
			],
			default: 'whenFinished',
			description: 'When to tell BigCommerce that its notification has arrived',
		},
		{
			displayName: 'Detect New Customer',
			name: 'detectNewCustomer',
			type: 'boolean',
			default: true,
			description:
				"Whether to find out if the order is its customer's first, and add is_new_customer. Takes one more request per order.",
		},
		{
			displayName: 'Notification Only',
			name: 'notificationOnly',
			type: 'boolean',
			default: false,
			description:
				"Whether to pass on BigCommerce's notification as it is, without reading the order. The other filters do nothing then.",
		},
		{
			displayName: 'Placed Statuses',
			name: 'placedStatuses',
			type: 'multiOptions',
			options: placedStatuses,
			default: [2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14],
			description: 'The statuses in which an order counts as placed',
			displayOptions: { show: { '/event': ['orderPlaced'] } },
		},
		{
			displayName: 'Product Pages',
			name: 'productPages',
			type: 'boolean',
			default: false,
			description:
				'Whether to add the page and the image of each product. Takes one more request per order.',
		},
	],
};

const incompleteNotice: INodeProperties = {
	displayName:
		'BigCommerce announces an order while its checkout is still going on (status Incomplete). Order Placed waits until the order is placed, and passes it on once.',
	name: 'incompleteNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { event: ['orderPlaced'] } },
};

const createdNotice: INodeProperties = {
	displayName:
		'Most orders are still Incomplete when BigCommerce creates them, and some never become a purchase. To count purchases, choose Order Placed.',
	name: 'createdNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { event: ['orderCreated'] } },
};

const WHILE_BUILDING =
	"<b>While building your workflow</b>, click 'Execute step', then place an order in your store, or change the status of one in its control panel. BigCommerce needs up to a minute until it notifies; the order then shows up in this editor. Pin it to go on building with it.<br /><br />To build without waiting, take the output of a BigCommerce node (Get Many orders) as mock data here.<br /><br />";

/** What the editor says around the node: while it listens, beside its parameters, when it is published. */
export const editorTexts: Partial<INodeTypeDescription> = {
	eventTriggerDescription:
		'Waiting for an order: place one in your store, or change the status of one in its control panel',
	activationMessage:
		'BigCommerce now notifies this workflow of orders. The first notification may take up to a minute.',
	triggerPanel: {
		header: 'Pull in an order from BigCommerce',
		executionsHelp: {
			inactive: `${WHILE_BUILDING}<b>Once you're happy with your workflow</b>, publish it. Then every matching order starts it. These executions show up in the executions list, but not in the editor.`,
			active: `${WHILE_BUILDING}<b>Your workflow also runs automatically</b>, since it is published: every matching order starts it. These executions show up in the <a data-key="executions">executions list</a>, but not in the editor.`,
		},
		activationHint:
			"Once you've finished building your workflow, publish it. Every matching order then starts it, and you won't have to click this button.",
	},
};

export const properties: INodeProperties[] = [
	event,
	incompleteNotice,
	createdNotice,
	storefrontsField,
	startDate,
	options,
];
