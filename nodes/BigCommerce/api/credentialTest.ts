import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { isRecord } from '../../shared/isRecord';
import { describeError, missingScopes, scopeOf, type ErrorText } from './errors';
import { INVALID_STORE_HASH, storeOf, type BigCommerceCredentials } from './store';

const TIMEOUT_MS = 20_000;

interface Reading {
	path: string;
	/** Whether BigCommerce can have responded with this body. */
	isExpected: (body: unknown) => boolean;
}

const STORE: Reading = {
	path: '/v2/store',
	isExpected: (body) => isRecord(body) && typeof body.name === 'string',
};

/** What the nodes need: the store, its orders, and its channels. */
const READINGS: Reading[] = [
	STORE,
	{
		path: '/v2/orders?limit=1',
		isExpected: (body) => body === undefined || body === '' || Array.isArray(body),
	},
	{
		path: '/v3/channels?limit=1',
		isExpected: (body) => isRecord(body) && Array.isArray(body.data),
	},
];

const NOT_BIGCOMMERCE: ErrorText = {
	message: 'The API URL does not lead to BigCommerce',
	description:
		'The response was not the JSON of its API. Set the API URL in the BigCommerce API credential to https://api.bigcommerce.com, or check the proxy behind it.',
};

/**
 * The test behind the credential's form. It names all missing scopes at once, because the scopes of an
 * API account cannot be changed: each attempt means a new account.
 *
 * It is not a declarative test because that is one request only.
 */
export async function bigCommerceApiTest(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const credentials = data as unknown as BigCommerceCredentials;
	const store = storeOf(credentials);
	if (!store) return failed(INVALID_STORE_HASH);

	const { request } = this.helpers;
	const read = async ({ path, isExpected }: Reading) => {
		let status = 0;
		let body: unknown;
		try {
			({ statusCode: status, body } = await request({
				method: 'GET',
				uri: `${store.url}${path}`,
				headers: { 'X-Auth-Token': credentials.accessToken, Accept: 'application/json' },
				json: true,
				timeout: TIMEOUT_MS,
				simple: false,
				followRedirect: false,
				resolveWithFullResponse: true,
			}));
		} catch {
			status = 0;
		}
		return { path, status, body, isExpected: isExpected(body) };
	};
	const responses = await Promise.all(READINGS.map(read));

	const isGood = (status: number) => status >= 200 && status < 300;
	const bad = responses.find(({ status }) => !isGood(status) && status !== 403);
	if (bad) return failed(describeError(bad.status, bad.path, store.hash));
	const missing = responses.filter(({ status }) => status === 403);
	if (missing.length > 0)
		return failed(missingScopes(missing.map(({ path }) => scopeOf(path) ?? path)));
	if (!responses.every(({ isExpected }) => isExpected)) return failed(NOT_BIGCOMMERCE);

	const { name } = responses[0].body as { name: string };
	return { status: 'OK', message: `Connected to the store "${name}" (${store.hash})` };
}

function failed({ message, description }: ErrorText): INodeCredentialTestResult {
	return { status: 'Error', message: `${message}. ${description}` };
}
