import { NodeOperationError, type IDataObject, type INode, type Logger } from 'n8n-workflow';
import { HOOK_HEADER } from './signature';
import type { BigCommerceApi } from '../api/client';
import { BigCommerceApiError } from '../api/errors';

/** The hooks that a trigger wants to have in the store. */
export interface WantedHooks {
	/** The webhook URL of the trigger. */
	destination: string;
	/** One hook for each, for example `store/order/created`. */
	scopes: readonly string[];
	secret: string;
}

/** A hook as the Webhooks V3 API returns it. Only those of the same API account can be seen. */
interface Hook {
	id: number;
	scope: string;
	destination: string;
	is_active: boolean;
	headers: IDataObject | null;
}

/** BigCommerce's most of one scope for an API account and a store. */
const MOST_OF_A_SCOPE = 10;

/**
 * Whether the store has exactly the wanted hooks for their destination, one of each scope, active and
 * with the secret; and none of a former destination that BigCommerce has switched off.
 */
export async function areInPlace(api: BigCommerceApi, wanted: WantedHooks): Promise<boolean> {
	const { own, former } = await knownHooks(api, wanted);
	return (
		own.length === wanted.scopes.length &&
		wanted.scopes.every((scope) => own.some((hook) => isRight(hook, scope, wanted))) &&
		former.every((hook) => hook.is_active)
	);
}

/**
 * Makes the store's hooks for the destination the wanted ones. What is right stays; what was
 * switched off or has another secret is updated; what is missing is made; what is not wanted is
 * removed.
 *
 * Hooks of other destinations are left alone, with one exception: those with the same secret, which
 * this workflow made under another address of this n8n, are removed once BigCommerce has switched
 * them off. As long as they are active they may be those of a copy of this n8n, so that is only told.
 *
 * @throws BigCommerceApiError when BigCommerce refuses; the hooks made so far have then been removed again
 */
export async function putInPlace(
	api: BigCommerceApi,
	wanted: WantedHooks,
	logger: Logger,
): Promise<void> {
	const { own, former } = await knownHooks(api, wanted);
	const made: number[] = [];
	const kept = new Set<number>();
	let isComplete = false;
	try {
		for (const scope of wanted.scopes) {
			const hook = own.find((candidate) => candidate.scope === scope);
			if (hook) kept.add(hook.id);
			if (!hook) made.push(await makeHook(api, scope, wanted));
			else if (!isRight(hook, scope, wanted)) await updateHook(api, hook.id, wanted);
		}
		isComplete = true;
	} finally {
		// What stopped it is what the user must hear of, not that the way back was blocked too.
		if (!isComplete) await removeHooks(api, made).catch(() => undefined);
	}

	for (const { destination } of former.filter((hook) => hook.is_active)) {
		logger.warn(
			`BigCommerce still notifies a former address of this workflow, ${destination}. If no n8n listens there any more, BigCommerce switches the hook off after 48 hours.`,
		);
	}
	await removeHooks(api, [
		...own.map(({ id }) => id).filter((id) => !kept.has(id)),
		...former.filter((hook) => !hook.is_active).map(({ id }) => id),
	]);
}

/** Removes all hooks of the destination. One that is gone already is no obstacle. */
export async function remove(api: BigCommerceApi, destination: string): Promise<void> {
	const hooks = await listHooks(api);
	const own = hooks.filter((hook) => hook.destination === destination);
	await removeHooks(
		api,
		own.map(({ id }) => id),
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

/** The hooks of the destination, and those that this workflow made under a former one. */
async function knownHooks(api: BigCommerceApi, { destination, secret }: WantedHooks) {
	const hooks = await listHooks(api);
	return {
		own: hooks.filter((hook) => hook.destination === destination),
		former: hooks.filter(
			(hook) => hook.destination !== destination && hook.headers?.[HOOK_HEADER] === secret,
		),
	};
}

async function listHooks(api: BigCommerceApi): Promise<Hook[]> {
	return await api.pages<Hook>('/v3/hooks');
}

function isRight(hook: Hook, scope: string, { secret }: WantedHooks): boolean {
	return hook.scope === scope && hook.is_active && hook.headers?.[HOOK_HEADER] === secret;
}

/**
 * Makes the hook. When BigCommerce says that there is one already (made by another n8n process at
 * the same moment, for example), that one becomes ours.
 */
async function makeHook(api: BigCommerceApi, scope: string, wanted: WantedHooks): Promise<number> {
	const { destination, secret } = wanted;
	let refusal: BigCommerceApiError;
	try {
		const answer = await api.request<{ data?: Hook } & Partial<Hook>>('POST', '/v3/hooks', {
			body: { scope, destination, is_active: true, headers: { [HOOK_HEADER]: secret } },
		});
		// BigCommerce's reference shows the hook in `data`, its guide shows it bare.
		return (answer?.data ?? answer)?.id as number;
	} catch (error) {
		refusal = error as BigCommerceApiError;
	}
	// The code for a hook that is there already is not documented; 422 is that for what is not valid.
	if (refusal.status !== 409 && refusal.status !== 422) throw refusal;

	const hooks = (await listHooks(api)).filter((hook) => hook.scope === scope);
	const hook = hooks.find((candidate) => candidate.destination === destination);
	if (hook) {
		await updateHook(api, hook.id, wanted);
		return hook.id;
	}
	if (hooks.length < MOST_OF_A_SCOPE) throw refusal;
	const text = {
		message: `The API account has ${hooks.length} webhooks for ${scope} already, the most that BigCommerce allows`,
		description: `Remove those that are not needed any more. They notify: ${hooks.map((other) => other.destination).join(', ')}. Or use another API account in this credential.`,
	};
	throw new BigCommerceApiError(text, refusal.status, refusal.path);
}

async function updateHook(api: BigCommerceApi, id: number, { secret }: WantedHooks): Promise<void> {
	await api.request('PUT', `/v3/hooks/${id}`, {
		body: { is_active: true, headers: { [HOOK_HEADER]: secret } },
	});
}

async function removeHooks(api: BigCommerceApi, ids: number[]): Promise<void> {
	for (const id of ids) await api.request('DELETE', `/v3/hooks/${id}`, { allowNotFound: true });
}
