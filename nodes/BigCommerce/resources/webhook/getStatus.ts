import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';
import type { OperationRun } from '../operation';

/** One item about the webhooks of this API account, which judges those of this n8n for orders, and names the store. */
export async function execute(
	context: IExecuteFunctions,
	api: BigCommerceApi,
	{ index }: Pick<OperationRun, 'index'>,
): Promise<IDataObject[]> {
	const response = await api.request<{ data?: HookAdministration }>('GET', '/v3/hooks/admin');
	const status = statusOf(response?.data ?? {}, webhookBaseUrl(context, index));
	return [{ ...status, store_hash: api.store.hash }];
}

/** The body of `GET /v3/hooks/admin`, as far as it is read here. */
export interface HookAdministration {
	hooks_list?: Array<{
		id: number;
		scope: string;
		destination: string;
		is_active?: boolean;
		/** `active`, `inactive` or `deactivated`. */
		status?: string;
	}>;
	blocked_domains?: BlockedDomain[];
}

interface BlockedDomain {
	destination: string;
	/** In seconds. */
	time_left: number;
	reasons?: Array<{ failure_description: string; count: number; timestamp: number }>;
}

interface HookSummary {
	id: number;
	scope: string;
	destination: string;
	status: string;
}

/** How BigCommerce's webhooks are doing. */
export interface HookStatus {
	/** Whether this n8n has webhooks for orders, none of them is off, and its domain is not blocked. */
	healthy: boolean;
	/** What is wrong, for a person; what is right when nothing is. */
	summary: string;
	/** How many of this n8n for orders are active. */
	active_hooks: number;
	/** Of this n8n for orders, switched off by someone (`inactive`) or by BigCommerce (`deactivated`). */
	inactive_hooks: HookSummary[];
	/** Those of this n8n, as BigCommerce names them; `time_left` in seconds. */
	blocked_domains: BlockedDomain[];
	/** Of this n8n's editor; they are of no use after a test. */
	test_hooks: HookSummary[];
	/** What this API account has for other addresses, or of this n8n for anything but orders. */
	other_hooks: HookSummary[];
}

/**
 * The status in one object, of what BigCommerce knows of the webhooks of an API account.
 *
 * @param baseUrl of this n8n's webhooks, without a slash at the end; without it all hooks count as its own
 */
export function statusOf(
	{ hooks_list, blocked_domains }: HookAdministration,
	baseUrl?: string,
): HookStatus {
	const hooks = (hooks_list ?? []).map(({ id, scope, destination, is_active, status }) => ({
		id,
		scope,
		destination,
		status: status ?? (is_active === false ? 'inactive' : 'active'),
	}));
	const base = baseUrl === undefined ? '' : addressOf(`${baseUrl}/`);
	const isOwn = ({ scope, destination }: HookSummary) =>
		scope.startsWith('store/order/') && addressOf(destination).startsWith(base);
	const own = hooks.filter(isOwn);
	const test = own.filter(isTestHook);
	const production = own.filter((hook) => !isTestHook(hook));
	const inactive = production.filter(({ status }) => status !== 'active');
	const blocked = (blocked_domains ?? []).filter(
		({ destination }) => baseUrl === undefined || hostOf(destination) === hostOf(baseUrl),
	);
	const problems = [...inactive.map(inactiveText), ...blocked.map(blockedText)];
	if (production.length === 0) problems.unshift(noHookText(baseUrl));
	const active = production.length - inactive.length;
	return {
		healthy: problems.length === 0,
		summary:
			problems.length > 0
				? problems.join(' ')
				: `Webhooks of this n8n: ${active}, all active. Its domain is not blocked.`,
		active_hooks: active,
		inactive_hooks: inactive,
		blocked_domains: blocked,
		test_hooks: test,
		other_hooks: hooks.filter((hook) => !isOwn(hook)),
	};
}

function isTestHook({ destination }: HookSummary): boolean {
	return destination.includes('/webhook-test/');
}

/** Without what makes no difference: capitals of the host, the default port. */
function addressOf(url: string): string {
	if (!URL.canParse(url)) return url;
	const { origin, pathname } = new URL(url);
	return origin + pathname;
}

/** An entry may be a whole address or a host. */
function hostOf(address: string): string {
	const url = /^\w+:\/\//.test(address) ? address : `https://${address}`;
	return URL.canParse(url) ? new URL(url).host : address;
}

function noHookText(baseUrl: string | undefined): string {
	const where = baseUrl === undefined ? '' : ` for this n8n (${baseUrl})`;
	return `BigCommerce has no webhook${where}, so no order starts a workflow. Publish a workflow with the BigCommerce Trigger; if one is published, unpublish it and publish it again.`;
}

function inactiveText({ id, scope, destination, status }: HookSummary): string {
	return `Webhook ${id} (${scope}) for ${destination} is ${status}.`;
}

function blockedText({ destination, time_left: left, reasons }: BlockedDomain): string {
	const why = (reasons ?? []).map((reason) => `${reason.failure_description} (${reason.count}×)`);
	const because = why.length > 0 ? `: ${why.join(', ')}` : '';
	return `${destination} is blocked for another ${left} s${because}.`;
}

/** Where this n8n's webhooks are, which an action node finds in the address that resumes its execution. */
function webhookBaseUrl(context: IExecuteFunctions, index: number): string | undefined {
	const resumeUrl = context.evaluateExpression('{{ $execution.resumeUrl }}', index);
	if (typeof resumeUrl !== 'string' || !URL.canParse(resumeUrl)) return undefined;
	const { origin, pathname } = new URL(resumeUrl);
	return origin + pathname.split('/').slice(0, -2).join('/');
}
