import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.cts';
import type { ConvergeBody } from './convergeChecks.cts';
import { convergeWarnings } from './convergeWarnings.cts';
import { Random } from '../random.cts';

/** An event that Converge has taken. */
export interface ConvergeEvent {
	body: ConvergeBody;
	receivedAt: Date;
	warnings: string[];
}

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
