import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { limitFields, readLimit } from './limit';
import type { Operation } from './operation';

/** Get Many of a resource that BigCommerce's V3 API lists. */
export interface V3List<T> {
	/** Its name in the node's parameters. */
	resource: string;
	path: string;
	query?: IDataObject;
	/** The items of a page, of which the user's limit is taken. */
	toItems: (entries: T[]) => IDataObject[];
}

/** The description and the execution of such an operation. */
export function listOperation<T>({ resource, path, query, toItems }: V3List<T>): {
	description: INodeProperties[];
	execute: Operation;
} {
	return {
		description: updateDisplayOptions(
			{ show: { resource: [resource], operation: ['getAll'] } },
			limitFields,
		),
		execute: async (context, api, { index }) => {
			const limit = readLimit(context, index);
			const items: IDataObject[] = [];
			for await (const page of api.eachPage<T>(path, query)) {
				items.push(...toItems(page));
				if (items.length >= limit || context.getExecutionCancelSignal()?.aborted) break;
			}
			return items.slice(0, limit);
		},
	};
}
