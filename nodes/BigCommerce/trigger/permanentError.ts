import { NodeOperationError, type INode } from 'n8n-workflow';
import { BigCommerceApiError, ParameterError } from '../api/errors';

/** Whether no retry mends it, only a person: a storefront name that is gone, a revoked token or scope. */
export function isPermanent(error: unknown): boolean {
	if (error instanceof BigCommerceApiError) return error.status === 401 || error.status === 403;
	return error instanceof ParameterError || error instanceof NodeOperationError;
}

/** Names what is wrong, the same for all orders, so that it is shown once and not for each of them. */
export function permanentKey(error: unknown): string {
	const { message, description } = error as Error & { description?: string };
	return error instanceof BigCommerceApiError
		? [error.status, error.description].join(' ')
		: [message, description].join(' ');
}

/** The error for a failed execution, where only the message is certain to be seen. */
export function toVisibleError(error: unknown, node: INode, orderId?: number): NodeOperationError {
	const { message, description } = error as Error & { description?: string };
	const cure = description ? `. ${description}` : '';
	const orders = orderId === undefined ? 'Orders' : `Order ${orderId}`;
	return new NodeOperationError(node, `${orders} could not be fetched: ${message}${cure}`);
}
