import type { ConvergeBody, Sandbox, SandboxOrder } from '../../sandbox/index.cts';
import type { Incoming } from './incomingOrders.cts';

const sorted = (items: Array<{ product_id: string | number; quantity: number }>) =>
	items.map(({ product_id, quantity }) => `${quantity} × ${product_id}`).sort();

/** Expects the event that Converge must receive for an order of the store. */
export function expectRight(event: ConvergeBody, order: SandboxOrder): void {
	expect(event).toMatchObject({
		event_name: 'Placed Order',
		event_id: String(order.id),
		timestamp: new Date(order.date_created).toISOString(),
		properties: {
			id: String(order.id),
			total_price: Number(order.total_inc_tax),
			total_tax: Number(order.total_tax),
			currency: order.default_currency_code,
		},
	});
	const bought = order.lines.filter((line) => !line.parent_order_product_id);
	const { items } = event.properties as { items: Parameters<typeof sorted>[0] };
	expect(sorted(items)).toEqual(sorted(bought));
}

/** Expects events of placed orders only, with correct values each time one arrived. */
export function expectNothingFalse({ converge }: Sandbox, { placed, unplaced }: Incoming): void {
	const byId = converge.byEventId;
	const ids = new Set(placed.map(({ id }) => String(id)));
	expect([...byId.keys()].filter((id) => !ids.has(id))).toEqual([]);
	expect(unplaced.filter((id) => byId.has(String(id)))).toEqual([]);
	for (const order of placed) {
		for (const event of byId.get(String(order.id)) ?? []) expectRight(event, order);
	}
}

/** The ids of the placed orders that Converge has not received. */
export function missingOf({ converge }: Sandbox, { placed }: Incoming): number[] {
	return placed.map(({ id }) => id).filter((id) => !converge.byEventId.has(String(id)));
}
