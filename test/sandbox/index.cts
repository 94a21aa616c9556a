import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Converge } from './converge/converge.cts';
import { Deliveries } from './webhooks/deliveries.cts';
import { Faults } from './faults/faults.cts';
import { RateLimit } from './http/rateLimit.cts';
import { RequestLog } from './http/requestLog.cts';
import { sandboxServer } from './http/server.cts';
import { Store } from './store/store.cts';
import { Clock } from './clock.cts';

export type { ConvergeEvent } from './converge/converge.cts';
export type { ConvergeBody } from './converge/convergeChecks.cts';
export type { DeliveryLogEntry } from './webhooks/deliveries.cts';
export type { FaultKind } from './faults/faults.cts';
export type { Hook } from './webhooks/hooks.cts';
export type { Refund, RefundRequest } from './orders/refunds.cts';
export type { OrderLine, OrderPartial, SandboxOrder } from './orders/order.cts';
export { orderGenerator } from './orders/orderGenerator.cts';
export type { LoggedRequest } from './http/requestLog.cts';
export type { Account } from './http/accounts.cts';
export type { FaultSettings, FaultTarget } from './faults/faults.cts';
export type { Clock, Converge, Deliveries, Faults, RateLimit, RequestLog, Store };

export interface SandboxOptions {
	/** 0, the default, is any free port. */
	port?: number;
	/** Of all randomness; the same seed gives the same orders, faults and duplicates. Default 1. */
	seed?: number;
	/** Factor on BigCommerce's retry schedule: 1, the default, is real time, 0.001 makes 1 s 1 ms. */
	retryScale?: number;
	/**
	 * How long a notification waits for its answer, not scaled. Default 10000: BigCommerce gave up
	 * between 9 and 12 s where it was measured.
	 */
	deliveryTimeoutMs?: number;
	/** For how long a new hook gets nothing, not scaled; BigCommerce says up to 60000. Default 0. */
	hookBlindMs?: number;
	/** Public origin → loopback origin: the sandbox plays the reverse proxy of the receiver. */
	routes?: Record<string, string>;
	/** Default 150 requests in 30000 ms, BigCommerce's Standard plan. */
	rateLimit?: { quota: number; windowMs: number };
}

/** BigCommerce and Converge on loopback. */
export interface Sandbox {
	/** `http://127.0.0.1:<port>`; BigCommerce's API is `${url}/stores/<hash>/v2` and `/v3`. */
	url: string;
	/** `${url}/api/webhooks`; a postback URL is `${url}/api/postback/<any id>`. */
	convergeUrl: string;
	/** Time as both services see it; `await clock.advance(ms)` lets time pass. */
	clock: Clock;
	store: Store;
	converge: Converge;
	deliveries: Deliveries;
	requests: RequestLog;
	faults: Faults;
	/** May be changed while running, as may the properties of the others. */
	routes: Record<string, string>;
	rateLimit: RateLimit;
	/** Closes the server and cancels everything that is planned. */
	stop(): Promise<void>;
}

/** Starts the sandbox. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, seed = 1, retryScale = 1, deliveryTimeoutMs = 10_000 } = options;
	const { quota, windowMs } = options.rateLimit ?? { quota: 150, windowMs: 30_000 };
	const clock = new Clock(retryScale);
	const store = new Store(
		seed,
		clock,
		({ scope, data }) => deliveries.notify(scope, data),
		() => deliveries.simultaneous,
	);
	const deliveries: Deliveries = new Deliveries({
		...{ store, hooks: store.hooks, clock, seed },
		routes: () => sandbox.routes,
		timeoutMs: deliveryTimeoutMs,
		hookBlindMs: options.hookBlindMs,
	});
	const converge = new Converge(seed, clock);
	const requests = new RequestLog();
	const faults = new Faults(seed);
	const rateLimit = new RateLimit(quota, windowMs, () => clock.now());
	const stopping = new AbortController();
	setMaxListeners(0, stopping.signal);
	const parts = { clock, store, converge, deliveries, requests, faults, rateLimit };
	const server = sandboxServer({ ...parts, seed, stopped: stopping.signal, url: () => url });
	await server.listen({ port, host: '127.0.0.1' });
	const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
	const sandbox: Sandbox = {
		...parts,
		url,
		routes: { ...options.routes },
		convergeUrl: `${url}/api/webhooks`,
		async stop() {
			clock.clear();
			deliveries.stop();
			stopping.abort();
			await server.close();
		},
	};
	return sandbox;
}
