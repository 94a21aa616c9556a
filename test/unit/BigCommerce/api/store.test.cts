import { storeOf } from '../../../../nodes/BigCommerce/api/store';

test.each([
	'abc123',
	' ABC123 ',
	'https://api.bigcommerce.com/stores/abc123',
	'https://api.bigcommerce.com/stores/abc123/',
	'https://api.bigcommerce.com/stores/abc123/v2',
	'https://api.bigcommerce.com/stores/abc123/v3/',
	'stores/abc123',
	'https://store-abc123.mybigcommerce.com',
	'https://store-abc123.mybigcommerce.com/manage/settings/store-level-api-accounts',
	'HTTPS://STORE-ABC123.MYBIGCOMMERCE.COM/manage/dashboard?x=1',
	'store-abc123.mybigcommerce.com',
	'https://store-abc123-2.mybigcommerce.com/',
	'ACCESS TOKEN: a1b2c3\r\nCLIENT ID: d4\r\nAPI PATH: https://api.bigcommerce.com/stores/abc123/v3/\r\n',
	'CLIENT NAME: our stores/other1\nAPI PATH: https://api.bigcommerce.com/stores/abc123/v3/\nACCESS TOKEN: a1b2c3',
	'API PATH: https://api.bigcommerce.com/stores/abc123/v3/ CLIENT NAME: https://example.com/stores/other1 ACCESS TOKEN: a1b2c3',
	'NAME: https://x.example/stores/evil\nACCESS TOKEN: a1\nCHEMIN DE L’API : https://api.bigcommerce.com/stores/abc123/v3/',
	'NOMBRE: https://store-evil.mybigcommerce.com/manage RUTA: https://api.bigcommerce.com/stores/abc123/v3/',
	'NAME: https://x-api.bigcommerce.com/stores/evil\nAPI-PFAD: https://api.bigcommerce.com/stores/abc123/v3/',
	'https://store-abc123.mybigcommerce.com/manage/stores/xyz',
	'https://store-abc123-2.mybigcommerce.com/stores/xyz',
	'Access token: a1b2c3 Api Path:https://api.bigcommerce.com/stores/abc123/v2',
])('the store hash is found in %p', (storeHash) => {
	expect(storeOf({ storeHash, accessToken: 'x' })).toMatchObject({
		hash: 'abc123',
		url: 'https://api.bigcommerce.com/stores/abc123',
	});
});

test.each([
	'',
	' ',
	'https://api.bigcommerce.com/',
	'my shop',
	'https://shop.example.com',
	'ACCESS TOKEN: a1b2c3',
	'https://login.bigcommerce.com/',
])('no store hash is found in %p', (storeHash) =>
	expect(storeOf({ storeHash, accessToken: 'x' })).toBeUndefined(),
);

test.each([
	['http://127.0.0.1:4000/', 'http://127.0.0.1:4000'],
	['http://127.0.0.1:4000/stores/other1/v3/', 'http://127.0.0.1:4000'],
	['https://proxy.example.com/bigcommerce/', 'https://proxy.example.com/bigcommerce'],
	['http://stores/', 'http://stores'],
	[' https://api.bigcommerce.com/stores/abc123/v3/ ', 'https://api.bigcommerce.com'],
	['https://api.bigcommerce.com/stores/abc123', 'https://api.bigcommerce.com'],
	['https://api.bigcommerce.com/stores/', 'https://api.bigcommerce.com'],
	['https://api.bigcommerce.com', 'https://api.bigcommerce.com'],
	[' ', 'https://api.bigcommerce.com'],
])('the API URL can be %p', (apiUrl, base) => {
	const store = storeOf({ storeHash: 'abc123', accessToken: 'x', apiUrl });
	expect(store?.url).toBe(`${base}/stores/abc123`);
});

test('the account key differs between accounts and does not reveal the token', () => {
	const account = (accessToken: string) => storeOf({ storeHash: 'abc123', accessToken })!.account;
	expect(account('token-1')).toBe(account('token-1'));
	expect(account('token-1')).not.toBe(account('token-2'));
	expect(account('token-1')).not.toContain('token');
});
