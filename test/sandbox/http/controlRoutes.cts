import type { FastifyInstance } from 'fastify';
import type { Converge } from '../converge/converge.cts';
import type { Deliveries } from '../webhooks/deliveries.cts';
import type { FaultKind, Faults } from '../faults/faults.cts';
import type { OrderPartial } from '../orders/order.cts';
import type { RequestLog } from './requestLog.cts';
import type { Store } from '../store/store.cts';

interface FaultsBody {
	rate?: number;
	kinds?: FaultKind[];
	only?: string;
	slowMs?: number;
}

/** What a person with curl needs of the sandbox, under `/sandbox`. */
export function controlRoutes(
	app: FastifyInstance,
	parts: {
		store: Store;
		converge: Converge;
		deliveries: Deliveries;
		requests: RequestLog;
		faults: Faults;
	},
): void {
	const { store, converge, deliveries, requests, faults } = parts;

	/** Places an order; the body is what it shall have. */
	app.post<{ Body: OrderPartial | undefined }>('/orders', async ({ body }) => ({
		id: await store.placeOrder(body),
	}));

	app.get('/events', () => converge.events);

	/** `{"rate": 0.2, "kinds": ["500", "slow"]}` switches faults on, `{}` off. */
	app.post<{ Body: FaultsBody | undefined }>('/faults', ({ body }) => {
		const { rate = 0, kinds = [], only, slowMs } = body ?? {};
		faults.clear();
		faults.set({ rate, kinds, slowMs, ...(only && { only: new RegExp(only) }) });
		return { rate, kinds };
	});

	app.get('/state', () => ({
		hooks: store.hooks.all,
		pendingDeliveries: deliveries.pending,
		deliveries: deliveries.log.slice(-20),
		requests: requests.count(),
		events: converge.events.length,
		distinctEvents: converge.distinct(),
	}));
}
