/* Misspelt fields must not compile: the type check fails where one of these lines has no error. */
import type { OrderExtras } from '../../../nodes/BigCommerce/orders/buildOrderItem';
import type { WholeOrder } from '../../../nodes/BigCommerce/orders/buildOrderItem';
import type { fetchOrderItem } from '../../../nodes/BigCommerce/orders/fetchOrder';
import type { fetchProducts } from '../../../nodes/BigCommerce/orders/orderLines';
import type { Refund } from '../../../nodes/BigCommerce/orders/refunds';

type FetchedItem = Awaited<ReturnType<typeof fetchOrderItem>>;
type FetchedLine = Awaited<ReturnType<typeof fetchProducts>>[number];
type InlinedConsignment = NonNullable<
	Extract<WholeOrder['consignments'], unknown[]>[number]['pickups']
>[number];

type Misspelt = [
	// @ts-expect-error misspelt
	WholeOrder['total_incl_tax'],
	// @ts-expect-error misspelt
	InlinedConsignment['line_itms'],
	// @ts-expect-error misspelt
	FetchedItem['total_incl_tax'],
	// @ts-expect-error misspelt
	FetchedItem['shipping_adresses'],
	// @ts-expect-error misspelt
	FetchedLine['prise_inc_tax'],
	// @ts-expect-error misspelt
	OrderExtras['prodcts'],
	// @ts-expect-error misspelt
	Refund['total_amout'],
];

test('misspelt fields of fetched orders, lines and refunds do not compile', () => {
	const misspelt: Misspelt | undefined = undefined;
	expect(misspelt).toBeUndefined();
});
