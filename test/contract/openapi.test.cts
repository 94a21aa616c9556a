import { describeWithDocuments } from './describeWithDocuments.cts';
import { checkRequest, OpenApi } from './openapi.cts';

const STORE = '/stores/abc123';

describeWithDocuments('The check of requests', () => {
	it.each([
		['a list', 'GET', '/v2/orders', { limit: '250', include: 'consignments.line_items,fees' }],
		['one of them', 'GET', '/v2/orders/118', { consignment_structure: 'object' }],
		['a literal path', 'GET', '/v2/orders/count', { customer_id: '5' }],
		['a filter with a colon', 'GET', '/v3/catalog/products', { 'id:in': '1,2' }],
	])('lets %s pass', (_, method, path, query) => {
		expect(checkRequest({ method, path: STORE + path, query })).toEqual([]);
	});

	it.each([
		['an unknown path', 'GET', '/v2/refunds', {}, 'no document'],
		['a wrong version', 'GET', '/v3/orders', {}, 'no document'],
		['a wrong method', 'PATCH', '/v2/orders/118', {}, 'no document'],
		['a wrong id', 'GET', '/v2/orders/abc', {}, 'no document'],
		['an unknown filter', 'GET', '/v2/orders', { is_deleted: 'true' }, 'is_deleted'],
		['a wrong type', 'GET', '/v2/orders', { min_id: 'x' }, '/min_id must be integer'],
		['a wrong value', 'GET', '/v2/orders/118', { include: 'products' }, '/include/*'],
		['no body', 'PUT', '/v3/hooks/admin', {}, 'the body is missing'],
	])('complains of %s', (_, method, path, query, complaint) => {
		const complaints = checkRequest({ method, path: STORE + path, query });
		expect(complaints).toEqual([expect.stringContaining(complaint)]);
	});

	it('complains of a body', () => {
		const hook = { scope: 'store/order/created', destination: 'https://n8n.example.com/' };
		const check = (body: unknown) =>
			checkRequest({ method: 'POST', path: `${STORE}/v3/hooks`, body });
		expect(check(hook)).toEqual([]);
		expect(check({ scope: hook.scope })).toEqual([expect.stringContaining('destination')]);
		expect(check({ ...hook, is_active: 'yes' })).toEqual([
			expect.stringContaining('/is_active must be boolean'),
		]);
		expect(check({ ...hook, events_history_enabled: true })).toEqual([
			expect.stringContaining('events_history_enabled'),
		]);
	});
});

describeWithDocuments('The check of answers', () => {
	it('complains of types, unknown members, statuses and bodies', () => {
		const openApi = new OpenApi();
		const validate = (status: number) =>
			openApi.responseValidator('orders.v2.oas2.yml', 'GET', '/orders/{order_id}', status);
		expect(validate(200)({ id: 1, total_inc_tax: '1.0000' })).toEqual([]);
		expect(validate(200)({ id: '1' })).toEqual([expect.stringContaining('/id must be integer')]);
		expect(validate(200)({ number: 1 })).toEqual([expect.stringContaining('"number"')]);
		expect(validate(201)({ id: 1 })).toEqual(['status 201 is not documented']);
		const list = openApi.responseValidator('orders.v2.oas2.yml', 'GET', '/orders', 204);
		expect(list('')).toEqual([]);
		expect(list([])).toEqual(['no body is documented']);
		expect(() => openApi.responseValidator('sites.v3.yml', 'GET', '/shops', 200)).toThrow('/shops');
	});
});
