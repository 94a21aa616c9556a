import fastify, { type FastifyInstance, type FastifyPluginCallback } from 'fastify';
import type { Clock } from '../clock.cts';
import type { Converge } from '../converge/converge.cts';
import type { Deliveries } from '../webhooks/deliveries.cts';
import { guardApi } from './api.cts';
import { v2Error, v3Error } from './errors.cts';
import type { Faults } from '../faults/faults.cts';
import type { RateLimit } from './rateLimit.cts';
import type { LoggedRequest, RequestLog } from './requestLog.cts';
import { channelRoutes } from '../store/channelRoutes.cts';
import { controlRoutes } from './controlRoutes.cts';
import { convergeRoutes } from '../converge/convergeRoutes.cts';
import { customerRoutes } from '../store/customerRoutes.cts';
import { hookRoutes } from '../webhooks/hookRoutes.cts';
import { orderRoutes } from '../orders/orderRoutes.cts';
import { pageRoutes } from '../page/pageRoutes.cts';
import { refundRoutes } from '../orders/refundRoutes.cts';
import { productRoutes } from '../store/productRoutes.cts';
import { storefrontRoutes } from '../storefront/storefrontRoutes.cts';
import { storeInformationRoutes } from '../store/storeInformationRoutes.cts';
import type { Store } from '../store/store.cts';

declare module 'fastify' {
	interface FastifyRequest {
		logged: LoggedRequest;
	}
}

export interface Parts {
	seed: number;
	clock: Clock;
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
	const { store, clock, converge, deliveries, requests } = parts;
	const app = fastify({ forceCloseConnections: true });
	app.decorateRequest('logged');
	app.addHook('onRequest', (request, _reply, done) => {
		const { pathname } = new URL(request.url, 'http://localhost');
		request.logged = {
			method: request.method,
			path: pathname,
			query: { ...(request.query as Record<string, string>) },
			body: undefined,
			status: 0,
			at: clock.date(),
		};
		if (/^\/(stores|api)\//.test(pathname)) requests.log.push(request.logged);
		done();
	});
	app.addHook('preHandler', (request, _reply, done) => {
		request.logged.body = request.body;
		done();
	});
	app.addHook('onResponse', (request, reply, done) => {
		request.logged.status = reply.statusCode;
		done();
	});

	void app.register(plugin(bigCommerceApi), { prefix: '/stores/:hash' });
	void app.register(
		plugin((api) => convergeRoutes(api, converge)),
		{ prefix: '/api' },
	);
	void app.register(plugin((storefront) => storefrontRoutes(storefront, store)));
	void app.register(
		plugin((control) => controlRoutes(control, parts)),
		{ prefix: '/sandbox' },
	);
	void app.register(plugin((page) => pageRoutes(page, parts)));
	return app;

	function bigCommerceApi(api: FastifyInstance) {
		guardApi(api, parts);
		void api.register(
			plugin((v2) => {
				v2.setNotFoundHandler(() => {
					throw v2Error(404, 'The requested resource was not found.');
				});
				orderRoutes(v2, store, () => `${parts.url()}/stores/${store.hash}/v2`);
				storeInformationRoutes(v2, store, clock);
			}),
			{ prefix: '/v2' },
		);
		void api.register(
			plugin((v3) => {
				v3.setNotFoundHandler(() => {
					throw v3Error(404, 'The requested resource was not found.');
				});
				hookRoutes(v3, store, deliveries.domains);
				channelRoutes(v3, store);
				customerRoutes(v3, parts.seed);
				productRoutes(v3, store);
				refundRoutes(v3, store);
			}),
			{ prefix: '/v3' },
		);
	}
}

/** Routes as a plugin of Fastify, so that its hooks are theirs alone. */
function plugin(routes: (app: FastifyInstance) => void): FastifyPluginCallback {
	return (app, _options, done) => {
		routes(app);
		done();
	};
}
