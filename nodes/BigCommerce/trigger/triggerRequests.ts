/** What a notification may ask of a trigger that is active in this process. */
export interface TriggerRequests {
	/** Looks at the webhooks now instead of within the hour. */
	repair: () => void;
	/** @param from since when orders may have been missed, in ms since 1970 by BigCommerce's clock */
	catchUp: (from: number) => void;
}

const active = new Map<string, TriggerRequests>();

/** @returns a function that takes it back */
export function onTriggerRequests(triggerKey: string, requests: TriggerRequests): () => void {
	active.set(triggerKey, requests);
	return () => {
		if (active.get(triggerKey) === requests) active.delete(triggerKey);
	};
}

/** @returns `undefined` where the trigger is active in another process (queue mode) */
export function activeTrigger(triggerKey: string): TriggerRequests | undefined {
	return active.get(triggerKey);
}
