import type { BigCommerceApi } from '../api/client';
import { fetchRefund, listRefunds, type Refund } from '../orders/refunds';
import type { Notification } from './verifyNotification';

/** How long before its notification a refund may have been made. Not documented: a choice. */
const MAX_NOTIFICATION_DELAY_MS = 60 * 60_000;

export interface RefundNotification extends Pick<Notification, 'orderId' | 'refundId'> {
	/** In ms since 1970 by BigCommerce's clock. */
	createdAt: number;
}

/**
 * The refund that a notification is about, read from BigCommerce: what the notification says only
 * chooses among the refunds of its order. Where it names none, as BigCommerce's documents say it does,
 * it stands for the oldest recent one that can be claimed.
 *
 * @param claim takes a refund for this notification, unless another one has it
 * @returns `undefined` when BigCommerce has no such refund (yet)
 * @throws BigCommerceApiError
 */
export async function selectRefund(
	api: BigCommerceApi,
	{ orderId, refundId, createdAt }: RefundNotification,
	claim: (refundId: number) => boolean,
): Promise<Refund | undefined> {
	if (refundId !== undefined) return await fetchRefund(api, { orderId, refundId });
	const earliest = createdAt - MAX_NOTIFICATION_DELAY_MS;
	for await (const refunds of listRefunds(api, { 'order_id:in': String(orderId) })) {
		for (const refund of refunds) {
			const isOfOrder = refund.order_id === orderId;
			if (isOfOrder && Date.parse(refund.created) >= earliest && claim(refund.id)) return refund;
		}
	}
	return undefined;
}
