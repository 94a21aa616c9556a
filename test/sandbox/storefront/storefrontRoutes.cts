import type { FastifyInstance } from 'fastify';
import { v3Error } from '../http/errors.cts';
import type { SandboxOrder } from '../orders/order.cts';
import type { Store } from '../store/store.cts';
import { confirmationPage, PIXEL } from './confirmationPage.cts';
import { storefrontOrder } from './storefrontOrder.cts';

interface Request {
	Params: { id: string };
}

/**
 * The storefront, as far as an order's confirmation page needs it. BigCommerce gives an order only to
 * the browser that has placed it, and documents no answer for others; the sandbox gives every order to
 * everybody, and 404 in V3's form for one that does not exist: choices.
 */
export function storefrontRoutes(app: FastifyInstance, store: Store): void {
	const find = (id: string): SandboxOrder | undefined =>
		/^\d+$/.test(id) ? store.order(Number(id)) : undefined;

	app.get<Request>('/api/storefront/orders/:id', async ({ params }, reply) => {
		const order = find(params.id);
		if (!order) {
			const { status, body } = v3Error(404, 'The requested resource was not found.');
			return reply.code(status).send(body);
		}
		return storefrontOrder(
			order,
			store.channels.find(({ id }) => id === order.channel_id),
		);
	});

	// BigCommerce's page has the order's ID in its address only after "buy now"; here it always has.
	app.get<Request>('/checkout/order-confirmation/:id', async ({ params }, reply) =>
		reply
			.type('text/html; charset=utf-8')
			.send(confirmationPage({ storeHash: store.hash, orderId: params.id })),
	);

	app.get('/checkout/pixel.js', async (_request, reply) =>
		reply.type('text/javascript; charset=utf-8').send(PIXEL),
	);
}
