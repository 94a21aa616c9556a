import type { FastifyInstance } from 'fastify';
import { customer, CUSTOMER_COUNT } from './customers.cts';
import { listOf, v3List, type Query } from '../http/paging.cts';

const config = { scope: 'customers' as const };

/** BigCommerce's V3 customers: a list only, empty rather than 404. Guests are not among them. */
export function customerRoutes(app: FastifyInstance, seed: number): void {
	app.get<{ Querystring: Query }>('/customers', { config }, ({ query }) => {
		const ids = listOf(query['id:in']);
		const emails = listOf(query['email:in'])?.map((email) => email.toLowerCase());
		const all = Array.from({ length: CUSTOMER_COUNT }, (_, index) => customer(seed, index + 1));
		const matching = all.filter(
			({ id, email }) => (ids?.includes(String(id)) ?? true) && (emails?.includes(email) ?? true),
		);
		return v3List(query, matching);
	});
}
