/** Waits `ms` without keeping the process alive, unlike `sleep` of n8n-workflow. */
export async function pause(ms: number): Promise<void> {
	await new Promise<void>((resolve) => {
		timeout(ms).addEventListener('abort', () => resolve());
	});
}

/**
 * The outcome of `work`, or `undefined` when it takes longer than `limitMs`. Once the work is done, a
 * limit of hours takes no memory.
 */
export async function within<T>(work: Promise<T>, limitMs: number): Promise<T | undefined> {
	const limit = timeout(limitMs);
	let giveUp = () => {};
	const isOver = new Promise<undefined>((resolve) => (giveUp = () => resolve(undefined)));
	limit.addEventListener('abort', giveUp);
	try {
		return await Promise.race([work, isOver]);
	} finally {
		// A signal's timer cannot be cleared, but without a listener both are garbage.
		limit.removeEventListener('abort', giveUp);
	}
}

function timeout(ms: number): AbortSignal {
	return AbortSignal.timeout(Math.max(0, Math.ceil(ms)));
}
