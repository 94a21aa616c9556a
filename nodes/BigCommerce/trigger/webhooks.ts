import type { IDataObject, Logger } from 'n8n-workflow';
import type { BigCommerceApi } from '../api/client';
import { BigCommerceApiError, ParameterError } from '../api/errors';
import { serverNow } from '../api/serverClock';
import { HOOK_HEADER } from './signature';

/** The webhooks that a trigger needs in the store. */
export interface WantedHooks {
	/** The webhook URL of the trigger. */
	destination: string;
	/** One webhook for each, for example `store/order/created`. */
	scopes: readonly string[];
	secret: string;
	/** The secret of the webhooks that a test in the editor makes. */
	testSecret: string;
}

/** A webhook as the Webhooks V3 API returns it. Only those of the same API account can be seen. */
interface Hook {
	id: number;
	scope: string;
	destination: string;
	is_active: boolean;
	headers: IDataObject | null;
	/** In seconds since 1970. */
	created_at?: number;
}

/** What there is to do for the store to have exactly the wanted webhooks. */
export interface WebhookPlan {
	/** Scopes without a webhook. */
	missing: string[];
	/** Switched off, or with another secret. */
	toUpdate: Hook[];
	toRemove: Hook[];
	/** Of this workflow, for a former address of this n8n, and still active. */
	former: Hook[];
}

/** BigCommerce's maximum of one scope for an API account and a store. */
const MAX_HOOKS_PER_SCOPE = 10;
/** n8n listens for two minutes at most when a person tests in the editor. */
const MAX_TEST_AGE_SECONDS = 10 * 60;

/**
 * Compares the store's webhooks with the wanted ones, in one request.
 *
 * Those of other destinations are left alone, apart from this trigger's own: what a test in the editor
 * left behind, and those of a former address of this n8n once BigCommerce has switched them off. As
 * long as these are active they may belong to a copy of this n8n.
 */
export async function planWebhooks(api: BigCommerceApi, wanted: WantedHooks): Promise<WebhookPlan> {
	const { destination, scopes, secret, testSecret } = wanted;
	const hooks = await listHooks(api);
	const own = hooks.filter((hook) => hook.destination === destination);
	const kept = scopes.flatMap((scope) => own.find((hook) => hook.scope === scope) ?? []);
	const others = hooks.filter((hook) => hook.destination !== destination);
	const former = others.filter((hook) => secretOf(hook) === secret);
	const tests = others.filter((hook) => secretOf(hook) === testSecret && testSecret !== secret);
	return {
		missing: scopes.filter((scope) => !kept.some((hook) => hook.scope === scope)),
		toUpdate: kept.filter((hook) => !hook.is_active || secretOf(hook) !== secret),
		toRemove: [
			...own.filter((hook) => !kept.includes(hook)),
			...former.filter((hook) => !hook.is_active),
			...tests.filter((hook) => isStaleTest(hook, serverNow(api.store.url))),
		],
		former: former.filter((hook) => hook.is_active),
	};
}

/** Whether every notification is delivered as it has to be. */
export function isDelivering({ missing, toUpdate }: WebhookPlan): boolean {
	return missing.length === 0 && toUpdate.length === 0;
}

/** Whether there is nothing to do, removals included. */
export function isUpToDate(plan: WebhookPlan): boolean {
	return isDelivering(plan) && plan.toRemove.length === 0;
}

export interface SyncOptions {
	wanted: WantedHooks;
	logger: Logger;
}

/**
 * Makes, updates and removes what the plan says.
 *
 * @throws BigCommerceApiError when BigCommerce refuses, ParameterError when the API account has too many
 *   webhooks; those made so far have then been removed again
 */
export async function syncWebhooks(
	api: BigCommerceApi,
	plan: WebhookPlan,
	options: SyncOptions,
): Promise<void> {
	const { wanted, logger } = options;
	const made: number[] = [];
	let isComplete = false;
	try {
		for (const scope of plan.missing) made.push(await makeHook(api, scope, options));
		for (const { id } of plan.toUpdate) await updateHook(api, id, wanted);
		isComplete = true;
	} finally {
		// Report the original error, not the failed rollback.
		if (!isComplete) await removeHooks(api, made).catch(() => undefined);
	}
	for (const { destination } of plan.former) {
		logger.warn(
			`BigCommerce still delivers webhooks to a former address of this workflow, ${destination}. If no n8n listens there any more, BigCommerce switches the webhook off after 48 hours.`,
		);
	}
	await removeHooks(
		api,
		plan.toRemove.map(({ id }) => id),
	);
}

