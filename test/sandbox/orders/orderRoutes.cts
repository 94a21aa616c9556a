import type { FastifyInstance, FastifyReply } from 'fastify';
import { consignments } from './consignments.cts';
import { v2Error } from '../http/errors.cts';
import type { SandboxOrder } from './order.cts';
import { orderFilter, pageOfOrders } from './orderSearch.cts';
import { INCOMPLETE, orderView, shippingAddressViews } from './orderViews.cts';
import { listOf, v2Page, type Query } from '../http/paging.cts';
import { STATUSES } from './statuses.cts';
import type { Store } from '../store/store.cts';

type Request = { Params: { id: string }; Querystring: Query };

const config = { scope: 'orders' as const };

/**
 * BigCommerce's V2 orders.
 * @param base where links lead, up to and with `/v2`
 */
export function orderRoutes(app: FastifyInstance, store: Store, base: () => string): void {
	const find = (id: string): SandboxOrder => {
		const order = /^\d+$/.test(id) ? store.order(Number(id)) : undefined;
		if (!order) throw v2Error(404, 'The requested resource was not found.');
		return order;
	};

	const view = (order: SandboxOrder, query: Query) =>
		orderView(order, base(), query, store.hasEmptyLineItems(order.id));

	app.get<Request>('/orders', { config }, (request, reply) => {
		const { query } = request;
		const filter = orderFilter(query, store.emailFilterSeesGuests);
		const rows = pageOfOrders(query, store.rows(filter), filter, store.maxPageSize);
		return listAnswer(
			reply,
			rows.map((row) => view(row.order(), query)),
		);
	});

	app.get<Request>('/orders/count', { config }, ({ query }) => {
		const filter = orderFilter(query, store.emailFilterSeesGuests);
		const counts = STATUSES.map(() => 0);
		for (const row of store.rows(filter)) {
			if (filter.matches(row)) counts[row.head().status_id]++;
		}
		const statuses = STATUSES.map((_, id) => ({
			...statusView(id),
			count: counts[id],
			sort_order: id,
		}));
		return { statuses, count: counts.reduce((sum, count) => sum + count, 0) };
	});

	app.get<Request>('/orders/:id', { config }, ({ params, query }) => view(find(params.id), query));

	app.get<Request>('/orders/:id/consignments', { config }, ({ params, query }) => {
		const withLines = listOf(query.include)?.includes('consignments.line_items') ?? false;
		return consignments(find(params.id), { base: base(), withLines });
	});

	const collections: Record<string, (order: SandboxOrder) => unknown[]> = {
		products: (order) => order.lines,
		coupons: (order) => (order.status_id === INCOMPLETE ? [] : order.coupons),
		shipping_addresses: (order) => shippingAddressViews(order, base()),
		fees: (order) => order.fees,
	};
	for (const [name, entries] of Object.entries(collections)) {
		app.get<Request>(`/orders/:id/${name}`, { config }, ({ params, query }, reply) => {
			const { page, limit } = v2Page(query, store.maxPageSize);
			return listAnswer(reply, entries(find(params.id)).slice((page - 1) * limit, page * limit));
		});
	}

	app.get('/order_statuses', { config }, () =>
		STATUSES.map((_, id) => ({ ...statusView(id), order: id })),
	);
}

/** V2 answers 204 without a body when there is nothing to list. */
function listAnswer<T>(reply: FastifyReply, entries: T[]) {
	if (entries.length) return entries;
	return reply.code(204).send();
}

function statusView(id: number) {
	const name = STATUSES[id];
	const system_description = `The order is ${name.toLowerCase()}.`;
	return { id, name, system_label: name, custom_label: name, system_description };
}
