/** A write for each order would cost 40 % of the throughput. */
export const MIN_SAVE_INTERVAL_MS = 60_000;

/** When a state has to be saved: at most once a minute after it changed, but at once when it got worse. */
export class SaveSchedule {
	private savedAt = -Infinity;
	private isChanged = false;
	private isWorse = false;

	recordChange(): void {
		this.isChanged = true;
	}

	recordWorse(): void {
		this.isChanged = true;
		this.isWorse = true;
	}

	recordSaved(): void {
		this.savedAt = Date.now();
		this.isChanged = false;
		this.isWorse = false;
	}

	/** In ms since 1970; `undefined` when nothing has changed. */
	get dueAt(): number | undefined {
		if (!this.isChanged) return undefined;
		return this.isWorse ? 0 : this.savedAt + MIN_SAVE_INTERVAL_MS;
	}
}
