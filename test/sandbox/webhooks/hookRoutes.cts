import type { FastifyInstance } from 'fastify';
import type { Domains } from './domains.cts';
import { v3Error } from '../http/errors.cts';
import type { Hook } from './hooks.cts';
import { v3List, type Query } from '../http/paging.cts';
import type { Store } from '../store/store.cts';

type Request = { Params: { id: string }; Querystring: Query };

/** BigCommerce's V3 hooks; every token may use them, and sees its own account's only. */
export function hookRoutes(app: FastifyInstance, store: Store, domains: Domains): void {
	const { hooks } = store;

	app.post<Request>('/hooks', ({ clientId, body }) => envelope(hooks.create(clientId, body)));

	app.get<Request>('/hooks', ({ clientId, query }) => {
		const matching = hooks
			.of(clientId)
			.filter((hook) => isWanted(hook, query))
			.filter((hook) => query.scope === undefined || hook.scope === query.scope)
			.filter((hook) => !query.destination || hook.destination === query.destination);
		return v3List(query, matching);
	});

	app.get<Request>('/hooks/admin', ({ clientId, query }) => {
		const hooks_list = hooks
			.of(clientId)
			.filter((hook) => isWanted(hook, query))
			.map((hook) => ({ ...hook, status: statusOf(hook) }));
		return {
			data: {
				emails: store.notificationEmails,
				hooks_list,
				blocked_domains: domains.blocked(clientId),
			},
			meta: { pagination: v3List({}, hooks_list).meta.pagination },
		};
	});

	app.put<Request>('/hooks/admin', ({ body }, reply) => {
		const emails = (body as { emails?: unknown } | null)?.emails;
		if (!Array.isArray(emails) || emails.some((email) => typeof email !== 'string')) {
			throw v3Error(422, 'JSON data is missing or invalid', { emails: 'error.expected.jsarray' });
		}
		store.notificationEmails = emails as string[];
		return reply.code(204).send();
	});

	app.get<Request>('/hooks/:id', ({ clientId, params }) =>
		envelope(hooks.get(clientId, params.id)),
	);

	app.put<Request>('/hooks/:id', ({ clientId, params, body }) =>
		envelope(hooks.update(clientId, params.id, body)),
	);

	app.delete<Request>('/hooks/:id', ({ clientId, params }) =>
		envelope(hooks.remove(clientId, params.id)),
	);

	function statusOf(hook: Hook): string {
		if (hook.is_active) return 'active';
		return hooks.deactivated.has(hook.id) ? 'deactivated' : 'inactive';
	}
}

function isWanted(hook: Hook, { is_active }: Query): boolean {
	return is_active === undefined || String(hook.is_active) === is_active;
}

function envelope<T>(data: T) {
	return { data, meta: {} };
}
