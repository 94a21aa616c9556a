import { call, type CallOptions } from '../sandbox/client.cts';
import type { OrderPartial, Sandbox, Store } from '../sandbox/index.cts';
import type { CheckedAnswer, CheckedRequest } from './openapi.cts';

/** A request to the sandbox and its answer. */
export interface Exchange {
	name: string;
	/** Whether the request is wrong on purpose. */
	isWrong: boolean;
	request: CheckedRequest;
	answer: CheckedAnswer;
}

/** An endpoint of each scope, and the one that needs none. */
const ENDPOINTS: Array<[path: string, token?: keyof Store['tokens']]> = [
	['/v2/orders', 'withoutOrders'],
	['/v2/orders/count', 'withoutOrders'],
	['/v2/store', 'withoutInformation'],
	['/v3/channels', 'withoutChannels'],
	['/v3/sites', 'withoutChannels'],
	['/v3/customers', 'withoutCustomers'],
	['/v3/catalog/products', 'withoutProducts'],
	['/v3/catalog/variants', 'withoutProducts'],
	['/v3/orders/payment_actions/refunds', 'withoutOrders'],
	['/v3/hooks'],
];

const WHOLE = 'include=consignments.line_items,fees&consignment_structure=object';
const PARTS = 'include=primary_image&include_fields=name,custom_url';

const HOOK = {
	scope: 'store/order/created',
	destination: 'https://n8n.example.com/webhook/1',
	is_active: true,
	headers: { 'x-secret': 'a' },
};

/** An order with something of everything. */
const RICH_ORDER: OrderPartial = {
	status_id: 11,
	coupons: [{ code: 'SAVE', discount: 1 }],
	discount_amount: '1.0000',
	fees: [
		{
			id: 1,
			type: 'custom_fee',
			display_name_customer: 'Packing',
			display_name_merchant: 'Packing',
			source: 'app',
			base_cost: '1.0000',
			cost_ex_tax: '1.0000',
			cost_inc_tax: '1.0000',
			cost_tax: '0.0000',
			tax_class_id: null,
		},
	],
	lines: [
		{ product_id: 101 },
		{ product_id: 107 },
		{ type: 'giftcertificate' },
		{ product_id: 103, order_pickup_method_id: 1 },
	],
};

type Step = [name: string, status: number, request: string, options?: CallOptions];

/** Asks the sandbox everything it can be asked; rejects when a status is not the expected one. */
export async function conversation(sandbox: Sandbox): Promise<Exchange[]> {
	const exchanges: Exchange[] = [];
	const all = [...steps(sandbox), ...refusals(sandbox.store)];
	for (const [name, expected, request, options = {}] of all) {
		if (expected === 429) sandbox.rateLimit.quota = 0;
		const [method, path] = request.split(' ');
		sandbox.requests.clear();
		const { status, data: body } = await call(sandbox, method, path, options);
		if (status !== expected) {
			throw new Error(`${name}: ${request} was answered ${status}, not ${expected}`);
		}
		const asked = sandbox.requests.log[0];
		const answer = { method, path: asked.path, status, body };
		exchanges.push({ name, isWrong: expected >= 400, request: asked, answer });
	}
	return exchanges;
}

