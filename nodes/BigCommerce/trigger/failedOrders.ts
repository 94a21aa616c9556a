import type { FailedOrder, OwnChanges } from './storedState';

type Listed = Map<number, FailedOrder>;

/** The orders whose delivery failed in this process. `listed` are those of its state, of all processes. */
export class FailedOrders {
	private readonly failed: Listed = new Map();
	/** No longer failed, although no order was delivered. */
	private readonly resolved = new Set<number>();

	all(listed: ReadonlyMap<number, FailedOrder>): ReadonlyMap<number, FailedOrder> {
		return new Map([...listed, ...this.failed]);
	}

	has(orderId: number, listed: ReadonlyMap<number, FailedOrder>): boolean {
		return this.failed.has(orderId) || listed.has(orderId);
	}

	record(orderId: number, listed: Listed, { since, changedAt }: Omit<FailedOrder, 'tries'>): void {
		const known = this.all(listed).get(orderId) ?? { since, changedAt, tries: 0 };
		this.failed.set(orderId, { ...known, tries: known.tries + 1 });
		this.resolved.delete(orderId);
	}

	/** @returns whether the order had failed */
	resolve(orderId: number, listed: Listed): boolean {
		const hadFailed = this.has(orderId, listed);
		this.failed.delete(orderId);
		listed.delete(orderId);
		if (hadFailed) this.resolved.add(orderId);
		return hadFailed;
	}

	/** What a state has to be changed by. */
	changes(now: number, hasTakenOver: boolean): OwnChanges {
		return { failed: new Map(this.failed), resolved: new Set(this.resolved), now, hasTakenOver };
	}

	/** Takes over those of all processes, to try them. */
	adopt(listed: ReadonlyMap<number, FailedOrder>): void {
		for (const [id, order] of listed) if (!this.failed.has(id)) this.failed.set(id, order);
	}

	/** Forgets those that another process has settled. */
	keepListed(listed: ReadonlyMap<number, FailedOrder>): void {
		for (const id of this.failed.keys()) if (!listed.has(id)) this.failed.delete(id);
	}

	/** After the changes were saved. */
	forgetResolved(): void {
		this.resolved.clear();
	}

	clear(): void {
		this.failed.clear();
	}
}