/** Removes all webhooks of the destination; those that are gone already are ignored. */
export async function removeWebhooks(api: BigCommerceApi, destination: string): Promise<void> {
	const hooks = await listHooks(api);
	const own = hooks.filter((hook) => hook.destination === destination);
	await removeHooks(
		api,
		own.map(({ id }) => id),
	);
}

/**
 * BigCommerce delivers webhooks to HTTPS addresses on port 443 only.
 *
 * @throws ParameterError that names N8N_WEBHOOK_URL when `destination` is another address
 */
export function assertPublic(destination: string): void {
	const { protocol, port } = new URL(destination);
	if (protocol === 'https:' && port === '') return;
	throw new ParameterError(
		`BigCommerce cannot reach ${destination}: it delivers webhooks to HTTPS addresses on port 443 only`,
		'Give this n8n a public HTTPS address, for example by a reverse proxy or a tunnel, and set N8N_WEBHOOK_URL=https://n8n.example.com/ to it (WEBHOOK_URL in older versions of n8n). Then restart n8n and publish the workflow again.',
	);
}

function secretOf({ headers }: Hook): unknown {
	// Whether BigCommerce returns the name as it was given is not documented.
	const isSecret = ([name]: [string, unknown]) => name.toLowerCase() === HOOK_HEADER;
	return Object.entries(headers ?? {}).find(isSecret)?.[1];
}

function isStaleTest({ created_at: createdAt }: Hook, now: number): boolean {
	return createdAt !== undefined && createdAt < now / 1000 - MAX_TEST_AGE_SECONDS;
}

async function listHooks(api: BigCommerceApi): Promise<Hook[]> {
	return await api.pages<Hook>('/v3/hooks');
}

/**
 * Makes the webhook. When BigCommerce says that there is one already (made by another n8n process at
 * the same moment, for example), that one becomes ours. When its ten for the scope are used up, this
 * trigger's own ones of former addresses make room, the oldest first.
 */
async function makeHook(
	api: BigCommerceApi,
	scope: string,
	{ wanted, logger }: SyncOptions,
): Promise<number> {
	for (;;) {
		const refusal = await tryToMakeHook(api, scope, wanted);
		if (typeof refusal === 'number') return refusal;

		const hooks = (await listHooks(api)).filter((hook) => hook.scope === scope);
		const existing = hooks.find((hook) => hook.destination === wanted.destination);
		if (existing) {
			await updateHook(api, existing.id, wanted);
			return existing.id;
		}
		if (hooks.length < MAX_HOOKS_PER_SCOPE) throw refusal;
		const [oldest] = hooks
			.filter((hook) => [wanted.secret, wanted.testSecret].includes(secretOf(hook) as string))
			.sort((a, b) => (a.created_at ?? 0) - (b.created_at ?? 0) || a.id - b.id);
		if (!oldest) throw limitReached(scope, hooks);
		logger.warn(
			`Removing this workflow's webhook for its former address ${oldest.destination}: BigCommerce allows ${MAX_HOOKS_PER_SCOPE} webhooks for ${scope}`,
		);
		await removeHooks(api, [oldest.id]);
	}
}

/** @returns the id, or why BigCommerce refused */
async function tryToMakeHook(
	api: BigCommerceApi,
	scope: string,
	{ destination, secret }: WantedHooks,
): Promise<number | BigCommerceApiError> {
	const body = { scope, destination, is_active: true, headers: { [HOOK_HEADER]: secret } };
	try {
		const response = await api.request<{ data?: Hook } & Partial<Hook>>('POST', '/v3/hooks', {
			body,
		});
		// BigCommerce's reference shows the webhook in `data`, its guide shows it bare.
		return (response?.data ?? response)?.id as number;
	} catch (error) {
		// The status for an existing webhook is not documented; 422 is that for invalid ones.
		if (error instanceof BigCommerceApiError && [409, 422].includes(error.status)) return error;
		throw error as Error;
	}
}

function limitReached(scope: string, hooks: Hook[]): ParameterError {
	const destinations = hooks.map(({ destination }) => destination).join(', ');
	return new ParameterError(
		`The API account has ${hooks.length} webhooks for ${scope} already, the most that BigCommerce allows`,
		`Remove those that are not needed any more. They deliver to: ${destinations}. Or use another API account in this credential.`,
	);
}

async function updateHook(api: BigCommerceApi, id: number, { secret }: WantedHooks): Promise<void> {
	await api.request('PUT', `/v3/hooks/${id}`, {
		body: { is_active: true, headers: { [HOOK_HEADER]: secret } },
	});
}

async function removeHooks(api: BigCommerceApi, ids: number[]): Promise<void> {
	for (const id of ids) await api.request('DELETE', `/v3/hooks/${id}`, { allowNotFound: true });
}
