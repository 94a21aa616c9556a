import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** A Converge webhook source. Tested by the Converge node (nodes/Converge/api/credentialTest.ts). */
export class ConvergeApi implements ICredentialType {
	name = 'convergeApi';

	displayName = 'Converge API';

	icon: Icon = { light: 'file:../icons/converge.svg', dark: 'file:../icons/converge.dark.svg' };

	documentationUrl =
		'https://github.com/bigcommerce-converge/n8n-nodes-bigcommerce-converge/blob/main/docs/setup.md#converge-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'In Converge, create a new source: Server-side, with the app Webhook. Paste the token from its Configuration tab, and leave the URL as it is.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Webhook URL',
			name: 'webhookUrl',
			type: 'string',
			default: 'https://app.runconverge.com/api/webhooks',
			required: true,
			description:
				"Converge's webhook address. The postback URL of an older webhook source works too.",
		},
		{
			displayName: 'Webhook Token',
			name: 'webhookToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				"The token from the Configuration tab of the webhook source in Converge. Leave it empty for an older source's postback URL.",
		},
	];

	// A function, because a postback URL takes no header, not an empty one.
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { webhookToken } = credentials;
		if (!webhookToken) return requestOptions;
		return {
			...requestOptions,
			headers: { ...requestOptions.headers, 'X-Webhook-Token': webhookToken as string },
		};
	};
}
