import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Domains } from './domains.cts';
import type { Hook, Hooks } from './hooks.cts';
import { covers, notification, type StoreEvent } from './notification.cts';
import { postNotification, type Outcome } from './postNotification.cts';
import { Random } from '../random.cts';
import { retryDelay } from './retrySchedule.cts';
import { signatureHeaders } from './signature.cts';
import type { Timers } from '../timers.cts';

/** One attempt to deliver a notification. `ms`: how long it took; `at`: when it began. */
export interface DeliveryLogEntry {
	hookId: number;
	scope: string;
	orderId: number | undefined;
	attempt: number;
	status: Outcome;
	ms: number;
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
	body: string;
	headers: Record<string, string | undefined>;
}

export interface DeliverySettings {
	store: { hash: string; storeId: string; clientSecret: string };
	hooks: Hooks;
	timers: Timers;
	routes: () => Record<string, string>;
	seed: number;
	retryScale: number;
	timeoutMs: number;
}

/**
 * Carries the store's events to the hooks: at least once, in no promised order, with BigCommerce's
 * retries and its switching off of hooks that stay unreachable.
 */
export class Deliveries {
	readonly log: DeliveryLogEntry[] = [];
	readonly domains: Domains;
	/** The probability that a notification is delivered twice. */
	duplicate = 0;
	/** Each notification is held back by up to this many milliseconds. */
	reorderMs = 0;
	/** An order that is placed is announced as created and as paid in the same instant. */
	simultaneous = false;
	/** Notifications carry Standard Webhooks headers. */
	sign = false;

	private inFlight = 0;
	private serial = 0;
	private readonly stopped = new AbortController();

	constructor(private readonly settings: DeliverySettings) {
		this.domains = new Domains(settings.retryScale);
		setMaxListeners(0, this.stopped.signal);
	}

	/** Notifications that are on their way or wait for a retry, and payments that are to come. */
	get pending(): number {
		return this.inFlight + this.settings.timers.count;
	}

	/**
	 * Notifies every active hook that covers the scope.
	 * @returns the number of notifications, duplicates included
	 */
	notify(scope: string, data: Record<string, unknown>, handMade: HandMade = {}): number {
		const event = { scope, data };
		const payload = notification(event, this.settings.store, ++this.serial);
		const body = handMade.body ?? payload;
		let count = 0;
		for (const hook of this.settings.hooks.all) {
			if (!hook.is_active || !covers(hook.scope, scope)) continue;
			const delivery: Delivery = {
				hookId: hook.id,
				event,
				messageId: `msg_${payload.hash}`,
				body: typeof body === 'string' ? body : JSON.stringify(body),
				headers: handMade.headers ?? {},
			};
			const random = new Random(this.settings.seed, 'delivery', this.serial, hook.id);
			for (let copies = random.chance(this.duplicate) ? 2 : 1; copies > 0; copies--) {
				this.attemptAfter(random.next() * this.reorderMs, delivery, 1);
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

	private attemptAfter(ms: number, delivery: Delivery, number: number): void {
		this.settings.timers.after(ms, () => void this.attempt(delivery, number));
	}

	private async attempt(delivery: Delivery, number: number): Promise<void> {
		const hook = this.settings.hooks.all.find((one) => one.id === delivery.hookId);
		// Whether BigCommerce keeps trying for a hook that was deleted or switched off is not known.
		if (!hook?.is_active) return;
		if (this.domains.isBlocked(hook.client_id, hook.destination)) {
			return this.retry(hook, delivery, number);
		}
		this.inFlight++;
		const at = new Date();
		const status = await this.post(hook, delivery);
		this.inFlight--;
		if (this.stopped.signal.aborted) return;
		const { id, order_id } = delivery.event.data;
		const orderId = Number(id ?? order_id) || undefined;
		const { scope } = delivery.event;
		const ms = Date.now() - at.getTime();
		this.log.push({ hookId: hook.id, scope, orderId, attempt: number, status, ms, at });
		const isDelivered = typeof status === 'number' && status >= 200 && status < 300;
		const failure = isDelivered ? undefined : `Answered ${status}`;
		this.domains.record(hook.client_id, hook.destination, failure);
		if (!isDelivered) this.retry(hook, delivery, number);
	}

	private retry(hook: Hook, delivery: Delivery, number: number): void {
		const delay = retryDelay(number, this.settings.retryScale);
		if (delay === undefined) this.settings.hooks.deactivate(hook);
		else this.attemptAfter(delay, delivery, number + 1);
	}

	private post(hook: Hook, delivery: Delivery): Promise<Outcome> {
		const { routes, timeoutMs, store } = this.settings;
		const { messageId, body } = delivery;
		const headers = {
			...hook.headers,
			...(this.sign && signatureHeaders(messageId, body, store.clientSecret)),
			...delivery.headers,
		};
		const given = Object.entries(headers).filter(([, value]) => value !== undefined);
		const signal = this.stopped.signal;
		return postNotification(
			hook.destination,
			body,
			Object.fromEntries(given) as Record<string, string>,
			{ routes: routes(), timeoutMs, signal },
		);
	}
}
