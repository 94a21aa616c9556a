import type { OrderItem } from '../../shared/orderItem';
import { isMigrated, isTestOrder } from '../../shared/orderOrigin';
import type { BigCommerceApi } from '../api/client';
import type { WholeOrder } from '../orders/buildOrderItem';
import { fetchOrderItem, type OrderOptions } from '../orders/fetchOrder';
import { storefrontIds } from '../orders/channels';
import { withRefund } from '../orders/refunds';
import type { TriggerParameters } from './parameters';
import { selectRefund } from './selectRefund';
import { MAX_UNPLACED_DAYS } from './storedState';
import type { Notification } from './verifyNotification';
import { RETRIES_OVER_MS } from './watermark';

const DAY_MS = 24 * 60 * 60_000;

/** What there is to know about an order before it is fetched. */
export interface Occasion {
	/** Absent when the order is caught up. */
	notification?: Notification;
	/** Since when orders count, unless a start date is given, in ms since 1970. */
	countsSince: number | undefined;
	/** Whether the trigger saw the order before it was placed. */
	wasUnplaced: boolean;
	/** Whether an earlier attempt for this order has failed. */
	hasFailed: boolean;
	/** Whether BigCommerce can still be asked to retry because the order may not be up to date. */
	mayBeStale: boolean;
	/** By BigCommerce's clock. */
	now: number;
	/** How long each reading may take that only decorates the order; unlimited when absent. */
	decorationLimitMs?: number;
	/** Takes a refund for this notification, unless another one has it. */
	claimRefund?: (refundId: number) => boolean;
	/** When the order is one of many. */
	catchUp?: OrderOptions['catchUp'];
}

export interface SelectOptions {
	parameters: TriggerParameters;
	occasion: Occasion;
	history: OrderOptions['history'];
	/** Fetches the order. */
	fetch: () => Promise<WholeOrder | undefined>;
}

/** It is not for this workflow. */
interface Ignored {
	status: 'ignored';
	reason: string;
	/** Whether it may still become one for this workflow. */
	unplaced: boolean;
	/** Only a reading shows that no earlier notification of the order needs a retry either. */
	wasRead: boolean;
}

export type Selection =
	| { status: 'wanted'; item: OrderItem }
	| Ignored
	/** BigCommerce's answer is older than its notification. */
	| { status: 'stale' };

/**
 * Fetches the order and decides whether it starts the workflow.
 *
 * @throws when BigCommerce does not answer within the api's time limits, or when a chosen storefront
 *   is not one of the store's
 */
export async function selectOrder(
	api: BigCommerceApi,
	{ parameters, occasion, history, fetch }: SelectOptions,
): Promise<Selection> {
	const { newStatusId } = occasion.notification ?? {};
	const waitsForPlaced = parameters.event === 'orderPlaced';
	if (waitsForPlaced && newStatusId !== undefined && !parameters.isPlaced(newStatusId)) {
		return { ...NOT_PLACED, wasRead: false };
	}
	const order = await fetch();
	if (!order) {
		const isNew = occasion.notification?.scope === 'store/order/created';
		return isNew && occasion.mayBeStale ? { status: 'stale' } : ignored('deleted');
	}
	if (waitsForPlaced && !parameters.isPlaced(order.status_id)) {
		return newStatusId !== undefined && occasion.mayBeStale ? { status: 'stale' } : NOT_PLACED;
	}
	const reason = reasonToIgnore(order, parameters, occasion);
	if (reason) return ignored(reason);
	const storefronts = await storefrontIds(api, parameters.storefronts);
	if (storefronts && !storefronts.has(order.channel_id)) return ignored('another storefront');

	const isRefund = parameters.event === 'orderRefunded';
	const refund = isRefund ? await refundOf(api, order.id, occasion) : undefined;
	if (isRefund && !refund) {
		return occasion.mayBeStale ? { status: 'stale' } : ignored('refund not found');
	}

	const { decorationLimitMs, catchUp } = occasion;
	const item = await fetchOrderItem(api, order, {
		...parameters,
		placedAt: placedAt(order, parameters, occasion),
		...{ decorationLimitMs, catchUp, history },
	});
	// What was refunded had been placed.
	if (waitsForPlaced || refund) item.is_placed = true;
	return { status: 'wanted', item: refund ? withRefund(item, refund) : item };
}

