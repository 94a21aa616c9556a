import { call, sendEvent } from '../../../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';
import { credentialValues } from '../../../sandbox/page/credentialValues.cts';

const PATHS = {
	Orders: '/v2/orders',
	'Information & Settings': '/v2/store',
	'Channel Settings': '/v3/channels',
	Customers: '/v3/customers',
	Products: '/v3/catalog/products',
};
let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

const values = () => credentialValues({ ...sandbox, url: () => sandbox.url });
const valueOf = (field: string) => values().find((one) => one.field === field)!;

it('lists the addresses, the hash and the tokens of both services', () => {
	expect(values().map(({ credential, field }) => `${credential}: ${field}`)).toEqual([
		'BigCommerce API: API URL',
		'BigCommerce API: API Path or Store Hash',
		'BigCommerce API: Access Token',
		...Object.keys(PATHS).map((scope) => `BigCommerce API: Access Token without ${scope}`),
		'Converge API: Webhook URL',
		'Converge API: Webhook Token',
	]);
	expect(valueOf('API URL').value).toBe(sandbox.url);
	expect(valueOf('API Path or Store Hash').value).toBe(sandbox.store.hash);
	expect(valueOf('Webhook URL').value).toBe(sandbox.convergeUrl);
});

it('lists tokens that Converge and the store accept', async () => {
	const { status } = await sendEvent(sandbox, {}, valueOf('Webhook Token').value);
	expect(status).not.toBe(401);
	for (const path of Object.values(PATHS)) {
		const token = valueOf('Access Token').value;
		expect((await call(sandbox, 'GET', path, { token })).status).toBeLessThan(300);
	}
});

it.each(Object.keys(PATHS))('lists a token that lacks the scope %s only', async (scope) => {
	const { value: token, clientSecret } = valueOf(`Access Token without ${scope}`);
	for (const [other, path] of Object.entries(PATHS)) {
		const { status } = await call(sandbox, 'GET', path, { token });
		expect({ other, isAllowed: status < 300 }).toEqual({ other, isAllowed: other !== scope });
	}
	expect(clientSecret).toBe(sandbox.store.accounts.of(token)!.clientSecret);
});

it('omits a token that has been revoked', () => {
	sandbox.store.accounts.revoke(sandbox.store.tokens.withoutOrders);
	expect(valueOf('Access Token without Orders')).toBeUndefined();
});
