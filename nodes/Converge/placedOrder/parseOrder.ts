import type { OrderItem } from '../../shared/orderItem';
import { isPlacedStatus, ORDER_STATUSES } from '../../shared/orderStatus';
import { toIsoDate } from '../values/dates';
import { currencyOf, type Currency } from '../values/money';
import { shown, Unmappable } from './mappingError';
import { idOf, text } from '../values/fields';

/** An order that was placed, and what every event must have of it. */
export interface PlacedOrder {
	order: OrderItem;
	id: string;
	/** ISO 8601 with zone. */
	placedAt: string;
	/** What the shopper pays in. */
	currency: Currency;
}

const EXPECT_V2 =
	'Expected was an order as the BigCommerce Trigger and the BigCommerce node give it, or as it comes from the V2 Orders API, unshortened.';

/**
 * The item, once it has shown that it is an order, and a placed one.
 *
 * @throws Unmappable with what was expected and what came
 */
export function placedOrder(item: unknown): PlacedOrder {
	const id = idOf((item as Partial<OrderItem> | null)?.id);
	if (!id) {
		throw new Unmappable(
			'This is no BigCommerce order: it has no id',
			`${EXPECT_V2} ${whatCame(item)}`,
		);
	}
	const order = item as OrderItem;
	checkStatus(order);
	const placedAt = toIsoDate(order.date_created);
	if (!placedAt) {
		throw new Unmappable(
			`Order ${id} has no date_created that is a date`,
			expected(order, 'date_created'),
		);
	}
	// Not currency_code, in which amounts were only displayed.
	const currency = currencyOf(order.default_currency_code);
	if (!currency) {
		throw new Unmappable(
			`Order ${id} has no default_currency_code that is a currency`,
			expected(order, 'default_currency_code'),
		);
	}
	return { order, id, placedAt, currency };
}

function checkStatus(order: OrderItem): void {
	const status = text(order.status_id);
	if (status === undefined || !/^\d+$/.test(status)) {
		throw new Unmappable(`Order ${order.id} has no status_id`, expected(order, 'status_id'));
	}
	if (!isPlacedStatus(Number(status))) {
		throw new Unmappable(
			`Order ${order.id} is not placed: its status is ${ORDER_STATUSES[Number(status)]}`,
			'Incomplete, pending, declined and cancelled orders are no purchases, and never become a Placed Order event. Filter them out before this node.',
		);
	}
}

function expected(order: OrderItem, field: string): string {
	return `${EXPECT_V2} Its ${field} is ${shown(order[field])}.`;
}

/** Only the names of the members: values may be a customer's data. */
function whatCame(item: unknown): string {
	if (Array.isArray(item)) return 'What came is a list. Split it into one item for each order.';
	if (typeof item !== 'object' || item === null) return 'What came is no object.';
	const names = Object.keys(item).slice(0, 8);
	if (names.length === 0) return 'What came is an empty item.';
	return `What came has these members instead: ${names.join(', ').slice(0, 200)}.`;
}
