import type { Clock } from '../clock.cts';
import type { ConvergeEvent } from '../converge/converge.cts';
import type { ConvergeBody } from '../converge/convergeChecks.cts';
import { decimalsOf } from '../orders/currencies.cts';
import { toWire } from '../orders/money.cts';
import type { SandboxOrder } from '../orders/order.cts';
import type { DeliveryLogEntry, PlannedAttempt } from '../webhooks/deliveries.cts';
import { isDelivered } from '../webhooks/postNotification.cts';
import { compareOrders, compareRevenue, VERDICTS, type Verdict } from './comparison.cts';
import { credentialValues } from './credentialValues.cts';
import { FAULT_SWITCHES, type FaultyParts } from './faultSwitches.cts';
import { actionsFor } from './orderActions.cts';
import type { Figures } from './revenue.cts';

const MAX_ROWS = 50;
const MAX_DELIVERIES = 20;
const MAX_ANSWERS = 5;
const PROBLEMS: Verdict[] = ['missing', 'differs', 'unexpected'];

export interface PageParts extends FaultyParts {
	clock: Clock;
	/** The sandbox's origin. */
	url: () => string;
}

/** Everything the page shows, as JSON: newest first, amounts as decimal strings with their currency's decimals, dates in ISO 8601. */
export function pageState(parts: PageParts) {
	const { store, converge, deliveries } = parts;
	const orders = liveOrders(parts);
	const counted = converge.counted();
	const purchases = counted.map(({ body }) => body).filter(isPlacedOrder);
	const isCounted = new Set(counted);
	const planned = [...deliveries.planned];
	const whyAbsent = (id: number) => {
		const own = planned.filter(({ orderId }) => orderId === id);
		if (own.length === 0) return 'missing';
		return own.some((attempt) => hasFailedBefore(attempt, deliveries.log)) ? 'failing' : 'waiting';
	};
	const compared = compareOrders({ orders, events: purchases, whyAbsent });
	const idsOf = (verdict: Verdict) =>
		compared.filter((row) => row.verdict === verdict).map(({ id }) => id);
	return {
		now: parts.clock.date(),
		orders: { count: orders.length, rows: orders.slice(-MAX_ROWS).reverse().map(orderRow) },
		hooks: store.hooks.all.map((hook) => ({
			id: hook.id,
			scope: hook.scope,
			destination: hook.destination,
			isActive: hook.is_active,
			answers: deliveries.log
				.filter(({ hookId }) => hookId === hook.id)
				.slice(-MAX_ANSWERS)
				.map(({ status }) => status),
			nextAttempt: earliest(planned.filter(({ hookId }) => hookId === hook.id)),
		})),
		deliveries: {
			count: deliveries.log.length,
			rows: [...deliveries.log.entries()]
				.slice(-MAX_DELIVERIES)
				.reverse()
				.map(([key, entry]) => ({
					key,
					...entry,
					nextAttempt: earliest(retriesOf(entry, planned)),
				})),
		},
		faults: Object.entries(FAULT_SWITCHES).map(([name, fault]) => ({
			name,
			label: fault.label,
			hint: fault.hint,
			isOn: fault.isOn(parts),
			isAvailable: fault.isAvailable?.(parts) ?? true,
		})),
		credentials: credentialValues(parts),
		events: {
			count: converge.events.length,
			rows: [...converge.events.entries()]
				.slice(-MAX_ROWS)
				.reverse()
				.map(([key, event]) => ({ key, isDuplicate: !isCounted.has(event), ...eventRow(event) })),
		},
		comparison: {
			ids: Object.fromEntries(VERDICTS.map((verdict) => [verdict, idsOf(verdict)])),
			problems: PROBLEMS.flatMap(idsOf).length,
			/** Of the orders that fail. */
			nextAttempt: earliest(
				planned.filter(({ orderId }) => idsOf('failing').includes(String(orderId))),
			),
			count: compared.length,
			revenue: compareRevenue(orders, purchases).map((row) => ({
				...row,
				decimals: decimalsOf(row.currency),
				store: written(row.store),
				converge: written(row.converge),
			})),
			rows: compared.slice(0, MAX_ROWS).map((row) => ({
				...row,
				decimals: decimalsOf(row.currency),
				store: row.store && written(row.store),
				converge: row.converge && written(row.converge),
				nextAttempt: earliest(planned.filter(({ orderId }) => String(orderId) === row.id)),
			})),
		},
	};
}

/** The store's orders by id, without its generated history. */
function liveOrders({ store }: PageParts): SandboxOrder[] {
	const bounds = { minId: store.history.count + 1, maxId: Infinity, matches: () => true };
	return [...store.rows(bounds)].map((row) => row.order());
}

function orderRow(order: SandboxOrder) {
	const { first_name, last_name } = order.billing_address;
	const own = order.lines.filter((line) => !line.parent_order_product_id);
	return {
		id: order.id,
		placedAt: new Date(order.date_created).toISOString(),
		customer: `${first_name} ${last_name}`.trim(),
		items: own.map(({ quantity, name }) => ({ quantity, name })),
		total: order.total_inc_tax,
		currency: order.default_currency_code,
		decimals: decimalsOf(order.default_currency_code),
		status: order.status,
		payment: order.payment_method,
		actions: actionsFor(order),
	};
}

function isPlacedOrder({ event_name }: ConvergeBody): boolean {
	return event_name === 'Placed Order';
}

function eventRow({ body, receivedAt, warnings }: ConvergeEvent) {
	const { total_price, currency, $sales_channel_type } = body.properties;
	return {
		...{ receivedAt, warnings, total: total_price, currency },
		decimals: decimalsOf(String(currency)),
		name: body.event_name,
		id: body.event_id,
		salesChannel: $sales_channel_type,
	};
}

function retriesOf(entry: DeliveryLogEntry, planned: PlannedAttempt[]): PlannedAttempt[] {
	return planned.filter(
		({ hookId, scope, orderId, attempt }) =>
			hookId === entry.hookId &&
			scope === entry.scope &&
			orderId === entry.orderId &&
			attempt === entry.attempt + 1,
	);
}

/** Attempts that BigCommerce skipped, because the domain was blocked, are no failures. */
function hasFailedBefore(planned: PlannedAttempt, log: DeliveryLogEntry[]): boolean {
	return log.some(
		({ hookId, scope, orderId, attempt, status }) =>
			hookId === planned.hookId &&
			scope === planned.scope &&
			orderId === planned.orderId &&
			attempt < planned.attempt &&
			!isDelivered(status),
	);
}

function earliest(planned: PlannedAttempt[]): Date | undefined {
	return planned.map(({ at }) => at).sort((a, b) => a.getTime() - b.getTime())[0];
}

function written({ gross, net, total, value }: Figures): Record<keyof Figures, string> {
	return { gross: toWire(gross), net: toWire(net), total: toWire(total), value: toWire(value) };
}
