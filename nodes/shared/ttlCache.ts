/** How long an entry is good for unless said otherwise, in ms. */
export const DEFAULT_TTL_MS = 10 * 60_000;

interface Entry<T> {
	value: Promise<T>;
	/** In ms since 1970. */
	readAt: number;
}

/**
 * Keeps what was read for a while, in this process. Those who ask for the same at once wait for one
 * reading. What could not be read is read again the next time.
 *
 * An entry is gone once it has expired, also when nobody asks any more: it may be a credential.
 */
export class TtlCache<T> {
	/** The entry that was read first comes first. */
	private readonly entries = new Map<string, Entry<T>>();

	private isSweeping = false;

	constructor(private readonly ttlMs = DEFAULT_TTL_MS) {}

	/** @param maxAgeMs how old the entry may be, in ms, when that is less than the cache keeps it */
	async get(key: string, read: () => Promise<T>, maxAgeMs = this.ttlMs): Promise<T> {
		this.evict();
		const found = this.entries.get(key);
		if (found && found.readAt + maxAgeMs > Date.now()) return await found.value;

		const value = read();
		const entry = { value, readAt: Date.now() };
		this.entries.delete(key);
		this.entries.set(key, entry);
		this.sweep();
		value.catch(() => {
			if (this.entries.get(key) === entry) this.entries.delete(key);
		});
		return await value;
	}

	/** Lets the entry live as long as if it had just been read. */
	renew(key: string): void {
		const entry = this.entries.get(key);
		if (!entry) return;
		entry.readAt = Date.now();
		this.entries.delete(key);
		this.entries.set(key, entry);
	}

	get size(): number {
		return this.entries.size;
	}

	private evict(): void {
		for (const [key, { readAt }] of this.entries) {
			if (readAt + this.ttlMs > Date.now()) return;
			this.entries.delete(key);
		}
	}

	/**
	 * Evicts when the oldest entry expires, for as long as there are entries. The timeout of a signal
	 * does not keep the process running.
	 */
	private sweep(): void {
		const oldest = this.entries.values().next().value;
		if (!oldest || this.isSweeping) return;
		this.isSweeping = true;
		const delay = Math.max(1, oldest.readAt + this.ttlMs - Date.now() + 1);
		AbortSignal.timeout(delay).addEventListener('abort', () => {
			this.isSweeping = false;
			this.evict();
			this.sweep();
		});
	}
}
