import { v2Error } from '../http/errors.cts';
import type { SandboxOrder } from './order.cts';
import { v2Page, wholeNumber, type Query } from '../http/paging.cts';

/** An order as far as lists look at it. Times in milliseconds. */
export interface OrderRow {
	id: number;
	created: number;
	modified: number;
	head(): { status_id: number; customer_id: number; channel_id: number };
	email(): string;
	order(): SandboxOrder;
}

export interface OrderFilter {
	minId: number;
	maxId: number;
	matches(row: OrderRow): boolean;
}

type Compare = (a: OrderRow, b: OrderRow) => number;

const SORTS: Record<string, (row: OrderRow) => number> = {
	id: (row) => row.id,
	date_created: (row) => row.created,
	date_modified: (row) => row.modified,
	customer_id: (row) => row.head().customer_id,
	status_id: (row) => row.head().status_id,
	channel_id: (row) => row.head().channel_id,
};

/**
 * The filters of `GET /v2/orders` (reference §1.8). Dates are RFC 2822 or ISO 8601, bounds included.
 * @param guests whether `email` finds orders of guests, which nobody knows
 * @throws ApiError 400 for a filter that cannot be read
 */
export function orderFilter(query: Query, guests: boolean): OrderFilter {
	const number = (name: string) => wholeNumber(query, name, invalid);
	const [customer, status, channel] = ['customer_id', 'status_id', 'channel_id'].map(number);
	const created = dates(query, 'date_created');
	const modified = dates(query, 'date_modified');
	const email = query.email?.toLowerCase();
	return {
		minId: number('min_id') ?? 1,
		maxId: number('max_id') ?? Infinity,
		matches: (row) =>
			row.created >= created.min &&
			row.created <= created.max &&
			row.modified >= modified.min &&
			row.modified <= modified.max &&
			(customer === undefined || row.head().customer_id === customer) &&
			(status === undefined || row.head().status_id === status) &&
			(channel === undefined || row.head().channel_id === channel) &&
			(email === undefined ||
				(row.email().toLowerCase() === email && (guests || row.head().customer_id !== 0))),
	};
}

/**
 * The asked-for page of the rows that match, in the asked-for order.
 * @param rows in the order of their ids
 */
export function pageOfOrders(
	query: Query,
	rows: Iterable<OrderRow>,
	filter: OrderFilter,
	maxPageSize: number,
) {
	const { page, limit } = v2Page(query, maxPageSize);
	const compare = comparison(query.sort);
	const matching: OrderRow[] = [];
	for (const row of rows) {
		if (filter.matches(row)) matching.push(row);
		if (!compare && matching.length === page * limit) break;
	}
	if (compare) matching.sort(compare);
	return matching.slice((page - 1) * limit, page * limit);
}

/** Undefined for the default, ascending ids, in which the rows come anyway. */
function comparison(sort = 'id:asc'): Compare | undefined {
	const [field, direction = 'asc'] = sort.split(':');
	const value = SORTS[field];
	if (!value || !['asc', 'desc'].includes(direction)) throw invalid('sort');
	if (field === 'id' && direction === 'asc') return undefined;
	const sign = direction === 'asc' ? 1 : -1;
	return (a, b) => sign * (value(a) - value(b));
}

function dates(query: Query, name: string): { min: number; max: number } {
	return {
		min: date(query, `min_${name}`) ?? -Infinity,
		max: date(query, `max_${name}`) ?? Infinity,
	};
}

function date(query: Query, name: string): number | undefined {
	const value = query[name];
	if (value === undefined) return undefined;
	const time = Date.parse(value);
	if (Number.isNaN(time)) throw invalid(name);
	return time;
}

function invalid(name: string) {
	return v2Error(400, `The field '${name}' is invalid.`);
}
