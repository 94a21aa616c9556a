import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.cts';
import { Domains } from './domains.cts';
import type { Hook, Hooks } from './hooks.cts';
import { covers, notification, type StoreEvent } from './notification.cts';
import { isDelivered, postNotification, type Outcome } from './postNotification.cts';
import { Random } from '../random.cts';
import { retryDelay } from './retrySchedule.cts';
import { signatureHeaders } from './signature.cts';
import type { Store } from '../store/store.cts';

/** One attempt to deliver a notification. `ms`: how long it took; `at`: when it began. */
export interface DeliveryLogEntry {
	hookId: number;
	scope: string;
	orderId: number | undefined;
	attempt: number;
	status: Outcome;
	ms: number;
	at: Date;
	/** What was answered after BigCommerce had given up, when it did not cut the connection. */
	lateStatus?: Outcome;
}

/** An attempt that is still to come or, when `at` has passed, under way. */
export interface PlannedAttempt {
	hookId: number;
	scope: string;
	orderId: number | undefined;
	attempt: number;
	at: Date;
}

/** What a hand-made notification may have instead of the usual; a header of undefined is left out. */
export interface HandMade {
	headers?: Record<string, string | undefined>;
	body?: unknown;
}

interface Delivery {
	hookId: number;
	event: StoreEvent;
	messageId: string;
	/** The body, with the time that its `created_at` shows. */
	body: (created: Date) => string;
	headers: Record<string, string | undefined>;
	/** When it happened, by the clock; earlier by every wait that `retryScale` has shortened. */
	createdMs: number;
}

export interface DeliverySettings {
	store: Pick<Store, 'hash' | 'storeId' | 'accounts'>;
	hooks: Hooks;
	clock: Clock;
	routes: () => Record<string, string>;
	seed: number;
	timeoutMs: number;
	hookBlindMs?: number;
}

/**
 * Carries the store's events to the hooks: at least once, in no promised order, with BigCommerce's
 * retries and its switching off of hooks that stay unreachable.
 */
export class Deliveries {
	readonly log: DeliveryLogEntry[] = [];
	readonly planned = new Set<PlannedAttempt>();
	readonly domains: Domains;
	/** The probability that a notification is delivered twice. */
	duplicate = 0;
	/** How long after the first the second one starts; recorded once. */
	duplicateAfterMs = 455;
	/** Each notification is held back by up to this many milliseconds. */
	reorderMs = 0;
	/** An order that is placed is announced as created and as paid in the same instant. */
	simultaneous = false;
	/** Notifications carry Standard Webhooks headers, as BigCommerce's do. */
	sign = true;
	/** What signs instead of the account's client secret. */
	signingKey: string | undefined;
	/** How long a notification waits for its answer. */
	timeoutMs: number;
	/** Whether giving up closes the connection. */
	cutsConnection = true;
	/** For how long a new hook gets nothing. What happens meanwhile is never delivered to it. */
	hookBlindMs: number;

	private inFlight = 0;
	private serial = 0;
	private readonly stopped = new AbortController();
	private readonly waiting = new Map<number, Set<() => void>>();

	constructor(private readonly settings: DeliverySettings) {
		this.domains = new Domains(settings.clock);
		this.timeoutMs = settings.timeoutMs;
		this.hookBlindMs = settings.hookBlindMs ?? 0;
		setMaxListeners(0, this.stopped.signal);
		settings.hooks.onStop = (hook) => this.drop(hook);
	}

	/** Notifications that are on their way or wait for a retry, and payments that are to come. */
	get pending(): number {
		return this.inFlight + this.settings.clock.count;
	}

	/**
	 * Notifies every active hook that covers the scope.
	 * @returns the number of notifications, duplicates included
	 */
	notify(scope: string, data: Record<string, unknown>, handMade: HandMade = {}): number {
		const { clock, hooks, seed, store } = this.settings;
		const event = { scope, data };
		const serial = ++this.serial;
		const payload = (created: Date) => notification(event, store, serial, created);
		let count = 0;
		for (const hook of hooks.all) {
			if (!hook.is_active || !covers(hook.scope, scope)) continue;
			hooks.use(hook);
			if (hooks.isBlind(hook, this.hookBlindMs)) continue;
			const delivery = {
				hookId: hook.id,
				event,
				messageId: payload(clock.date()).hash,
				body: (created: Date) => asText(handMade.body ?? payload(created)),
				headers: handMade.headers ?? {},
			};
			const random = new Random(seed, 'delivery', serial, hook.id);
			const copies = random.chance(this.duplicate) ? 2 : 1;
			const delay = random.next() * this.reorderMs;
			for (let copy = 0; copy < copies; copy++) {
				const own = { ...delivery, createdMs: clock.now() };
				this.attemptAfter(delay + copy * this.duplicateAfterMs, own, 1);
				count++;
			}
		}
		return count;
	}

