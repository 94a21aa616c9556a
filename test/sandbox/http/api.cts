import type { FastifyInstance } from 'fastify';
import { ApiError, v3Error } from './errors.cts';
import { failEarly, halfOf } from '../faults/failing.cts';
import { NO_FAULT, type Fault, type Faults } from '../faults/faults.cts';
import type { RateLimit } from './rateLimit.cts';
import type { Store } from '../store/store.cts';
import type { Clock } from '../clock.cts';
import type { Scope } from './tokens.cts';

declare module 'fastify' {
	interface FastifyRequest {
		clientId: string;
		fault: Fault;
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
	settings: {
		store: Store;
		rateLimit: RateLimit;
		faults: Faults;
		stopped: AbortSignal;
		clock: Clock;
	},
): void {
	const { store, rateLimit, faults, stopped, clock } = settings;
	app.decorateRequest('clientId', '');
	app.decorateRequest('fault');

	app.addHook<{ Params: { hash: string } }>('onRequest', async (request, reply) => {
		request.fault = NO_FAULT;
		const isWithinQuota = rateLimit.take();
		reply.headers({ ...rateLimit.headers(), date: clock.date().toUTCString() });
		if (request.params.hash !== store.hash) throw v3Error(404, 'No such store.');
		if (!isWithinQuota) throw v3Error(429, 'Too many requests');
		const token = String(request.headers['x-auth-token'] ?? '');
		const account = store.accounts.of(token);
		if (!account) throw v3Error(401, 'The token is missing or not valid for this store.');
		const { scope } = request.routeOptions.config;
		if (scope && account.lacks.includes(scope)) {
			throw v3Error(403, `The token lacks the scope for ${scope}.`);
		}
		request.clientId = account.clientId;
		request.fault = faults.draw(request.logged.path, request.logged.query);
		await failEarly(request.fault, reply, stopped);
	});

	app.addHook('onSend', async (request, reply, payload) =>
		request.fault?.kind === 'half' && typeof payload === 'string'
			? halfOf(reply, payload)
			: payload,
	);

	app.setErrorHandler(async (error: Error & { statusCode?: number }, _request, reply) => {
		const known =
			error instanceof ApiError ? error : v3Error(error.statusCode ?? 500, error.message, {});
		return reply.code(known.status).send(known.body);
	});
}
