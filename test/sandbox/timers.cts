/** Timers that can be counted and cancelled together. */
export class Timers {
	private readonly running = new Set<NodeJS.Timeout>();

	/** How many are still to fire. */
	get count(): number {
		return this.running.size;
	}

	after(ms: number, action: () => void): void {
		const timer = setTimeout(() => {
			this.running.delete(timer);
			action();
		}, ms);
		this.running.add(timer);
	}

	clear(): void {
		for (const timer of this.running) clearTimeout(timer);
		this.running.clear();
	}
}
