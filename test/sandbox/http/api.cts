import type { FastifyInstance } from 'fastify';
import { ApiError, v3Error } from './errors.cts';
import { failEarly, halfOf } from '../faults/failing.cts';
import type { Faults, FaultKind } from '../faults/faults.cts';
import type { RateLimit } from './rateLimit.cts';
import type { Store } from '../store/store.cts';
import { accountOf, type Scope } from './tokens.cts';

declare module 'fastify' {
	interface FastifyRequest {
		clientId: string;
		fault: FaultKind | undefined;
	}
	interface FastifyContextConfig {
		scope?: Scope;
	}
}

/**
 * What all of BigCommerce's endpoints share: store hash, rate limit, token, scope and faults, in this
 * order. An unknown store is answered 404 and V2 answers 401, 403 and 429 in V3's form: choices.
 */
export function guardApi(
	app: FastifyInstance,
	settings: { store: Store; rateLimit: RateLimit; faults: Faults; stopped: AbortSignal },
): void {
	const { store, rateLimit, faults, stopped } = settings;
	app.decorateRequest('clientId', '');
	app.decorateRequest('fault', undefined);

	app.addHook<{ Params: { hash: string } }>('onRequest', async (request, reply) => {
		const isWithinQuota = rateLimit.take();
		reply.headers(rateLimit.headers());
		if (request.params.hash !== store.hash) throw v3Error(404, 'No such store.');
		if (!isWithinQuota) throw v3Error(429, 'Too many requests');
		const token = String(request.headers['x-auth-token'] ?? '');
		const account = store.isRevoked(token) ? undefined : accountOf(token);
		if (!account) throw v3Error(401, 'The token is missing or not valid for this store.');
		const { scope } = request.routeOptions.config;
		if (scope && account.lacks === scope) {
			throw v3Error(403, `The token lacks the scope for ${scope}.`);
		}
		request.clientId = account.clientId;
		request.fault = faults.draw(request.logged.path);
		if (request.fault) await failEarly(request.fault, reply, faults.slowMs, stopped);
	});

	app.addHook('onSend', async (request, reply, payload) =>
		request.fault === 'half' && typeof payload === 'string' ? halfOf(reply, payload) : payload,
	);

	app.setErrorHandler(async (error: Error & { statusCode?: number }, _request, reply) => {
		const known =
			error instanceof ApiError ? error : v3Error(error.statusCode ?? 500, error.message, {});
		return reply.code(known.status).send(known.body);
	});
}
