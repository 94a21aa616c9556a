import { fromWire, share, toWire } from './money.cts';
import type { OrderFields, OrderLine, Person, ShippingAddress } from './order.cts';

type Costs = Pick<
	OrderFields,
	| 'base_shipping_cost'
	| 'shipping_cost_ex_tax'
	| 'shipping_cost_inc_tax'
	| 'shipping_cost_tax'
	| 'base_handling_cost'
	| 'handling_cost_ex_tax'
	| 'handling_cost_inc_tax'
	| 'handling_cost_tax'
>;

interface AddressOptions {
	/** Of the addresses that parcels may go to. */
	ids: number[];
	receiver: Person;
	costs: Costs;
	isFromApi: boolean;
}

/** Where the order's parcels go, with the order's costs shared out among them. None without parcels. */
export function shippingAddresses(
	orderId: number,
	lines: OrderLine[],
	{ ids, receiver, costs, isFromApi }: AddressOptions,
): ShippingAddress[] {
	const used = ids.filter((id) => lines.some((line) => line.order_address_id === id));
	const part = (amount: string, index: number) =>
		toWire(
			share(
				fromWire(amount),
				used.map(() => 1),
				2,
			)[index],
		);
	return used.map((id, index) => ({
		id,
		order_id: orderId,
		...receiver,
		street_1: index === 0 ? receiver.street_1 : '7 Gift Lane',
		items_total: lines
			.filter((line) => line.order_address_id === id)
			.reduce((sum, line) => sum + line.quantity, 0),
		items_shipped: 0,
		shipping_method: isFromApi
			? 'None'
			: fromWire(costs.base_shipping_cost)
				? 'Parcel Post'
				: 'Free Shipping',
		base_cost: part(costs.base_shipping_cost, index),
		cost_ex_tax: part(costs.shipping_cost_ex_tax, index),
		cost_inc_tax: part(costs.shipping_cost_inc_tax, index),
		cost_tax: part(costs.shipping_cost_tax, index),
		cost_tax_class_id: 2,
		base_handling_cost: part(costs.base_handling_cost, index),
		handling_cost_ex_tax: part(costs.handling_cost_ex_tax, index),
		handling_cost_inc_tax: part(costs.handling_cost_inc_tax, index),
		handling_cost_tax: part(costs.handling_cost_tax, index),
		handling_cost_tax_class_id: 2,
		shipping_zone_id: isFromApi ? 0 : 1,
		shipping_zone_name: isFromApi ? '' : receiver.country,
		form_fields: [],
	}));
}