function steps({ store }: Sandbox): Step[] {
	const long = store.createOrder({ lines: Array(60).fill({ product_id: 104 }) }).id;
	const rich = store.createOrder(RICH_ORDER).id;
	store.generateOrders(60);
	store.refund(rich, { items: [{ quantity: 1 }, { type: 'SHIPPING' }], reason: 'Too small' });
	store.refund(long, { items: [{ type: 'ORDER', amount: '1.00' }] });
	const order = `GET /v2/orders/${rich}`;
	const longOrder = `GET /v2/orders/${long}`;
	const hook = 'v3/hooks/20000001';
	const refunds = 'GET /v3/orders/payment_actions/refunds';
	return [
		['refunds', 200, `${refunds}?order_id:in=${rich},${long}&page=1&limit=250`],
		['refunds by id', 200, `${refunds}?id:in=1,2`],
		['refunds of a time', 200, `${refunds}?created:min=2020-01-01T00:00:00Z`],
		['no refunds', 200, `${refunds}?created:max=2020-01-01T00:00:00Z`],
		['a refund', 200, `${refunds}/1`],
		['no refund', 404, `${refunds}/99`],
		['the refunds of an order', 200, `GET /v3/orders/${rich}/payment_actions/refunds`],
		['an order', 200, order],
		['a whole order', 200, `${order}?${WHOLE}`],
		['links to lines', 200, `${order}?include=consignments&consignment_structure=object`],
		['the older structure', 200, `${order}?include=consignments`],
		['a long order', 200, `${longOrder}?${WHOLE}`],
		['no order', 404, 'GET /v2/orders/99999999'],
		['orders', 200, `GET /v2/orders?limit=250&sort=id:desc&min_id=1&${WHOLE}`],
		['some orders', 200, 'GET /v2/orders?min_date_modified=2020-01-01T00:00:00Z&channel_id=1'],
		['no orders', 204, 'GET /v2/orders?customer_id=999999&status_id=10&email=a@example.com'],
		['too many orders', 413, 'GET /v2/orders?limit=251'],
		['a filter that is none', 400, 'GET /v2/orders?status_id=paid'],
		['a count', 200, 'GET /v2/orders/count?customer_id=1'],
		['lines', 200, `${order}/products`],
		['more lines', 200, `${longOrder}/products?page=2&limit=50`],
		['no more lines', 204, `${longOrder}/products?page=3&limit=50`],
		['coupons', 200, `${order}/coupons`],
		['no coupons', 204, `${longOrder}/coupons`],
		['addresses', 200, `${order}/shipping_addresses`],
		['no more addresses', 204, `${order}/shipping_addresses?page=2`],
		['fees', 200, `${order}/fees`],
		['no fees', 204, `${longOrder}/fees`],
		['consignments', 200, `${order}/consignments?include=consignments.line_items`],
		['statuses', 200, 'GET /v2/order_statuses'],
		['the store', 200, 'GET /v2/store'],
		['the time', 200, 'GET /v2/time'],
		['no hooks yet', 200, 'GET /v3/hooks'],
		['a new hook', 200, 'POST /v3/hooks', { body: HOOK }],
		['a hook with a wrong scope', 422, 'POST /v3/hooks', { body: { ...HOOK, scope: 'orders' } }],
		['a hook', 200, `GET /${hook}`],
		['no hook', 404, 'GET /v3/hooks/1'],
		['hooks', 200, `GET /v3/hooks?page=1&limit=250&is_active=true&scope=${HOOK.scope}`],
		['hooks of a destination', 200, `GET /v3/hooks?destination=${HOOK.destination}`],
		['a changed hook', 200, `PUT /${hook}`, { body: { is_active: false } }],
		['a change that is none', 422, `PUT /${hook}`, { body: {} }],
		['the state of hooks', 200, 'GET /v3/hooks/admin?is_active=false'],
		['addresses to tell', 204, 'PUT /v3/hooks/admin', { body: { emails: ['a@example.com'] } }],
		['addresses that are none', 422, 'PUT /v3/hooks/admin', { body: {} }],
		['a hook gone', 200, `DELETE /${hook}`],
		['channels', 200, 'GET /v3/channels?page=1&limit=50&type:in=storefront,pos'],
		['no channels', 200, 'GET /v3/channels?platform:in=etsy'],
		['a bad page', 422, 'GET /v3/channels?page=a'],
		['a channel', 200, 'GET /v3/channels/1'],
		['no channel', 404, 'GET /v3/channels/999'],
		['a site', 200, 'GET /v3/channels/1/site'],
		['no site', 404, 'GET /v3/channels/1002/site'],
		['sites', 200, 'GET /v3/sites?channel_id:in=1,1001'],
		['customers', 200, 'GET /v3/customers?id:in=1,2&limit=10'],
		['no customers', 200, 'GET /v3/customers?email:in=nobody@example.com'],
		['products', 200, 'GET /v3/catalog/products?id:in=101,104'],
		['products with variants', 200, 'GET /v3/catalog/products?include=variants&limit=10'],
		['variants', 200, 'GET /v3/catalog/variants?page=1&limit=250'],
		['variants of a product', 200, 'GET /v3/catalog/variants?product_id:in=101'],
		['parts of variants', 200, 'GET /v3/catalog/variants?include_fields=sku,cost_price'],
		['parts of products', 200, `GET /v3/catalog/products?id:in=101,999&${PARTS}`],
	];
}

function refusals({ tokens }: Store): Step[] {
	return [
		...ENDPOINTS.map(([path]): Step => ['no token', 401, `GET ${path}`, { token: null }]),
		...ENDPOINTS.flatMap(([path, lacking]): Step[] =>
			lacking ? [['no scope', 403, `GET ${path}`, { token: tokens[lacking] }]] : [],
		),
		...ENDPOINTS.map(([path]): Step => ['too many requests', 429, `GET ${path}`]),
	];
}
