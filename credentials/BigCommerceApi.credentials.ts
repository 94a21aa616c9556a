import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/**
 * A BigCommerce store-level API account. It is tested by the nodes that use it
 * (nodes/BigCommerce/api/credentialTest.ts), because one request cannot show both that the token is
 * right and that it may read orders.
 */
export class BigCommerceApi implements ICredentialType {
	name = 'bigCommerceApi';

	displayName = 'BigCommerce API';

	icon: Icon = {
		light: 'file:../icons/bigcommerce.svg',
		dark: 'file:../icons/bigcommerce.dark.svg',
	};

	documentationUrl =
		'https://github.com/bigcommerce-converge/n8n-nodes-bigcommerce-converge/blob/main/docs/setup.md#bigcommerce-api';

	properties: INodeProperties[] = [
		{
			displayName:
				'In BigCommerce, open <b>Settings > Store-level API accounts</b> and create a V2/V3 API token with the scopes <b>Orders</b>, <b>Information & Settings</b> and <b>Channel Settings</b> set to read-only. BigCommerce then shows the API path and the access token, and downloads a .txt file with both.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Path or Store Hash',
			name: 'storeHash',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://api.bigcommerce.com/stores/abc123/v3/',
			description:
				'The API path of the API account, the store hash in it (abc123), the address of your control panel (https://store-abc123.mybigcommerce.com), or the whole text of the downloaded file',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The access token of the API account, which BigCommerce shows once',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Optional. If set, signed webhooks are verified too.',
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			type: 'string',
			default: 'https://api.bigcommerce.com',
			description: 'Change it only for a proxy or a sandbox',
		},
	];

	// A function, because n8n can resolve no expressions for a trigger's own requests later on.
	authenticate = async (
		{ accessToken }: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...requestOptions,
		headers: { ...requestOptions.headers, 'X-Auth-Token': accessToken as string },
	});
}
