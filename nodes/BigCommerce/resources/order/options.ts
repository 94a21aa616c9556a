import type { IExecuteFunctions } from 'n8n-workflow';
import type { Extras } from '../../orders/fetchOrder';

/** The node's options for orders, with their defaults. */
export function orderOptions(context: IExecuteFunctions, index: number): Extras {
	const options = context.getNodeParameter('options', index, {}) as Partial<Extras>;
	return {
		detectNewCustomer: options.detectNewCustomer ?? true,
		productPages: options.productPages ?? false,
	};
}
