import type { OrderLine } from './order.cts';
import { statusName } from './statuses.cts';

const PAYMENT_STATUSES: Record<number, string> = {
	0: '',
	1: '',
	4: 'refunded',
	5: 'void',
	6: 'declined',
	7: 'pending',
	12: 'held for review',
	14: 'partially refunded',
};

/**
 * The order fields that follow from its status.
 * @param date when the order got the status, RFC 2822
 */
export function statusFields(statusId: number, lines: OrderLine[], date: string) {
	const shipped = statusId === 2;
	return {
		status_id: statusId,
		status: statusName(statusId),
		custom_status: statusName(statusId),
		payment_status: PAYMENT_STATUSES[statusId] ?? 'captured',
		date_shipped: shipped ? date : '',
		items_shipped: shipped
			? lines.reduce((sum, line) => sum + (line.type === 'physical' ? line.quantity : 0), 0)
			: 0,
	};
}
