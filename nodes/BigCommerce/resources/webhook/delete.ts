import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';
import { ParameterError } from '../../api/errors';
import type { OperationRun } from '../operation';
import { idField } from '../listSearch';

const webhookId = idField(
	{
		displayName: 'Webhook',
		name: 'webhookId',
		placeholder: 'e.g. 20172527',
		description: 'The webhook to remove; Get Many lists their IDs',
	},
	'searchWebhooks',
);

export const description = updateDisplayOptions(
	{ show: { resource: ['webhook'], operation: ['delete'] } },
	[webhookId],
);

/** @returns `{ deleted: true }` */
export async function execute(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	{ index }: Pick<OperationRun, 'index'>,
): Promise<IDataObject[]> {
	const id = String(
		context.getNodeParameter('webhookId', index, '', { extractValue: true }),
	).trim();
	if (!/^\d+$/.test(id)) {
		throw new ParameterError(
			`Invalid Webhook ID "${id}"`,
			'Enter an ID that Get Many lists, such as 20172527.',
		);
	}
	await api.request('DELETE', `/v3/hooks/${id}`);
	return [{ deleted: true }];
}
