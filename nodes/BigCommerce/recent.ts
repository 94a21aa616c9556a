/** How long what was read is good for, in ms. */
const GOOD_FOR = 10 * 60_000;

/**
 * Keeps what was read for ten minutes, in this process. Those who ask for the same at once wait for
 * one reading. What could not be read is read again the next time.
 */
export class Recent<T> {
	private readonly known = new Map<string, { value: Promise<T>; goodUntil: number }>();

	async get(key: string, read: () => Promise<T>): Promise<T> {
		const found = this.known.get(key);
		if (found && found.goodUntil > Date.now()) return await found.value;

		const value = read();
		this.known.set(key, { value, goodUntil: Date.now() + GOOD_FOR });
		value.catch(() => this.known.delete(key));
		return await value;
	}
}
