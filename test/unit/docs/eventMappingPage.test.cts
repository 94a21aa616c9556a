import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPlacedOrder } from '../../../nodes/Converge/placedOrder/toPlacedOrder';
import { toReceivedRefund } from '../../../nodes/Converge/receivedRefund/toReceivedRefund';
import { EXAMPLE_ORDER } from '../../../scripts/eventMapping/exampleOrder.cts';
import {
	ALIAS_ROWS,
	CUSTOMER_ROWS,
	EVENT_ROWS,
	ITEM_ROWS,
	ORDER_ROWS,
	PROFILE_ROWS,
	REFUND_ROWS,
	type MappingRow,
} from '../../../scripts/eventMapping/rows.cts';

const root = join(__dirname, '../../..');

test('docs/event-mapping.md is up to date with `npm run docs`', () => {
	const check = ['--require', 'tsx/cjs', 'scripts/eventMapping.cts', '--check'];
	execFileSync(process.execPath, check, { cwd: root, stdio: 'pipe' });
}, 60_000);

const names = (...tables: MappingRow[][]) =>
	tables
		.flat()
		.map(({ property }) => property)
		.sort();
const keys = (...objects: object[]) => [...new Set(objects.flatMap(Object.keys))].sort();

describe('the page has a row, and its example a value, for every property', () => {
	const { event } = toPlacedOrder(EXAMPLE_ORDER);
	const { properties, profile_properties } = event;

	test('of the event', () => expect(keys(event)).toEqual(names(EVENT_ROWS)));

	test('of the order and the customer', () =>
		expect(keys(properties)).toEqual(names(ORDER_ROWS, CUSTOMER_ROWS)));

	test('of the items', () => expect(keys(...properties.items)).toEqual(names(ITEM_ROWS)));

	test('of the profile', () => expect(keys(profile_properties)).toEqual(names(CUSTOMER_ROWS)));

	test('of a refund', () => {
		const refund = { id: 7, created: '2026-06-20T08:00:00Z', total_amount: 1, reason: 'Late' };
		const { properties: refunded, profile_properties: person } = toReceivedRefund({
			...EXAMPLE_ORDER,
			refund,
		}).event;
		const own = keys(refunded).filter((name) => !(name in person));
		expect(own).toEqual(names(REFUND_ROWS));
	});

	test('of the types', () => {
		const types = readFileSync(join(root, 'nodes/Converge/event/types.ts'), 'utf8');
		const members = [...types.matchAll(/^\t(\$?\w+)\??:/gm)].map(([, name]) => name);
		const rows = names(
			...[EVENT_ROWS, ORDER_ROWS, ITEM_ROWS, CUSTOMER_ROWS, PROFILE_ROWS, REFUND_ROWS],
		);
		expect([...new Set(members)].sort()).toEqual([...new Set(rows)].sort());
	});
});

test('the page says when a property is omitted', () => {
	const order = { ...EXAMPLE_ORDER, customer_id: 0, cart_id: null, billing_address: null };
	const bare = Object.fromEntries(
		Object.entries({ ...order, coupons: [], discount_amount: 0, coupon_discount: 0 }).filter(
			([name]) =>
				![
					'is_new_customer',
					'channel',
					'external_source',
					'status',
					'payment_method',
					'payment_status',
					'fees',
					'handling_cost_ex_tax',
					'wrapping_cost_ex_tax',
				].includes(name),
		),
	);
	const products = [{ quantity: 1, price_inc_tax: 1, price_ex_tax: 1 }];
	const { event } = toPlacedOrder({ ...bare, order_source: '', products });
	const always = (rows: MappingRow[]) => names(rows.filter(({ omitted }) => !omitted));
	expect(keys(event)).toEqual(always(EVENT_ROWS));
	expect(keys(event.properties)).toEqual(always(ORDER_ROWS));
	expect(keys(...event.properties.items)).toEqual(always(ITEM_ROWS));
	expect(keys(event.profile_properties)).toEqual(always(CUSTOMER_ROWS));
	expect(always(ALIAS_ROWS)).toEqual([]);
	expect(event.aliases).toHaveLength(1);
});
