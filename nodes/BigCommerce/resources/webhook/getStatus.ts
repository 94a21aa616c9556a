import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { BigCommerceApi } from '../../api/client';

/** One item about all webhooks of this API account. */
export async function execute(
	_context: IExecuteFunctions,
	api: BigCommerceApi,
): Promise<IDataObject[]> {
	const response = await api.request<{ data?: HookAdministration }>('GET', '/v3/hooks/admin');
	return [{ ...statusOf(response?.data ?? {}) }];
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

/** How BigCommerce's notifications do. */
export interface HookStatus {
	/** Whether no webhook is switched off and no domain is blocked. */
	healthy: boolean;
	/** What is wrong, for a person; what is right when nothing is. */
	summary: string;
	active_hooks: number;
	/** Switched off by someone (`inactive`) or by BigCommerce (`deactivated`). */
	inactive_hooks: Array<{ id: number; scope: string; destination: string; status: string }>;
	/** As BigCommerce tells them; `time_left` in seconds. */
	blocked_domains: BlockedDomain[];
}

/** The status in one object, of what BigCommerce knows of the webhooks of an API account. */
export function statusOf({ hooks_list, blocked_domains }: HookAdministration): HookStatus {
	const hooks = (hooks_list ?? []).map(({ id, scope, destination, is_active, status }) => ({
		id,
		scope,
		destination,
		status: status ?? (is_active === false ? 'inactive' : 'active'),
	}));
	const inactive = hooks.filter(({ status }) => status !== 'active');
	const blocked = blocked_domains ?? [];
	const healthy = inactive.length === 0 && blocked.length === 0;
	const active = hooks.length - inactive.length;
	return {
		healthy,
		summary: healthy
			? `${active} webhooks are active, no domain is blocked.`
			: [...inactive.map(inactiveSentence), ...blocked.map(blockedSentence)].join(' '),
		active_hooks: active,
		inactive_hooks: inactive,
		blocked_domains: blocked,
	};
}

function inactiveSentence({ id, scope, destination, status }: HookStatus['inactive_hooks'][0]) {
	return `Webhook ${id} (${scope}) for ${destination} is ${status}.`;
}

function blockedSentence({ destination, time_left: left, reasons }: BlockedDomain): string {
	const why = (reasons ?? []).map((reason) => `${reason.failure_description} (${reason.count}×)`);
	const because = why.length > 0 ? `: ${why.join(', ')}` : '';
	return `${destination} is blocked for another ${left} s${because}.`;
}
