import { randomUUID } from 'node:crypto';
import { markOf, type Mark, type OpenCatchUp } from './watermark';

/** This n8n process, among those that write the same static data. */
const PROCESS = randomUUID().slice(0, 8);

/** An hour in which a store placed no order is common, and asking whether it did is cheap. */
const MAX_SILENCE_MS = 60 * 60_000;

/** What one n8n process has not accounted for, and up to when it knows that nothing was missed. */
export class OpenWork {
	/** When the orders in flight changed, by id. */
	readonly inFlight = new Map<number, number>();
	/** When this process last saw the webhooks right, in ms since 1970 by BigCommerce's clock. */
	hooksRightAt: number | undefined;
	/**
	 * Up to when it is proven that this process received what BigCommerce delivers: silence proves nothing.
	 * `undefined` when it has never heard anything, as where other processes receive the notifications.
	 */
	private heardAt: number | undefined;
	private readonly catchUps = new Set<OpenCatchUp>();

	/** @param at when a notification arrived, by BigCommerce's clock */
	hear(at: number): void {
		this.heardAt = Math.max(at, this.heardAt ?? 0);
	}

	/**
	 * Whether BigCommerce may have failed to reach this process since the last notification, and no
	 * catch-up that has begun lately is to find what was missed.
	 */
	isSilent(now: number): boolean {
		const isLong = (since: number) => since + MAX_SILENCE_MS < now;
		const begun = [...this.catchUps].map(({ since }) => since);
		return this.heardAt !== undefined && isLong(this.heardAt) && begun.every(isLong);
	}

	/** A process that hears nothing, although one before it did, must not take silence for a proof. */
	expectToHear(since: number): void {
		this.heardAt ??= since;
	}

	/**
	 * @returns a function to call when everything was tried, with the time at which reading began; until
	 *   then the mark stays at `from`
	 */
	beginCatchUp(from: number, now: number): (readSince?: number) => void {
		const catchUp = { from, since: now };
		this.catchUps.add(catchUp);
		return (readSince) => {
			this.catchUps.delete(catchUp);
			if (readSince !== undefined && this.heardAt !== undefined) this.hear(readSince);
		};
	}

	/** Ends all catch-ups, for one that goes on from the earliest of them. */
	takeOver(from: number): void {
		this.catchUps.clear();
		// There is a mark also where the look at the webhooks has failed.
		this.hooksRightAt ??= from;
	}

	/** Forgets all but the orders in flight: what was missed so far does not count. */
	reset(now: number): void {
		this.catchUps.clear();
		this.hooksRightAt = undefined;
		if (this.heardAt !== undefined) this.hear(now);
	}

	/**
	 * The marks of all processes, with this one's as it is now; without one when it does not know of anything.
	 *
	 * @param stored by process
	 * @param listed the failed orders that are stored beside the marks
	 */
	marks(
		stored: Readonly<Record<string, Mark>>,
		listed: ReadonlyMap<number, { changedAt: number }>,
	): Record<string, Mark> {
		const { inFlight, hooksRightAt, heardAt } = this;
		const others = { ...stored };
		delete others[PROCESS];
		const own = markOf({ inFlight, listed, catchUps: [...this.catchUps], hooksRightAt, heardAt });
		return own ? { ...others, [PROCESS]: own } : others;
	}
}
