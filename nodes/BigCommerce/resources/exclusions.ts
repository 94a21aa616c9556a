/** Counts the orders and refunds that an execution leaves out, by reason. */
export class Exclusions {
	private readonly counts = new Map<string, number>();
	private areExplainable = false;

	/** @param options whether the operation has the option Explain Exclusions */
	add(reason: string, { isExplainable = true } = {}): void {
		this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
		this.areExplainable ||= isExplainable;
	}

	/** For the output pane; `undefined` when none was left out. */
	get summary(): string | undefined {
		if (this.counts.size === 0) return undefined;
		const parts = [...this.counts].map(([reason, count]) => `${count} × ${reason}`);
		const advice = this.areExplainable
			? ' To see these orders, add the option Explain Exclusions.'
			: '';
		return `Excluded: ${parts.join(', ')}.${advice}`;
	}
}
