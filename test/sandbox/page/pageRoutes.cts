import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { FAULT_SWITCHES } from './faultSwitches.cts';
import { runOrderAction } from './orderActions.cts';
import { pageState, type PageParts } from './pageState.cts';
import { SAMPLE_ORDERS, type SampleOrder } from './sampleOrders.cts';

const TYPES: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
};
const CLIENT = path.join(__dirname, 'client');

/**
 * The page at `/`, which shows what happens in the sandbox, and its own endpoints under
 * `/sandbox/page`. What changes something answers `{ message }`: what happened, or why nothing did.
 */
export function pageRoutes(app: FastifyInstance, parts: PageParts): void {
	const { store, converge } = parts;

	const file = async (name: string) => await readFile(path.join(CLIENT, name));
	app.addHook('onRequest', (_request, reply, done) => {
		// Nothing but the page's own files; and no other page may show it in a frame and have it clicked.
		void reply.header('content-security-policy', "default-src 'self'; frame-ancestors 'none'");
		void reply.header('cache-control', 'no-store');
		done();
	});

	app.get('/', async (_request, reply) =>
		reply.type(TYPES['.html']).send(await file('index.html')),
	);

	app.get<{ Params: { name: string } }>(
		'/sandbox/page/:name(^\\w+\\.(?:css|js|svg)$)',
		async ({ params: { name } }, reply) =>
			reply.type(TYPES[path.extname(name)]).send(await file(name)),
	);

	app.get('/sandbox/page/state', () => pageState(parts));

	app.get<{ Params: { key: string } }>(
		'/sandbox/page/events/:key',
		({ params: { key } }, reply) =>
			converge.events[Number(key)]?.body ?? reply.code(404).send({ message: 'No such event.' }),
	);

	app.post<{ Params: { kind: string } }>(
		'/sandbox/page/orders/:kind',
		async ({ params: { kind } }, reply) =>
			Object.hasOwn(SAMPLE_ORDERS, kind)
				? { message: await SAMPLE_ORDERS[kind as SampleOrder](store) }
				: reply.code(404).send({ message: `The sandbox cannot place "${kind}".` }),
	);

	app.post<{ Params: { id: string; action: string } }>(
		'/sandbox/page/orders/:id/:action',
		({ params: { id, action } }, reply) => {
			const message = runOrderAction(store, Number(id), action);
			if (message) return { message };
			const refusal = `Order ${id} does not allow "${action}" in its present status.`;
			return reply.code(409).send({ message: refusal });
		},
	);

	app.post<{ Params: { name: string; state: string } }>(
		'/sandbox/page/faults/:name/:state(^(?:on|off)$)',
		({ params: { name, state } }, reply) => {
			const fault = Object.hasOwn(FAULT_SWITCHES, name) ? FAULT_SWITCHES[name] : undefined;
			if (!fault) return reply.code(404).send({ message: `There is no fault "${name}".` });
			fault.set(parts, state === 'on');
			return { message: `${fault.label}: ${state}.` };
		},
	);

	app.post('/sandbox/page/hooks/delete', () => {
		const { hooks } = store;
		const count = hooks.all.length;
		for (const hook of [...hooks.all]) hooks.remove(hook.client_id, String(hook.id));
		return { message: `Deleted ${count} ${count === 1 ? 'webhook' : 'webhooks'}.` };
	});
}
