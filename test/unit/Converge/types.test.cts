/* Misspelt fields must not compile: the type check fails where one of these lines has no error. */
import type {
	CheckoutItem,
	PlacedOrderEvent,
	ReceivedRefundEvent,
} from '../../../nodes/Converge/event/types';
import type { ParsedAddress } from '../../../nodes/Converge/placedOrder/contact';
import type { IncomingLine, ParsedLine } from '../../../nodes/Converge/placedOrder/lineItems';
import type { OrderHead, ParsedOrder } from '../../../nodes/Converge/placedOrder/parseOrder';
import type { Mapping } from '../../../nodes/Converge/placedOrder/toPlacedOrder';
import type { IncomingOrder } from '../../../nodes/shared/orderItem';

type Misspelt = [
	// @ts-expect-error misspelt
	IncomingOrder['total_incl_tax'],
	// @ts-expect-error misspelt
	IncomingLine['prise_inc_tax'],
	// @ts-expect-error misspelt
	ParsedOrder['amounts']['totl'],
	// @ts-expect-error misspelt
	ParsedOrder['placed_at'],
	// @ts-expect-error misspelt
	ParsedLine['prise'],
	// @ts-expect-error misspelt
	PlacedOrderEvent['properties']['totl_price'],
	// @ts-expect-error misspelt
	PlacedOrderEvent['profile_properties']['$e_mail'],
	// @ts-expect-error misspelt
	PlacedOrderEvent['event_nam'],
	// @ts-expect-error misspelt
	ReceivedRefundEvent['properties']['totl_price'],
	// @ts-expect-error misspelt
	ReceivedRefundEvent['timestmp'],
	// @ts-expect-error misspelt
	CheckoutItem['quantty'],
	// @ts-expect-error misspelt
	OrderHead['curency'],
	// @ts-expect-error misspelt
	ParsedAddress['emial'],
	// @ts-expect-error misspelt
	Mapping['event']['properties']['totl_price'],
];

/** Of what anyone may hand in, nothing can be used before it was checked. */
type Unchecked = IncomingOrder['total_inc_tax'];

test('misspelt fields of orders, lines and events do not compile', () => {
	const isUnknown: [unknown, unknown] extends Unchecked ? true : false = true;
	const misspelt: Misspelt | undefined = undefined;
	expect([isUnknown, misspelt]).toEqual([true, undefined]);
});
