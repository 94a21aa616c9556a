import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { variantItems, type Product } from '../../nodes/BigCommerce/resources/product/variantItems';
import { verifyNotification } from '../../nodes/BigCommerce/trigger/verifyNotification';
import { HOOK_HEADER } from '../../nodes/BigCommerce/trigger/signature';
import { toReceivedRefund } from '../../nodes/Converge/receivedRefund/toReceivedRefund';
import { line, orderItem } from '../support/orders.cts';
import { describeWithDocuments } from './describeWithDocuments.cts';
import { readDocument } from './documents.cts';

/* BigCommerce's own examples, read where they lie: they carry no licence. */
const EXAMPLES =
	process.env.BIGCOMMERCE_EXAMPLES ?? join(__dirname, '../../../shared/bigcommerce-examples');

interface RefundExample {
	id: number;
	order_id: number;
	created: string;
	total_amount: number;
	total_tax: number;
	reason?: string;
	items: Array<{ item_type: string; item_id: number; quantity?: number }>;
}

/** Every object of a document's examples that has these members. */
function* examplesWith(value: unknown, members: string[]): Generator<object> {
	if (typeof value !== 'object' || value === null) return;
	if (members.every((member) => member in value)) yield value;
	for (const inner of Object.values(value)) yield* examplesWith(inner, members);
}

describeWithDocuments("BigCommerce's examples of refunds, their notifications and products", () => {
	test('each refund becomes an event with its amounts, items and date', () => {
		const members = ['id', 'order_id', 'created', 'total_amount', 'items'];
		const isRefund = (one: object): one is RefundExample =>
			typeof (one as RefundExample).total_amount === 'number';
		const refunds = [...examplesWith(readDocument('orders.v3.yml'), members)].filter(isRefund);
		expect(refunds.length).toBeGreaterThanOrEqual(1);
		for (const refund of refunds) {
			const products = refund.items.map(({ item_id: id }) => line({ id, quantity: 9 }));
			const { event } = toReceivedRefund(orderItem({ id: refund.order_id, products, refund }));
			expect(event).toMatchObject({
				event_id: `refund-${refund.id}`,
				timestamp: new Date(refund.created).toISOString(),
				properties: {
					id: String(refund.order_id),
					total_price: refund.total_amount,
					total_tax: refund.total_tax,
				},
			});
			expect(event.properties.items.map(({ quantity }) => quantity)).toEqual(
				refund.items.flatMap(({ item_type, quantity }) =>
					item_type === 'PRODUCT' ? quantity : [],
				),
			);
		}
	});

	test('the notification of a refund has the IDs of the order and of the refund', () => {
		const file = join(EXAMPLES, 'callback__store_order_refund_created.json');
		const body = JSON.parse(readFileSync(file, 'utf8')) as object;
		const verification = verifyNotification(
			{ headers: { [HOOK_HEADER]: 'secret' }, body: { ...body, producer: 'stores/abc123' } },
			{
				...{ secret: 'secret', saveSecret: 'another', formerSecrets: [] },
				...{ storeHash: 'abc123', now: Date.now() },
			},
		);
		expect(verification).toMatchObject({
			status: 'valid',
			notification: { orderId: 250, refundId: 3, scope: 'store/order/refund/created' },
		});
	});

	test('each product with variants becomes an item for each variant, without blanks', () => {
		const document = readDocument('products_catalog.v3.yml');
		const products = [...examplesWith(document, ['id', 'name', 'variants'])].filter(
			(one): one is Product => Array.isArray((one as Product).variants),
		);
		expect(products.length).toBeGreaterThanOrEqual(1);
		for (const product of products) {
			const items = variantItems(product);
			expect(items).toHaveLength(Math.max(1, product.variants!.length));
			for (const item of items) {
				expect(item.product_id).toBe(product.id);
				expect([null, '', undefined, 0]).not.toContain('cost' in item ? item.cost : 1);
				expect(Object.values(item)).not.toContain(null);
			}
		}
	});
});
