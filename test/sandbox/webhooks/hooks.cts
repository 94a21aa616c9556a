import type { Clock } from '../clock.cts';
import { toUnixSeconds } from '../store/dates.cts';
import { v3Error } from '../http/errors.cts';

/** A hook as the API shows it. Times are unix seconds. */
export interface Hook {
	id: number;
	client_id: string;
	store_hash: string;
	scope: string;
	destination: string;
	headers: Record<string, string> | null;
	is_active: boolean;
	created_at: number;
	updated_at: number;
}

const FIELDS = ['scope', 'destination', 'headers', 'is_active'] as const;
const MAX_PER_SCOPE = 10;
const MAX_IDLE_MS = 90 * 86_400_000;

/** The store's hooks. Each belongs to one API account (`client_id`), and no other one sees it. */
export class Hooks {
	readonly all: Hook[] = [];
	/** Ids of hooks that BigCommerce switched off, as opposed to their owner. */
	readonly deactivated = new Set<number>();
	/** Is called when a hook is deleted or switched off. */
	onStop: (hook: Hook) => void = () => undefined;
	private readonly createdMs = new Map<number, number>();
	private readonly lastUsedMs = new Map<number, number>();
	private nextId = 20000001;

	constructor(
		private readonly storeHash: string,
		private readonly clock: Clock,
	) {
		clock.onAdvance(() => this.deactivateIdle());
	}

	/** @throws ApiError 422 for a body or a destination that BigCommerce refuses, or past a limit */
	create(clientId: string, body: unknown): Hook {
		const fields = checkedFields(body);
		for (const field of ['scope', 'destination'] as const) {
			if (fields[field] === undefined) throw refusal({ [field]: 'error.path.missing' });
		}
		const now = toUnixSeconds(this.clock.date());
		const hook: Hook = {
			id: this.nextId++,
			client_id: clientId,
			store_hash: this.storeHash,
			scope: '',
			destination: '',
			headers: null,
			is_active: true,
			created_at: now,
			updated_at: now,
			...fields,
		};
		this.checkLimits(hook);
		this.all.push(hook);
		this.createdMs.set(hook.id, this.clock.now());
		this.use(hook);
		return hook;
	}

	of(clientId: string): Hook[] {
		return this.all.filter((hook) => hook.client_id === clientId);
	}

	/** @throws ApiError 404 when the account has no such hook */
	get(clientId: string, id: string): Hook {
		const hook = this.of(clientId).find((one) => String(one.id) === id);
		if (!hook) throw v3Error(404, `No webhook with id ${id}.`);
		return hook;
	}

	/** @throws ApiError 404, or 422 as in `create` */
	update(clientId: string, id: string, body: unknown): Hook {
		const hook = this.get(clientId, id);
		const fields = checkedFields(body);
		if (Object.keys(fields).length === 0) throw refusal({ body: 'No field to update.' });
		this.checkLimits({ ...hook, ...fields });
		Object.assign(hook, fields, { updated_at: toUnixSeconds(this.clock.date()) });
		if (hook.is_active) this.deactivated.delete(hook.id);
		else this.onStop(hook);
		return hook;
	}

	remove(clientId: string, id: string): Hook {
		const hook = this.get(clientId, id);
		this.discard(hook);
		return hook;
	}

	/** What BigCommerce does with the hooks of an API account that is deleted. */
	removeAll(clientId: string): void {
		for (const hook of this.of(clientId)) this.discard(hook);
	}

	/** What BigCommerce does when a hook's notifications stay undelivered. */
	deactivate(hook: Hook): void {
		hook.is_active = false;
		this.deactivated.add(hook.id);
		this.onStop(hook);
	}

	/** Whether the hook is so new that BigCommerce may not notify it yet. */
	isBlind(hook: Hook, blindMs: number): boolean {
		return this.clock.now() < (this.createdMs.get(hook.id) ?? 0) + blindMs;
	}

	/** Notes that the hook has something to deliver. */
	use(hook: Hook): void {
		this.lastUsedMs.set(hook.id, this.clock.now());
	}

	/** Hooks without an event for 90 days are switched off. */
	private deactivateIdle(): void {
		const limit = this.clock.now() - MAX_IDLE_MS;
		for (const hook of this.all) {
			if (hook.is_active && this.lastUsedMs.get(hook.id)! < limit) this.deactivate(hook);
		}
	}

	private discard(hook: Hook): void {
		this.all.splice(this.all.indexOf(hook), 1);
		this.onStop(hook);
	}

	/** Both limits of 2025 answer 422 here; which code BigCommerce uses is not known. */
	private checkLimits(hook: Hook): void {
		const others = this.of(hook.client_id).filter(
			(one) => one.id !== hook.id && one.scope === hook.scope,
		);
		if (others.some((one) => one.destination === hook.destination)) {
			throw refusal({ destination: 'There is a hook for this scope and destination already.' });
		}
		if (others.length >= MAX_PER_SCOPE) {
			throw refusal({ scope: `There are ${MAX_PER_SCOPE} hooks for this scope already.` });
		}
	}
}

function checkedFields(body: unknown): Partial<Hook> {
	if (typeof body !== 'object' || body === null) throw refusal({ body: 'error.expected.jsobject' });
	const fields: Partial<Hook> = Object.fromEntries(
		Object.entries(body).filter(([name]) => FIELDS.includes(name as (typeof FIELDS)[number])),
	);
	const { scope, destination, headers, is_active } = fields;
	if (scope !== undefined && !/^store(\/[\w*]+)+$/.test(String(scope))) {
		throw refusal({ scope: 'This scope does not exist.' });
	}
	if (destination !== undefined) checkDestination(destination);
	if (is_active !== undefined && typeof is_active !== 'boolean') {
		throw refusal({ is_active: 'error.expected.jsboolean' });
	}
	if (headers && Object.values(headers).some((value) => typeof value !== 'string')) {
		throw refusal({ headers: 'error.expected.jsstring' });
	}
	return fields;
}

/** HTTPS on port 443 only. */
function checkDestination(destination: string): void {
	const url = URL.canParse(destination) ? new URL(destination) : undefined;
	if (url?.protocol !== 'https:' || url.port !== '') {
		throw refusal({ destination: 'The destination must be served over HTTPS on port 443.' });
	}
}

function refusal(errors: Record<string, string>) {
	return v3Error(422, 'JSON data is missing or invalid', errors);
}
