/* Misspelt fields must not compile: the type check fails where one of these lines has no error. */
import type {
	Address,
	Channel,
	IncomingOrder,
	Order,
	OrderItem,
	OrderProduct,
	ProductOption,
} from '../../../nodes/shared/orderItem';

type Misspelt = [
	// @ts-expect-error misspelt
	OrderItem['total_incl_tax'],
	// @ts-expect-error misspelt
	OrderItem['prodcts'],
	// @ts-expect-error misspelt
	OrderItem['consignments']['shiping'],
	// @ts-expect-error misspelt
	Order['total_incl_tax'],
	// @ts-expect-error misspelt
	Order['billing_address']['emial'],
	// @ts-expect-error misspelt
	OrderProduct['prise_inc_tax'],
	// @ts-expect-error misspelt
	NonNullable<OrderProduct['applied_discounts']>[number]['cod'],
	// @ts-expect-error misspelt
	ProductOption['display_valeu'],
	// @ts-expect-error misspelt
	Channel['platfrom'],
	// @ts-expect-error misspelt
	Address['country_iso'],
	// @ts-expect-error misspelt
	IncomingOrder['total_incl_tax'],
];

test('misspelt fields of an order item, its lines and its addresses do not compile', () => {
	const misspelt: Misspelt | undefined = undefined;
	expect(misspelt).toBeUndefined();
});
