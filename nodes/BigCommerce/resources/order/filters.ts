import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Order } from '../../../shared/orderItem';
import { isMigrated, isTestOrder } from '../../../shared/orderOrigin';
import { isPlacedStatus, STATUS_OPTIONS } from '../../../shared/orderStatus';
import type { BigCommerceApi } from '../../api/client';
import { storefrontIds, storefrontsField } from '../../orders/channels';
import { parseTime } from '../../orders/parseTime';
import type { PurchaseOptions } from '../../orders/purchase';
import { createdFilters, readCreated } from '../createdFilters';
import { omitUndefined } from '../omitUndefined';
import {
	assertOrder,
	parseBound,
	parseChoice,
	parseCustomerId,
	parseEmail,
	parseMaxId,
	parseStatus,
} from '../parseFilters';

/** The field of Get Many for its filters. */
export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		...createdFilters('orders'),
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
				"Only orders that were changed at this time or later. A time without a zone is in the workflow's time zone.",
		},
		{
			displayName: 'Placed Only',
			name: 'placedOnly',
			type: 'boolean',
			default: true,
			description:
				'Whether to exclude orders that are not purchases: Incomplete, Pending, Cancelled, Declined, or migrated from another platform. If not set, unplaced orders are excluded unless Statuses are chosen.',
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

/** The filters of Get Many as the user set them; those that were not added are absent. */
interface Filters {
	createdAfter?: string;
	createdBefore?: string;
	customerId?: number | string;
	email?: string;
	maxId?: number | string;
	minId?: number | string;
	modifiedAfter?: string;
	placedOnly?: boolean;
	statuses?: Array<number | string> | number | string;
	storefronts?: Array<number | string> | number | string;
}

/** Which orders to read. */
export interface OrderSelection {
	/** The filters that BigCommerce applies. */
	query: IDataObject;
	/** Why an order that BigCommerce returns is not wanted; `undefined` when it is. */
	reasonToExclude: (order: Order) => string | undefined;
	minId?: number;
	maxId?: number;
	/** In ms since 1970. */
	createdAfter?: number;
	/** Whether `query` may leave out earlier orders of a customer whose order it lets pass. */
	hidesHistory: boolean;
	/** Whether `query` lets every order pass from the lower bounds on. */
	isOfAll: boolean;
	/** Whether an order of this status counts as placed: also in a status that the user chose. */
	isPlaced: (statusId: number) => boolean;
	/** What counts as a customer's earlier purchase, and a name for it. */
	customers: PurchaseOptions;
	purchaseKind: string;
}

/**
 * The selection that the filters of an input item describe. Only a storefront given by its name takes
 * a request.
 *
 * @throws ParameterError when a filter is not a date or an id, or nothing can match
 */
export async function orderSelection(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	{ index, explainExclusions, includeTestOrders }: SelectionOptions,
): Promise<OrderSelection> {
	const given = context.getNodeParameter('filters', index, {}) as Filters;
	const { createdAfter, createdBefore } = readCreated(context, given);
	const modifiedAfter = parseTime(context, 'Modified After', given.modifiedAfter);
	// An expression without a value must not turn a filter into none.
	const minId = 'minId' in given ? parseBound('Min ID', given.minId) || undefined : undefined;
	const maxId = 'maxId' in given ? parseMaxId(given.maxId) : undefined;
	const customerId = 'customerId' in given ? parseCustomerId(given.customerId) : undefined;
	const email = 'email' in given ? parseEmail(given.email) : undefined;
	const statuses =
		'statuses' in given ? parseChoice('Statuses', given.statuses).map(parseStatus) : [];
	const chosen = 'storefronts' in given ? parseChoice('Storefronts', given.storefronts) : [];
	assertOrder(['Min ID', minId], ['Max ID', maxId]);

	const isPlaced = (statusId: number) => isPlacedStatus(statusId) || statuses.includes(statusId);
	const storefronts = await storefrontIds(api, chosen);
	// Who chooses statuses says which orders are meant, unplaced ones too.
	const placedOnly = given.placedOnly ?? statuses.length === 0;
	const reasonToExclude = (order: Order): string | undefined => {
		const { status_id: status, channel_id: channel } = order;
		if (placedOnly && !isPlacedStatus(status)) return `not placed (${order.status})`;
		if (given.placedOnly !== false && isMigrated(order)) return 'migrated from another platform';
		if (!includeTestOrders && isTestOrder(order)) return 'test order';
		if (statuses.length > 0 && !statuses.includes(status)) return 'another status';
		if (storefronts && !storefronts.has(channel)) return 'another storefront';
		return undefined;
	};

	// BigCommerce takes one status and one storefront for a request, and does not say what it left out.
	const only = <T>(values: Iterable<T>): T | undefined => {
		const [first, ...others] = values;
		return others.length === 0 && !explainExclusions ? first : undefined;
	};
	const oneStatus = only(statuses);
	const oneStorefront = only(storefronts ?? []);
	const hidden = [modifiedAfter, email, customerId, oneStatus, oneStorefront];
	const hidesHistory = hidden.some((filter) => filter !== undefined);
	return {
		query: omitUndefined<IDataObject>({
			min_date_created: iso(createdAfter),
			max_date_created: iso(createdBefore),
			min_date_modified: iso(modifiedAfter),
			customer_id: customerId,
			email,
			status_id: oneStatus,
			channel_id: oneStorefront,
		}),
		reasonToExclude,
		minId,
		maxId,
		createdAfter,
		hidesHistory,
		isOfAll: !hidesHistory && createdBefore === undefined,
		isPlaced,
		customers: { isPlaced, includeTestOrders },
		purchaseKind: [
			...statuses.filter((id) => !isPlacedStatus(id)).sort(),
			includeTestOrders,
		].join(),
	};
}

interface SelectionOptions {
	/** Of the input item. */
	index: number;
	/** Whether orders are to be returned that the filters leave out. */
	explainExclusions: boolean;
	includeTestOrders: boolean;
}

/** UTC, so that BigCommerce needs to know no zone. */
function iso(time: number | undefined): string | undefined {
	return time === undefined ? undefined : new Date(time).toISOString();
}
