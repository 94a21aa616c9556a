import axios from 'axios';
import { startSandbox } from '../sandbox/index.cts';
import { describeWithDocuments } from './describeWithDocuments.cts';
import type { Deviation } from './deviations.cts';
import type { Schema } from './documents.cts';
import { OpenApi } from './openapi.cts';

const DOCUMENT = 'orders.sf.yml';
const PATH = '/orders/{orderId}';
const AMOUNT = { type: 'number' };
const ID = { type: 'integer' };

function at(path: string, value: unknown, reason: string): Deviation {
	return { document: DOCUMENT, path: ['components', 'schemas', ...path.split('.')], value, reason };
}

const property = (schema: string, name: string) => `${schema}.properties.${name}`;

/** Where recorded answers, which public repositories hold, differ from the document. */
const deviations: Deviation[] = [
	at(
		`${property('AddressProperties', 'phone')}.pattern`,
		undefined,
		'Not a regular expression. Numbers are recorded as shoppers type them, and blank.',
	),
	at(property('Order', 'taxTotal'), AMOUNT, 'An amount like the others, not a whole number.'),
	at(
		`${property('Order', 'taxes')}.items.properties.amount`,
		AMOUNT,
		'An amount like the others, not a whole number.',
	),
	at(property('Order', 'customerId'), ID, 'Recorded as a number, 0 for a guest.'),
	at(
		property('Order', 'fees'),
		{
			type: 'array',
			items: {
				type: 'object',
				properties: {
					id: ID,
					type: { type: 'string' },
					source: { type: 'string' },
					customerDisplayName: { type: 'string' },
					cost: AMOUNT,
				},
			},
		},
		"Recorded, and in the types of BigCommerce's checkout SDK, but not in the document.",
	),
	at(
		property('Order', 'lineItems'),
		{ $ref: '#/components/schemas/OrderLineItem' },
		'Recorded as one object, not as an array of them.',
	),
	...['ItemPhysical', 'OrderItemDigital'].map((schema) =>
		at(property(schema, 'id'), ID, 'Recorded as a number.'),
	),
	at(
		property('ItemPhysical', 'discounts'),
		{ type: 'array' },
		'Recorded as an array, as the description says for an item without discounts.',
	),
	at('GiftWrapping.nullable', true, 'Recorded as null.'),
	at(
		property('OrderItemGiftCertificate', 'id'),
		{ type: 'integer' },
		'In the checkout SDK, but not in the document.',
	),
	at(
		'OrderLineItem',
		{
			type: 'object',
			required: ['digitalItems', 'giftCertificates', 'physicalItems'],
			properties: {
				physicalItems: { type: 'array', items: { $ref: '#/components/schemas/ItemPhysical' } },
				digitalItems: { type: 'array', items: { $ref: '#/components/schemas/OrderItemDigital' } },
				giftCertificates: {
					type: 'array',
					items: { $ref: '#/components/schemas/OrderItemGiftCertificate' },
				},
				customItems: { type: 'array', items: { type: 'object' } },
			},
		},
		'The document says giftCertificate; giftCertificates is recorded. Custom items are as in a checkout.',
	),
	at(
		property('Consignments', 'pickup'),
		{ type: 'array', items: { $ref: '#/components/schemas/PickupConsignment' } },
		'Recorded, and described under PickupConsignment, but not a member of Consignments.',
	),
	at(
		property('ShippingConsignment', 'discounts'),
		{ type: 'array' },
		'Recorded, but not in the document.',
	),
];

function complaints(orders: unknown[], without?: Deviation): string[] {
	const applied = deviations.filter((deviation) => deviation !== without);
	const openApi = new OpenApi(applied, [DOCUMENT]);
	const check = openApi.responseValidator(DOCUMENT, 'GET', PATH, 200);
	return [...new Set(orders.flatMap(check))];
}

/** Whether the orders fit the document, which may be one that cannot be compiled. */
function fits(orders: unknown[], without: Deviation): boolean {
	try {
		return complaints(orders, without).length === 0;
	} catch {
		return false;
	}
}

describeWithDocuments("The sandbox's storefront and BigCommerce's document", () => {
	let orders: object[];

	beforeAll(async () => {
		const sandbox = await startSandbox();
		const fee = {
			id: 1,
			type: 'custom_fee' as const,
			display_name_customer: 'Packing',
			display_name_merchant: 'Packing',
			source: 'app',
			base_cost: '1.0000',
			cost_ex_tax: '1.0000',
			cost_inc_tax: '1.2000',
			cost_tax: '0.2000',
			tax_class_id: null,
		};
		try {
			const placed = sandbox.store.generateOrders(80, {
				given: (index) => (index ? {} : { fees: [fee] }),
			});
			orders = await Promise.all(
				placed.map(async ({ id }) => {
					const url = `${sandbox.url}/api/storefront/orders/${id}`;
					const { data } = await axios.get<object>(url, { proxy: false });
					return data;
				}),
			);
		} finally {
			await sandbox.stop();
		}
	});

	it('agree on every order', () => {
		expect(complaints(orders)).toEqual([]);
	});

	it.each(deviations.map((deviation) => [deviation.path.slice(2).join(' '), deviation] as const))(
		'would not agree without the deviation at %s',
		(_, deviation) => {
			expect(fits(orders, deviation)).toBe(false);
		},
	);

	it('have the same members in an order', () => {
		const schema = new OpenApi(deviations, [DOCUMENT]).responseSchema(DOCUMENT, 'GET', PATH, 200);
		const documented = Object.keys(schema.properties as Schema);
		expect(Object.keys(orders[0]).sort()).toEqual(documented.sort());
	});
});
