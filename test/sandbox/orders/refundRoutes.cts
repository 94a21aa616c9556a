import type { FastifyInstance } from 'fastify';
import { v3Error } from '../http/errors.cts';
import { listOf, v3List, wholeNumber, type Query } from '../http/paging.cts';
import type { Store } from '../store/store.cts';

type Request = { Params: { id: string }; Querystring: Query };

const config = { scope: 'orders' as const };

/**
 * BigCommerce's V3 refunds (orders.v3.yml). By the document `meta` is empty, so a list says neither how
 * many entries nor how many pages there are. That an order which does not exist has no refunds, with 200,
 * is a choice.
 */
export function refundRoutes(app: FastifyInstance, { refunds }: Store): void {
	app.get<Request>('/orders/payment_actions/refunds', { config }, ({ query }) => {
		const ids = listOf(query['id:in']);
		const orderIds = listOf(query['order_id:in']);
		const [min = -Infinity, max = Infinity] = [date(query, 'min'), date(query, 'max')];
		const matching = refunds.readable.filter(
			({ id, order_id, created }) =>
				(ids?.includes(String(id)) ?? true) &&
				(orderIds?.includes(String(order_id)) ?? true) &&
				Date.parse(created) >= min &&
				Date.parse(created) <= max,
		);
		return { data: v3List(query, matching).data, meta: {} };
	});

	app.get<Request>('/orders/payment_actions/refunds/:id', { config }, ({ params }) => {
		const refund = refunds.readable.find(({ id }) => String(id) === params.id);
		if (!refund) throw v3Error(404, 'The requested resource was not found.');
		return { data: refund, meta: {} };
	});

	app.get<Request>('/orders/:id/payment_actions/refunds', { config }, ({ params }) => {
		const orderId = wholeNumber(params, 'id', () => v3Error(404, 'Order not found'));
		return { data: refunds.readable.filter(({ order_id }) => order_id === orderId), meta: {} };
	});
}

/** A bound of `created`, RFC 3339. */
function date(query: Query, bound: 'min' | 'max'): number | undefined {
	const value = query[`created:${bound}`];
	if (value === undefined) return undefined;
	const time = Date.parse(value);
	if (Number.isNaN(time)) throw v3Error(422, `created:${bound} must be a date.`, {});
	return time;
}
