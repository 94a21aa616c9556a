/** How long what was read is good for unless told otherwise, in ms. */
const GOOD_FOR = 10 * 60_000;

/**
 * Keeps what was read for a while, in this process. Those who ask for the same at once wait for one
 * reading. What could not be read is read again the next time.
 */
export class Recent<T> {
	private readonly known = new Map<string, { value: Promise<T>; readAt: number }>();

	/** @param age how old it may be, in ms; the default is ten minutes */
	async get(key: string, read: () => Promise<T>, age = GOOD_FOR): Promise<T> {
		const found = this.known.get(key);
		if (found && found.readAt + age > Date.now()) return await found.value;

		const value = read();
		this.known.set(key, { value, readAt: Date.now() });
		value.catch(() => this.known.delete(key));
		return await value;
	}
}
