import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { PLACED_STATUSES, STATUS_OPTIONS } from '../../shared/orderStatus';
import { storefrontsField } from '../orders/channels';
import { DEFAULT_EVENT, eventOptions } from './events';

const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: eventOptions,
	default: DEFAULT_EVENT,
};

const startDate: INodeProperties = {
	displayName: 'Start Date',
	name: 'startDate',
	type: 'dateTime',
	default: '',
	description:
		'Ignore orders placed before this date. Empty means since this trigger was first published.',
};

const options: INodeProperties = {
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
				"Whether to add is_new_customer: whether the order is its customer's first. Takes one request per order, or two for a registered customer's first order.",
		},
		{
			displayName: 'Include Test Orders',
			name: 'includeTestOrders',
			type: 'boolean',
			default: false,
			description:
				"Whether to include orders paid through BigCommerce's Test Payment Gateway. They are ignored otherwise.",
		},
		{
			displayName: 'Notification Only',
			name: 'notificationOnly',
			type: 'boolean',
			default: false,
			description:
				'Whether to output the raw webhook payload without fetching the order. Filters are then ignored.',
		},
		{
			displayName: 'Placed Statuses',
			name: 'placedStatuses',
			type: 'multiOptions',
			options: STATUS_OPTIONS,
			default: [...PLACED_STATUSES],
			description: 'The statuses in which an order counts as placed',
			displayOptions: { show: { '/event': ['orderPlaced'] } },
		},
		{
			displayName: 'Product Pages',
			name: 'productPages',
			type: 'boolean',
			default: false,
			description:
				'Whether to add the page and the image of each product. Takes one more request per order. Needs the scopes Products and Sites & Routes (read-only); without them nothing is added.',
		},
		{
			displayName: 'Respond',
			name: 'acknowledge',
			type: 'options',
			options: [
				{
					name: 'Immediately',
					value: 'whenReceived',
					description:
						'For long-running workflows. Later failures are not retried; check the executions.',
				},
				{
					name: 'When Workflow Finishes',
					value: 'whenFinished',
					description:
						'BigCommerce retries for up to 48 hours until the workflow succeeds, so no order is lost',
				},
			],
			default: 'whenFinished',
			description: "When to respond to BigCommerce's webhook",
		},
		{
			displayName: 'Test With',
			name: 'testWith',
			type: 'options',
			options: [
				{
					name: 'Latest Order',
					value: 'latestOrder',
					description:
						'Shows the newest order that matches the event, the storefronts and the options, even if it was placed before the start date',
				},
				{
					name: 'Next Order',
					value: 'nextOrder',
					description: 'Waits until an order is placed or changed in the store',
				},
			],
			default: 'latestOrder',
			description:
				"What Execute Step shows in the editor; a published workflow is not affected. It also waits for the next order when none of the store's newest 50 orders matches, or when n8n cannot reach its own webhook URL (n8n's log then says so).",
		},
	],
};

const incompleteNotice: INodeProperties = {
	displayName:
		'BigCommerce creates orders before checkout is complete (status Incomplete). This event triggers once per order, when the order is actually placed.',
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

const refundedNotice: INodeProperties = {
	displayName:
		'This event triggers once per refund. To send refunds, choose the event Received Refund in the Converge node.',
	name: 'refundedNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { event: ['orderRefunded'] } },
};

const WHILE_BUILDING =
	"<b>While building your workflow</b>, click 'Execute step': within seconds, your store's latest order shows up in this editor. Pin it to keep building with it.<br /><br />If no order shows up, your store has none that matches, or n8n cannot reach its own webhook URL. Then place an order in your store, or change the status of one in its control panel; BigCommerce may take up to a minute to deliver the webhook. To wait for the next order anyway, add the option Test With.<br /><br />";

/** The editor's texts around the node: while it listens, beside its parameters, once published. */
export const editorTexts: Partial<INodeTypeDescription> = {
	eventTriggerDescription:
		"Fetching your store's latest order. If none shows up within seconds, place one in your store, or change the status of one in its control panel",
	activationMessage:
		'BigCommerce now delivers orders to this workflow. The first delivery may take up to a minute.',
	triggerPanel: {
		header: 'Pull in an order from BigCommerce',
		executionsHelp: {
			inactive: `${WHILE_BUILDING}<b>Once you're happy with your workflow</b>, publish it. Then every matching order starts it. These executions show up in the executions list, but not in the editor.`,
			active: `${WHILE_BUILDING}<b>Your workflow also runs automatically</b>, since it is published: every matching order starts it. These executions show up in the <a data-key="executions">executions list</a>, but not in the editor.`,
		},
		activationHint:
			"Once you've finished building your workflow, publish it. Every matching order then starts it, and you won't have to click this button. If a test shows no order within seconds, place one in your store: this n8n may not reach its own public address.",
	},
};

export const properties: INodeProperties[] = [
	event,
	incompleteNotice,
	createdNotice,
	refundedNotice,
	storefrontsField,
	startDate,
	options,
];
