/** What repairs a trigger's webhooks, for the triggers that are active in this process. */
const repairs = new Map<string, () => void>();

/** @returns a function that takes it back */
export function onRepairRequest(triggerKey: string, repair: () => void): () => void {
	repairs.set(triggerKey, repair);
	return () => {
		if (repairs.get(triggerKey) === repair) repairs.delete(triggerKey);
	};
}

/** Has the webhooks of a trigger looked at now instead of within the hour. */
export function requestRepair(triggerKey: string): void {
	repairs.get(triggerKey)?.();
}
