import {
	tryToParseDateTime,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import type { Order } from '../../../shared/orderItem';
import { isPlacedStatus, STATUS_OPTIONS } from '../../../shared/orderStatus';
import type { BigCommerceApi } from '../../api/client';
import { ParameterError } from '../../api/errors';
import { storefrontIds, storefrontsField, type Storefronts } from '../../orders/channels';

/** The field of Get Many for its filters. */
export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
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
	storefronts?: Storefronts | string | number;
}

/** Which orders to read. */
export interface OrderSelection {
	/** The filters that BigCommerce applies. */
	query: IDataObject;
	/** Those that are applied here: BigCommerce takes one status and one storefront for a request. */
	isWanted: (order: Order) => boolean;
	/** Whether there is anything for `isWanted` to do. */
	isFilteredHere: boolean;
	minId?: number;
	maxId?: number;
	/** In ms since 1970. */
	createdAfter?: number;
	/** Whether `query` may leave out earlier orders of a customer whose order it lets pass. */
	hidesHistory: boolean;
}

/**
 * The selection that the filters of item `index` describe. Only a storefront given by its name takes
 * a request.
 *
 * @throws ParameterError when a filter is not a date or an id, or nothing can match
 */
export async function orderSelection(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	index: number,
): Promise<OrderSelection> {
	const given = context.getNodeParameter('filters', index, {}) as Filters;
	const read = reader(context);
	const createdAfter = read.time('Created After', given.createdAfter);
	const createdBefore = read.time('Created Before', given.createdBefore);
	const modifiedAfter = read.time('Modified After', given.modifiedAfter);
	const minId = read.id('Min ID', given.minId);
	const maxId = read.id('Max ID', given.maxId);
	const customerId = read.id('Customer ID', given.customerId);
	const statuses = list(given.statuses).map((status) => read.status(status));
	const email = given.email?.trim() || undefined;
	read.assertOrder('Created After', createdAfter, 'Created Before', createdBefore);
	read.assertOrder('Min ID', minId, 'Max ID', maxId);

	// Who chooses statuses says which orders are meant, unplaced ones too.
	const placedOnly = given.placedOnly ?? statuses.length === 0;
	const storefronts = await storefrontIds(api, list(given.storefronts));
	const oneStatus = statuses.length === 1 ? statuses[0] : undefined;
	const oneStorefront = storefronts?.size === 1 ? [...storefronts][0] : undefined;
	return {
		query: withoutUndefined({
			min_date_created: iso(createdAfter),
			max_date_created: iso(createdBefore),
			min_date_modified: iso(modifiedAfter),
			customer_id: customerId,
			email,
			status_id: oneStatus,
			channel_id: oneStorefront,
		}),
		isWanted: ({ status_id: status, channel_id: channel }) =>
			(!placedOnly || isPlacedStatus(status)) &&
			(statuses.length === 0 || statuses.includes(status)) &&
			(!storefronts || storefronts.has(channel)),
		isFilteredHere: placedOnly || statuses.length > 1 || (storefronts?.size ?? 0) > 1,
		minId,
		maxId,
		createdAfter,
		hidesHistory: [modifiedAfter, email, oneStatus, oneStorefront].some(
			(filter) => filter !== undefined,
		),
	};
}

/** Reads what the user gave, and says what is wrong with it. */
function reader(context: IExecuteFunctions) {
	return {
		/** A date, in the workflow's zone unless it has its own. @returns ms since 1970 */
		time(name: string, value: unknown): number | undefined {
			if (value === undefined || value === null || value === '') return undefined;
			const time = parseDate(value, context.getTimezone());
			if (time !== undefined) return time;
			throw new ParameterError(
				`"${name}" is not a valid date`,
				'Choose a date, or enter one such as 2026-06-18T12:00:00.',
			);
		},
		id(name: string, value: unknown): number | undefined {
			if (value === undefined || value === null || value === '') return undefined;
			const id = Number(value);
			if (Number.isSafeInteger(id) && id >= 0) return id || undefined;
			throw new ParameterError(`"${name}" must be a whole number`, 'Enter an ID such as 118.');
		},
		status(value: number | string): number {
			if (/^\d+$/.test(String(value).trim())) return Number(value);
			throw new ParameterError(
				'"Statuses" contains an invalid status ID',
				'Choose them from the list, or give IDs such as 11 by an expression.',
			);
		},
		assertOrder(lower: string, from: number | undefined, upper: string, to: number | undefined) {
			if (from === undefined || to === undefined || from <= to) return;
			throw new ParameterError(
				`"${lower}" is later than "${upper}"`,
				'No order can match both. Swap the two or remove one.',
			);
		},
	};
}

function parseDate(value: unknown, zone: string): number | undefined {
	try {
		return tryToParseDateTime(value, zone).toMillis();
	} catch {
		return undefined;
	}
}

/** An expression may give a single one. */
function list<T>(value: readonly T[] | T | undefined): T[] {
	return value === undefined || value === '' ? [] : ([value].flat() as T[]);
}

/** UTC, so that BigCommerce needs to know no zone. */
function iso(time: number | undefined): string | undefined {
	return time === undefined ? undefined : new Date(time).toISOString();
}

function withoutUndefined(query: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}
