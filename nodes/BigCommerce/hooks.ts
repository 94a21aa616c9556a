import { NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';
import { HOOK_HEADER } from './signature';
import type { BigCommerceApi } from './transport';

/** The hooks that a trigger wants to have in the store. */
export interface WantedHooks {
	/** The webhook URL of the trigger. */
	destination: string;
	/** One hook for each, for example `store/order/created`. */
	scopes: string[];
	secret: string;
}

/** A hook as the Webhooks V3 API returns it. */
interface Hook {
	id: number;
	scope: string;
	destination: string;
	is_active: boolean;
	headers: IDataObject | null;
}

/**
 * Whether the store has exactly the wanted hooks for their destination: one of each scope, active
 * and with the secret.
 */
export async function areInPlace(api: BigCommerceApi, wanted: WantedHooks): Promise<boolean> {
	const hooks = await listHooks(api, wanted.destination);
	return (
		hooks.length === wanted.scopes.length &&
		wanted.scopes.every((scope) => hooks.some((hook) => isRight(hook, scope, wanted)))
	);
}

/**
 * Makes the store's hooks for the destination the wanted ones. What is right stays; what was
 * switched off or has another secret is updated; what is missing is made; what is not wanted is
 * removed. Hooks of other destinations are left alone.
 *
 * @throws NodeApiError when BigCommerce refuses; the hooks made so far have then been removed again
 */
export async function putInPlace(api: BigCommerceApi, wanted: WantedHooks): Promise<void> {
	const hooks = await listHooks(api, wanted.destination);
	const made: number[] = [];
	let isComplete = false;
	try {
		for (const scope of wanted.scopes) {
			const hook = hooks.find((candidate) => candidate.scope === scope);
			if (!hook) made.push(await createHook(api, scope, wanted));
			else if (!isRight(hook, scope, wanted)) await updateHook(api, hook.id, wanted);
		}
		isComplete = true;
	} finally {
		// What stopped it is what the user must hear of, not that the way back was blocked too.
		if (!isComplete) await removeAll(api, made).catch(() => undefined);
	}
	const kept = new Set(
		wanted.scopes.map((scope) => hooks.find((hook) => hook.scope === scope)?.id),
	);
	await removeAll(
		api,
		hooks.map(({ id }) => id).filter((id) => !kept.has(id)),
	);
}

/** Removes all hooks of the destination. One that is gone already is no obstacle. */
export async function remove(api: BigCommerceApi, destination: string): Promise<void> {
	const hooks = await listHooks(api, destination);
	await removeAll(
		api,
		hooks.map(({ id }) => id),
	);
}

/**
 * BigCommerce notifies only HTTPS addresses on port 443.
 *
 * @throws NodeOperationError that names WEBHOOK_URL when `destination` is another address
 */
export function assertPublic(destination: string, node: INode): void {
	const { protocol, port } = new URL(destination);
	if (protocol === 'https:' && port === '') return;
	throw new NodeOperationError(
		node,
		`BigCommerce cannot reach ${destination}: it notifies only HTTPS addresses on port 443`,
		{
			description:
				'Give this n8n a public HTTPS address, for example by a reverse proxy or a tunnel, and set the environment variable WEBHOOK_URL to it (such as https://n8n.example.com/). Then restart n8n and publish the workflow again.',
		},
	);
}

async function listHooks(api: BigCommerceApi, destination: string): Promise<Hook[]> {
	const hooks: Hook[] = [];
	for (let page = 1, pages = 1; page <= pages; page++) {
		const answer = await api.request<HookList>('GET', '/v3/hooks', {
			query: { destination, page, limit: 250 },
		});
		hooks.push(...(answer?.data ?? []));
		pages = answer?.meta?.pagination?.total_pages ?? 1;
	}
	// How exactly the filter compares is not documented.
	return hooks.filter((hook) => hook.destination === destination);
}

interface HookList {
	data: Hook[];
	meta?: { pagination?: { total_pages?: number } };
}

function isRight(hook: Hook, scope: string, { secret }: WantedHooks): boolean {
	return hook.scope === scope && hook.is_active && hook.headers?.[HOOK_HEADER] === secret;
}

async function createHook(
	api: BigCommerceApi,
	scope: string,
	{ destination, secret }: WantedHooks,
): Promise<number> {
	const answer = await api.request<{ data?: Hook } & Partial<Hook>>('POST', '/v3/hooks', {
		body: { scope, destination, is_active: true, headers: { [HOOK_HEADER]: secret } },
	});
	// BigCommerce's reference shows the hook in `data`, its guide shows it bare.
	return (answer?.data ?? answer)?.id as number;
}

async function updateHook(api: BigCommerceApi, id: number, { secret }: WantedHooks): Promise<void> {
	await api.request('PUT', `/v3/hooks/${id}`, {
		body: { is_active: true, headers: { [HOOK_HEADER]: secret } },
	});
}

async function removeAll(api: BigCommerceApi, ids: number[]): Promise<void> {
	for (const id of ids) await api.request('DELETE', `/v3/hooks/${id}`, { mayBeGone: true });
}
