import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { describeError } from './errors';
import { INVALID_STORE_HASH, storeOf, type BigCommerceCredentials } from './store';

/** Reads that show what the nodes need: that the store and the token fit, and that orders may be read. */
const READS = ['/v2/store', '/v2/orders?limit=1'];

/**
 * The test behind the credential's form. The first read that BigCommerce refuses gives the sentence.
 *
 * It is not a declarative test because that is one request only, and a token can be right for the
 * store and still not be allowed to read orders.
 */
export async function bigCommerceApiTest(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const credentials = data as unknown as BigCommerceCredentials;
	const store = storeOf(credentials);
	if (!store) return refused(INVALID_STORE_HASH);
	const { request } = this.helpers;

	for (const path of READS) {
		let status = 0;
		try {
			({ statusCode: status } = await request({
				method: 'GET',
				uri: `${store.url}${path}`,
				headers: { 'X-Auth-Token': credentials.accessToken, Accept: 'application/json' },
				timeout: 20_000,
				simple: false,
				followRedirect: false,
				resolveWithFullResponse: true,
			}));
		} catch {
			status = 0;
		}
		if (status < 200 || status > 299) return refused(describeError(status, path, store.hash));
	}
	return { status: 'OK', message: `Connected to the store ${store.hash}` };
}

function refused({ message, description }: { message: string; description: string }) {
	return { status: 'Error' as const, message: `${message}. ${description}` };
}
