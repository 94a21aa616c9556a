/** Waits for work that cannot be cancelled. When the signal aborts first, rejects with its reason. */
export async function abortable<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (!signal) return await work;
	signal.throwIfAborted();
	let abort: (() => void) | undefined;
	const aborted = new Promise<never>((_, reject) => {
		abort = () => reject(signal.reason as Error);
		signal.addEventListener('abort', abort);
	});
	return await Promise.race([work, aborted]).finally(() =>
		signal.removeEventListener('abort', abort!),
	);
}