	/** Resolves when nothing is pending; rejects when that takes longer than `timeoutMs`. */
	async idle(timeoutMs = 5000): Promise<void> {
		const end = Date.now() + timeoutMs;
		while (this.pending > 0) {
			if (Date.now() > end) throw new Error(`${this.pending} deliveries are still pending`);
			await sleep(5);
		}
	}

	stop(): void {
		this.stopped.abort();
	}

	private attemptAfter(ms: number, delivery: Delivery, number: number, isScaled = false): void {
		const { clock } = this.settings;
		const { hookId, event } = delivery;
		const begun = clock.now();
		const at = clock.dateIn(ms, { isScaled });
		const planned = { hookId, scope: event.scope, orderId: orderIdOf(event), attempt: number, at };
		this.planned.add(planned);
		const waiting = this.waiting.get(hookId) ?? new Set();
		this.waiting.set(hookId, waiting);
		const cancelTimer = clock.after(
			ms,
			async () => {
				waiting.delete(cancel);
				delivery.createdMs -= Math.max(0, ms - (clock.now() - begun));
				await this.attempt(delivery, number).finally(() => this.planned.delete(planned));
			},
			{ isScaled },
		);
		const cancel = () => {
			cancelTimer();
			this.planned.delete(planned);
		};
		waiting.add(cancel);
	}

	/**
	 * What a hook was still to get is lost when it is deleted or switched off. Nobody knows whether
	 * BigCommerce keeps it; this is the case that a receiver must be ready for.
	 */
	private drop(hook: Hook): void {
		for (const cancel of this.waiting.get(hook.id) ?? []) cancel();
		this.waiting.delete(hook.id);
	}

	private async attempt(delivery: Delivery, number: number): Promise<void> {
		const { hooks, clock } = this.settings;
		const hook = hooks.all.find((one) => one.id === delivery.hookId);
		if (!hook?.is_active) return;
		if (this.domains.isBlocked(hook.client_id, hook.destination)) {
			return this.retry(hook, delivery, number);
		}
		this.inFlight++;
		const entry: DeliveryLogEntry = {
			hookId: hook.id,
			scope: delivery.event.scope,
			orderId: orderIdOf(delivery.event),
			attempt: number,
			status: 'refused',
			ms: 0,
			at: clock.date(),
		};
		entry.status = await this.post(hook, delivery, (status) => (entry.lateStatus = status));
		this.inFlight--;
		if (this.stopped.signal.aborted) return;
		entry.ms = clock.now() - entry.at.getTime();
		this.log.push(entry);
		const { status } = entry;
		const failure = isDelivered(status) ? undefined : `Answered ${status}`;
		this.domains.record(hook.client_id, hook.destination, failure);
		if (failure) this.retry(hook, delivery, number);
	}

	private retry(hook: Hook, delivery: Delivery, number: number): void {
		if (!hook.is_active || !this.settings.hooks.all.includes(hook)) return;
		const delay = retryDelay(number);
		if (delay === undefined) this.settings.hooks.deactivate(hook);
		else this.attemptAfter(delay, delivery, number + 1, true);
	}

	private post(hook: Hook, delivery: Delivery, onLate: (status: Outcome) => void) {
		const { routes, clock, store } = this.settings;
		const body = delivery.body(new Date(delivery.createdMs));
		const key = this.signingKey ?? store.accounts.get(hook.client_id)?.clientSecret ?? '';
		const headers = {
			...hook.headers,
			...(this.sign && signatureHeaders(delivery.messageId, body, key, clock.date())),
			...delivery.headers,
		};
		const given = Object.entries(headers).filter(([, value]) => value !== undefined);
		return postNotification(
			hook.destination,
			body,
			Object.fromEntries(given) as Record<string, string>,
			{
				...{ routes: routes(), timeoutMs: this.timeoutMs, cutsConnection: this.cutsConnection },
				...{ signal: this.stopped.signal, onLate },
			},
		);
	}
}

function asText(body: unknown): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}

function orderIdOf({ data: { id, order_id } }: StoreEvent): number | undefined {
	return Number(id ?? order_id) || undefined;
}
