import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { parseTime } from '../orders/parseTime';
import { assertOrder } from './parseFilters';

/**
 * The filters of Get Many for when a record was created.
 *
 * @param records what the operation returns, in the plural
 */
export function createdFilters(records: string): INodeProperties[] {
	return [
		{
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description: `Only ${records} created at this time or later. A time without a zone is in the workflow's time zone.`,
		},
		{
			displayName: 'Created Before',
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			description: `Only ${records} created at this time or earlier. A time without a zone is in the workflow's time zone.`,
		},
	];
}

/** In ms since 1970; a filter that is blank is absent. */
interface Created {
	createdAfter?: number;
	createdBefore?: number;
}

/** @throws ParameterError when a filter is not a date, or no time is within both */
export function readCreated(
	context: IExecuteFunctions,
	given: { createdAfter?: unknown; createdBefore?: unknown },
): Created {
	const createdAfter = parseTime(context, 'Created After', given.createdAfter);
	const createdBefore = parseTime(context, 'Created Before', given.createdBefore);
	assertOrder(['Created After', createdAfter], ['Created Before', createdBefore]);
	return { createdAfter, createdBefore };
}
