import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.cts';
import type { ConvergeBody } from './convergeChecks.cts';
import { convergeWarnings } from './convergeWarnings.cts';
import { Random } from '../random.cts';
import { revenueOf, type Revenue } from './revenue.cts';

/** An event that Converge has taken. */
export interface ConvergeEvent {
	body: ConvergeBody;
	receivedAt: Date;
	warnings: string[];
}

/**
 * How Converge may answer instead of as documented: with a web page and 200, as a wrong address or a
 * proxy does; a byte every few seconds, without an end; or 422 with the customer's data quoted in it.
 */
export type OddAnswer = 'html' | 'drip' | 'quote';

/** Converge's webhook source: what it has received, and how it behaves. */
export class Converge {
	readonly token = 'sandbox-webhook-token';
	readonly events: ConvergeEvent[] = [];
	/** The bodies received under each event id; Converge counts such an event once. */
	readonly byEventId = new Map<string, ConvergeBody[]>();
	/** Every request is answered 503. */
	down = false;
	/** The probability that a request is answered 500. */
	failRate = 0;
	/** No event is taken while this is set. */
	oddAnswer: OddAnswer | undefined;
	/** How long a dripping answer waits before its next byte. */
	dripMs = 3000;
	/** Within which time events of one id count once. Converge documents none. */
	deduplicationMs = Infinity;
	private readonly random: Random;

	constructor(
		seed: number,
		private readonly clock: Clock,
	) {
		this.random = new Random(seed, 'converge');
	}

	/** Whether the request that has just come in fails. */
	fails(): boolean {
		return this.random.chance(this.failRate);
	}

	accept(body: ConvergeBody): void {
		this.events.push({ body, receivedAt: this.clock.date(), warnings: convergeWarnings(body) });
		this.byEventId.set(body.event_id, [...(this.byEventId.get(body.event_id) ?? []), body]);
	}

	/** How many different events have arrived. */
	distinct(): number {
		return this.byEventId.size;
	}

	/** The events that count: without those that repeat an id within `deduplicationMs`. */
	counted(): ConvergeEvent[] {
		const lastCounted = new Map<string, number>();
		return this.events.filter(({ body, receivedAt }) => {
			const last = lastCounted.get(body.event_id);
			const at = receivedAt.getTime();
			if (last !== undefined && at - last <= this.deduplicationMs) return false;
			lastCounted.set(body.event_id, at);
			return true;
		});
	}

	/** Gross, net and total revenue by currency, as Converge's reports show them. */
	revenue(): Record<string, Revenue> {
		return revenueOf(this.counted().map(({ body }) => body));
	}

	/** The first body with this event id; rejects when none arrives within `timeoutMs`. */
	async waitForEvent(eventId: string | number, timeoutMs = 5000): Promise<ConvergeBody> {
		const end = Date.now() + timeoutMs;
		for (;;) {
			const body = this.byEventId.get(String(eventId))?.[0];
			if (body) return body;
			if (Date.now() > end) throw new Error(`No event ${eventId} within ${timeoutMs} ms`);
			await sleep(5);
		}
	}
}