async function refundOf(api: BigCommerceApi, orderId: number, occasion: Occasion) {
	const { notification, now, claimRefund = () => true } = occasion;
	const { refundId, createdAt = now } = notification ?? {};
	return await selectRefund(api, { orderId, refundId, createdAt }, claimRefund);
}

const NOT_PLACED: Ignored = { ...ignored('not placed'), unplaced: true };

function ignored(reason: string): Ignored {
	return { status: 'ignored', reason, unplaced: false, wasRead: true };
}

function reasonToIgnore(
	order: WholeOrder,
	parameters: TriggerParameters,
	occasion: Occasion,
): string | undefined {
	if (isMigrated(order)) return 'migrated';
	if (isTestOrder(order) && !parameters.includeTestOrders) return 'test order';
	if (isBeforeStart(order, parameters, occasion)) return 'placed before the start date';
	if (isOldNews(order, parameters, occasion)) return 'placed earlier';
	return undefined;
}

/**
 * Orders of before the start date are history: imports, and what is shipped or refunded later. An
 * order begun before it and paid after it is not.
 */
function isBeforeStart(
	order: WholeOrder,
	parameters: TriggerParameters,
	occasion: Occasion,
): boolean {
	const start = parameters.startDate ?? occasion.countsSince;
	if (start === undefined) return false;
	// BigCommerce's dates have no milliseconds.
	const startSecond = Math.floor(start / 1000) * 1000;
	const placed = placedAt(order, parameters, occasion);
	// Of the first second, what was placed already when it changed its status is history as well.
	return placed < startSecond || (placed === startSecond && staysPlaced(parameters, occasion));
}

/** Refunded, Disputed and Partially Refunded follow a purchase, or a cancellation: they never make one. */
const AFTER_PURCHASE: ReadonlySet<number> = new Set([4, 13, 14]);

/** When the order was placed, in ms since 1970; `NaN` when its date cannot be read. */
function placedAt(
	order: WholeOrder,
	{ isPlaced }: TriggerParameters,
	{ notification, wasUnplaced, now }: Occasion,
): number {
	const created = Date.parse(order.date_created);
	const { previousStatusId, newStatusId, createdAt } = notification ?? {};
	const hasStatuses = previousStatusId !== undefined && newStatusId !== undefined;
	const becamePlaced = hasStatuses
		? !isPlaced(previousStatusId) && isPlaced(newStatusId)
		: wasUnplaced;
	if (AFTER_PURCHASE.has(newStatusId ?? order.status_id)) return created;
	// Without a notification, the payment is no later than the last change.
	const changedAt = notification ? createdAt : Math.min(now, Date.parse(order.date_modified));
	const isRecent = changedAt !== undefined && changedAt - created <= MAX_UNPLACED_DAYS * DAY_MS;
	return becamePlaced && isRecent ? Math.max(created, changedAt) : created;
}

/**
 * Whether the notification is of a change between two statuses in which the order is placed, and no
 * earlier notification of it is outstanding.
 */
function staysPlaced(
	{ event, isPlaced }: TriggerParameters,
	{ notification, hasFailed, wasUnplaced }: Occasion,
): boolean {
	if (hasFailed || wasUnplaced) return false;
	const { previousStatusId: previous, newStatusId: next } = notification ?? {};
	const haveStatuses = previous !== undefined && next !== undefined;
	return event === 'orderPlaced' && haveStatuses && isPlaced(previous) && isPlaced(next);
}

/** Whether the notification is of an order that was cancelled or never placed, and is now refunded. */
function isReversed(
	{ event, isPlaced }: TriggerParameters,
	{ notification, hasFailed }: Occasion,
): boolean {
	const { previousStatusId: previous, newStatusId: next } = notification ?? {};
	if (event !== 'orderPlaced' || hasFailed || previous === undefined) return false;
	return next !== undefined && !isPlaced(previous) && AFTER_PURCHASE.has(next);
}

/** An order that was placed before, and whose placement BigCommerce no longer retries. */
function isOldNews(order: WholeOrder, parameters: TriggerParameters, occasion: Occasion): boolean {
	const age = occasion.now - Date.parse(order.date_created);
	const isNoPurchase = staysPlaced(parameters, occasion) || isReversed(parameters, occasion);
	return isNoPurchase && age > RETRIES_OVER_MS;
}
