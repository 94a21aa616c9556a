import type { TriggerEvent } from './events';
import type { Mark } from './watermark';

/** As long as BigCommerce retries, in ms. */
const MAX_UNPUBLISHED_MS = 48 * 60 * 60_000;

/**
 * When a workflow was published and unpublished, in ms since 1970. None of these times is ever removed or
 * set back, and the latest counts: another process may write what it loaded before a publish.
 */
export interface Publication {
	/** The first publish; 0 when that is not known. */
	publishedAt: number;
	unpublishedAt?: number;
	/** The last publish. */
	republishedAt?: number;
	/** The last publish after the workflow had been unpublished for long. */
	gapEndedAt?: number;
}

const LATER_TIMES = ['unpublishedAt', 'republishedAt', 'gapEndedAt'] as const;

type LaterTimes = Omit<Publication, 'publishedAt'>;

/** The times after the first publish that are known in one of the states. */
export function laterTimes(
	...states: ReadonlyArray<Record<string, unknown> | LaterTimes>
): LaterTimes {
	const times: LaterTimes = {};
	for (const name of LATER_TIMES) {
		const known = states.map((state) => state[name]).filter(isTime);
		if (known.length > 0) times[name] = Math.max(...known);
	}
	return times;
}

/**
 * A publish comes after every unpublish before it, whatever the clocks of the processes say.
 *
 * @param since when orders count if this is the first one
 */
export function publish(publication: Publication, now: number, since = now): void {
	publication.publishedAt ||= since;
	publication.republishedAt = Math.max(now, publication.unpublishedAt ?? 0);
}

/** An unpublish comes after every publish before it. */
export function unpublish(publication: Publication, now: number): void {
	publication.unpublishedAt = Math.max(now, (publication.republishedAt ?? 0) + 1);
}

/**
 * Since when orders count, unless a start date is given: the first publish. For Order Placed, the one that
 * ended a gap: the gap was meant. The other events are also of orders that were placed before it.
 *
 * @returns `undefined` when that is not known
 */
export function countsSince(
	{ publishedAt, gapEndedAt = 0 }: Publication,
	event: TriggerEvent,
): number | undefined {
	return Math.max(publishedAt, event === 'orderPlaced' ? gapEndedAt : 0) || undefined;
}

/**
 * Whether the workflow has been unpublished for longer than BigCommerce retries. A mark that has moved on
 * since it was unpublished shows that it was published after that, if the write of the publish was lost.
 */
export function isAfterGap(
	{ unpublishedAt = 0, republishedAt = 0, marks }: Publication & { marks: Record<string, Mark> },
	now: number,
): boolean {
	const isPublished =
		republishedAt >= unpublishedAt || Object.values(marks).some(({ at }) => at > unpublishedAt);
	return !isPublished && now - unpublishedAt > MAX_UNPUBLISHED_MS;
}

/** Whether stored data holds a time, in ms since 1970. */
export function isTime(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
