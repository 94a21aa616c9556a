import { createHash } from 'node:crypto';
import { toUnixSeconds } from '../store/dates.cts';

/** What happens in the store and is announced to hooks (reference §2.3). */
export interface StoreEvent {
	scope: string;
	data: Record<string, unknown>;
}

export interface Notification extends StoreEvent {
	store_id: string;
	hash: string;
	created_at: number;
	producer: string;
}

/**
 * BigCommerce's payload. `hash` stays the same however often the event is delivered; how BigCommerce
 * makes it is not known, so here it is the SHA-1 of the event and a serial number.
 */
export function notification(
	event: StoreEvent,
	store: { hash: string; storeId: string },
	serial: number,
	created = new Date(),
): Notification {
	return {
		scope: event.scope,
		store_id: store.storeId,
		data: event.data,
		hash: createHash('sha1')
			.update(JSON.stringify([event, serial]))
			.digest('hex'),
		created_at: toUnixSeconds(created),
		producer: `stores/${store.hash}`,
	};
}

/** Whether a hook's scope covers an event's: the same one, or a wildcard such as `store/order/*`. */
export function covers(hookScope: string, eventScope: string): boolean {
	return hookScope.endsWith('/*')
		? eventScope.startsWith(hookScope.slice(0, -1))
		: hookScope === eventScope;
}
