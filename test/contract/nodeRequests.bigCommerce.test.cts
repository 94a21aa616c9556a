import type { INodeParameters } from 'n8n-workflow';
import { run } from '../integration/support/bigCommerce.cts';
import { call } from '../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../sandbox/index.cts';
import { describeWithDocuments } from './describeWithDocuments.cts';
import { checkRequest } from './openapi.cts';

type Case = [
	operation: `${string}.${string}`,
	requests: number,
	parameters: (sandbox: Sandbox) => INodeParameters | Promise<INodeParameters>,
];

const PRODUCT_PAGES = { options: { productPages: true } };

/** Every operation, and every filter and option that makes another request. */
const CASES: Case[] = [
	['order.get', 3, () => ({ orderId: '101' })],
	['order.get', 4, () => ({ orderId: '160', ...PRODUCT_PAGES })],
	['order.getAll', 2, () => ({ returnAll: true })],
	['order.getAll', 4, () => ({ returnAll: true, ...PRODUCT_PAGES })],
	['order.getAll', 3, () => ({ limit: 10, filters: { minId: 110, maxId: 150 } })],
	[
		'order.getAll',
		1,
		({ store }) => ({
			filters: {
				createdAfter: '2020-01-01T12:00:00',
				createdBefore: '2100-01-01',
				modifiedAfter: '2020-01-01',
				customerId: 7,
				email: store.order(101)!.billing_address.email,
				statuses: [11],
				storefronts: [1],
			},
		}),
	],
	['refund.getAll', 4, () => ({ returnAll: true })],
	['refund.getAll', 2, () => ({ limit: 1 })],
	[
		'refund.getAll',
		4,
		() => ({
			returnAll: true,
			filters: { createdAfter: '2020-01-01T12:00:00+02:00', createdBefore: '2100-01-01' },
		}),
	],
	['product.getAll', 1, () => ({ returnAll: true })],
	['product.getAll', 1, () => ({ limit: 1 })],
	['webhook.getAll', 1, () => ({})],
	['webhook.getStatus', 1, () => ({})],
	['webhook.delete', 1, async (sandbox) => ({ webhookId: await makeHook(sandbox) })],
	['channel.getAll', 1, () => ({})],
];

async function makeHook(sandbox: Sandbox): Promise<number> {
	const body = { scope: 'store/order/created', destination: 'https://n8n.example.com/1' };
	const { data } = await call(sandbox, 'POST', '/v3/hooks', { body });
	return (data as { data: { id: number } }).data.id;
}

describeWithDocuments("The BigCommerce node's requests and BigCommerce's documents", () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startSandbox();
		sandbox.store.generateOrders(59, { given: { channel_id: 1, status_id: 11 } });
		const lines = Array(60).fill({ product_id: 104 }) as object[];
		const { id } = sandbox.store.createOrder({ channel_id: 1, status_id: 11, lines });
		sandbox.store.refund(id, { items: [{ quantity: 1 }] });
		sandbox.store.refund(id);
	});

	afterEach(async () => await sandbox.stop());

	it.each(CASES)('%s agrees in at least %i requests', async (operation, requests, parametersOf) => {
		const parameters = await parametersOf(sandbox);
		sandbox.requests.clear();
		await run(sandbox, operation, parameters);
		expect(sandbox.requests.count()).toBeGreaterThanOrEqual(requests);
		expect(sandbox.requests.log.flatMap((request) => checkRequest(request))).toEqual([]);
	});
});
