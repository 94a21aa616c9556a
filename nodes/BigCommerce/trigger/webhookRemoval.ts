import { pause } from '../../shared/waiting';

/**
 * n8n publishes a changed workflow by unpublishing it first, and does not say which of the two it is
 * doing. Removing the webhooks would lose the retries that BigCommerce still has due, and new ones
 * need up to a minute to start.
 */
const REMOVAL_DELAY_MS = 5_000;

interface Removal {
	isCancelled: boolean;
	/** Set once the removal has begun. */
	done?: Promise<void>;
}

const removals = new Map<string, Removal>();

/** Removes a trigger's webhooks in some seconds, unless `keepWebhooks` is called before. */
export function removeLater(trigger: string, remove: () => Promise<void>): void {
	// n8n may unpublish twice in a row; of two removals, only one could be cancelled.
	const former = removals.get(trigger);
	if (former) former.isCancelled = true;
	const removal: Removal = { isCancelled: false };
	removals.set(trigger, removal);
	void pause(REMOVAL_DELAY_MS).then(async () => {
		if (removal.isCancelled) return;
		removal.done = remove().finally(() => {
			if (removals.get(trigger) === removal) removals.delete(trigger);
		});
		await removal.done;
	});
}

/** Drops the removal that is due, or waits until the one that has begun is complete. */
export async function keepWebhooks(trigger: string): Promise<void> {
	const removal = removals.get(trigger);
	if (!removal) return;
	removal.isCancelled = true;
	await removal.done;
	if (removals.get(trigger) === removal) removals.delete(trigger);
}
