const HOUR_MS = 60 * 60_000;

const lastTimes = new Map<string, number>();

/** Whether `what` has not happened in the last hour, in this process; from then on it has. */
export function isFirstInHour(what: string): boolean {
	const now = Date.now();
	if ((lastTimes.get(what) ?? -Infinity) + HOUR_MS > now) return false;
	lastTimes.set(what, now);
	return true;
}
