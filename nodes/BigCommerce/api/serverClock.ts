/** The header `Date` has whole seconds, and a response takes a while. */
const MIN_OFFSET_MS = 3_000;

const offsets = new Map<string, number>();

/** Learns the time of a store's server from the header `Date` of a response. */
export function observeServerDate(storeUrl: string, date: unknown): void {
	const time = typeof date === 'string' ? Date.parse(date) : NaN;
	if (Number.isNaN(time)) return;
	const offset = time - Date.now();
	offsets.set(storeUrl, Math.abs(offset) < MIN_OFFSET_MS ? 0 : offset);
}

/** The time by the store's clock, in ms since 1970; by our own until the store has responded. */
export function serverNow(storeUrl: string): number {
	return Date.now() + (offsets.get(storeUrl) ?? 0);
}
