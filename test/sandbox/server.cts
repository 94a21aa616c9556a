import fastify, { type FastifyInstance } from 'fastify';
import type { Converge } from './converge.cts';
import type { Deliveries } from './deliveries.cts';
import { guardApi } from './api.cts';
import type { Faults } from './faults.cts';
import type { RateLimit } from './rateLimit.cts';
import type { LoggedRequest, RequestLog } from './requestLog.cts';
import { channelRoutes } from './routes/channels.cts';
import { convergeRoutes } from './routes/converge.cts';
import { hookRoutes } from './routes/hooks.cts';
import { orderRoutes } from './routes/orders.cts';
import type { Store } from './store.cts';

declare module 'fastify' {
	interface FastifyRequest {
		logged: LoggedRequest;
	}
}

export interface Parts {
	store: Store;
	converge: Converge;
	deliveries: Deliveries;
	requests: RequestLog;
	faults: Faults;
	rateLimit: RateLimit;
	stopped: AbortSignal;
	url(): string;
}

/** The HTTP server of both services. */
export function sandboxServer(parts: Parts): FastifyInstance {
	const { store, converge, deliveries, requests } = parts;
	const app = fastify({ forceCloseConnections: true });
	app.decorateRequest('logged');
	app.addHook('onRequest', async (request) => {
		const { pathname } = new URL(request.url, 'http://localhost');
		request.logged = {
			method: request.method,
			path: pathname,
			query: { ...(request.query as Record<string, string>) },
			body: undefined,
			status: 0,
			at: new Date(),
		};
		if (/^\/(stores|api)\//.test(pathname)) requests.log.push(request.logged);
	});
	app.addHook('preHandler', async (request) => {
		request.logged.body = request.body;
	});
	app.addHook('onResponse', async (request, reply) => {
		request.logged.status = reply.statusCode;
	});

	void app.register(async (api) => {
		guardApi(api, parts);
		void api.register(
			async (v2) => {
				orderRoutes(v2, store, () => `${parts.url()}/stores/${store.hash}/v2`);
			},
			{ prefix: '/stores/:hash/v2' },
		);
		void api.register(
			async (v3) => {
				hookRoutes(v3, store, deliveries.domains);
				channelRoutes(v3, store);
			},
			{ prefix: '/stores/:hash/v3' },
		);
	});
	void app.register(async (api) => convergeRoutes(api, converge), { prefix: '/api' });
	return app;
}
