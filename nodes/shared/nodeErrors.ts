import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

/** What the package's own error classes carry beyond a message: what to do next. */
interface DescribedError extends Error {
	description: string;
	/** HTTP status of the response that an error of an API stands for, 0 without a response. */
	status?: number;
}

/**
 * n8n's error for one of ours: a NodeApiError when it stands for the response of an API, otherwise a
 * NodeOperationError. n8n's own pass through.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		if (itemIndex !== undefined) error.context.itemIndex = itemIndex;
		return error;
	}
	if (!isDescribed(error)) return new NodeOperationError(node, error as Error, { itemIndex });
	const { message, description, status } = error;
	if (status === undefined)
		return new NodeOperationError(node, message, { description, itemIndex });
	const httpCode = status ? String(status) : undefined;
	return new NodeApiError(node, { message }, { message, description, httpCode, itemIndex });
}

function isDescribed(error: unknown): error is DescribedError {
	return error instanceof Error && 'description' in error && typeof error.description === 'string';
}

/**
 * The output item of the input item at `index`, which failed, for a node that is to continue: `error` says
 * what happened, `details` what to do, and `members` stand beside them.
 *
 * n8n takes an item to the error output by its members, if there are none but `error`, `message` and
 * `details`, and then adds the input item's own. Of an item with a member `error` beside `json` it keeps
 * the message alone.
 */
export function toErrorItem(
	context: IExecuteFunctions,
	{ message, description }: NodeApiError | NodeOperationError,
	{ index, members = {} }: { index: number; members?: IDataObject },
): INodeExecutionData {
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return {
		json: {
			...(hasErrorOutput ? {} : members),
			error: message,
			details: description ?? '',
		},
		pairedItem: { item: index },
	};
}
