import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { ParameterError } from '../api/errors';

/** The fields of an operation that returns many items. */
export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/**
 * @returns how many items are wanted; Infinity for all
 * @throws ParameterError
 */
export function readLimit(context: IExecuteFunctions, index: number): number {
	if (context.getNodeParameter('returnAll', index, false) as boolean) return Infinity;
	const limit = Number(context.getNodeParameter('limit', index, 50));
	if (Number.isSafeInteger(limit) && limit > 0) return limit;
	throw new ParameterError('"Limit" must be 1 or more', 'Enter a whole number, such as 50.');
}
