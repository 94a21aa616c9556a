/** Counts the orders that an execution leaves out, by reason. */
export class Exclusions {
	private readonly counts = new Map<string, number>();

	add(reason: string): void {
		this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
	}

	/** For the output pane; `undefined` when none was left out. */
	get summary(): string | undefined {
		if (this.counts.size === 0) return undefined;
		const parts = [...this.counts].map(([reason, count]) => `${count} × ${reason}`);
		return `Left out: ${parts.join(', ')}. To see these orders, add the option Explain Exclusions.`;
	}
}
