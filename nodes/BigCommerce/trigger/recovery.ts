import type { IDataObject, IRun, ITriggerFunctions } from 'n8n-workflow';
import type { Order } from '../../shared/orderItem';
import { pause, within } from '../../shared/waiting';
import { connectWith, type BigCommerceApi } from '../api/client';
import type { BigCommerceCredentials } from '../api/store';
import { accountOf } from '../orders/account';
import type { WholeOrder } from '../orders/buildOrderItem';
import { WHOLE_ORDER } from '../orders/fetchOrder';
import { listOrdersById } from '../orders/listOrdersById';
import { logMeta, triggerMemory } from './context';
import { deduplicator, logGivenUp, orderKey } from './deliverOrder';
import { MAX_IN_FLIGHT_MS, type Outcome } from './deduplicator';
import { hasSucceeded } from './n8nResponse';
import { isFirstInHour } from './onceAnHour';
import type { TriggerParameters } from './parameters';
import { isPermanent, permanentKey, toVisibleError } from './permanentError';
import { countsSince } from './publication';
import { saveSoon } from './saveRequest';
import { selectOrder } from './selectOrder';
import type { TriggerMemory } from './triggerMemory';

/** Before each attempt, as BigCommerce retries; the sum is 48 hours. */
const RETRY_DELAYS_MINUTES = [0, 1, 3, 5, 10, 15, 30, 60, 120, 360, 840, 1440];
const MINUTE_MS = 60_000;
/** Executions at the same time, beside those that BigCommerce's notifications start. */
const MAX_CONCURRENCY = 5;
/** For each reading that only decorates an order: this is never the first attempt. */
const DECORATION_LIMIT_MS = 10_000;
/** How old what is known of the store's customers may be, in ms, while many orders are caught up. */
const MAX_HISTORY_AGE_MS = 30_000;

export interface CatchUpOptions {
	/** Since when changes may have been missed, in ms since 1970 by BigCommerce's clock. */
	from: number;
	/** How long to wait before the first attempt. */
	delayMs: number;
	/** Leaves orders that have failed, or fail for another, to whoever retries them already. */
	leavesFailed?: boolean;
}

interface Attempt extends Pick<CatchUpOptions, 'leavesFailed'> {
	/** Those that were read already, by id. */
	orders?: ReadonlyMap<number, WholeOrder>;
}

/**
 * Delivers the orders that BigCommerce's notifications did not: after n8n was down, started or not reached
 * for long, after webhooks were missing, and in the first minute of new ones. However long that was, it reads what
 * changed since then, and retries what fails as BigCommerce would. All of it goes through the same
 * deduplication and the same selection as a notification.
 */
export class CatchUp {
	private isStopped = false;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly memory: TriggerMemory,
		private readonly parameters: TriggerParameters,
	) {}

	/** Starts in the background. The mark stays before `from` until every order has been tried. */
	start(options: CatchUpOptions): void {
		const complete = this.memory.beginCatchUp(options.from);
		void this.run(options, (readSince) => {
			complete(readSince);
			this.save();
		});
	}

	/** When the workflow is unpublished, or has another store: starts nothing more. */
	stop(): void {
		this.isStopped = true;
	}

	private async run(options: CatchUpOptions, onTried: (from: number) => void): Promise<void> {
		let pending: number[] | undefined;
		let isTried = false;
		await pause(options.delayMs);
		for (const minutes of RETRY_DELAYS_MINUTES) {
			if (minutes > 0) await pause(minutes * MINUTE_MS);
			if (this.isStopped) return;
			const startedAt = this.memory.now();
			pending = pending ? await this.deliverAll(pending) : await this.deliverMissed(options);
			if (!pending) continue;
			if (this.isStopped) return;
			// Those that failed are listed by now, and no longer depend on the mark.
			if (!isTried) onTried(startedAt);
			isTried = true;
			if (pending.length === 0) return;
		}
		for (const id of pending ?? []) this.giveUp(id);
	}

	/**
	 * Delivers the missed orders page by page, so that a long outage takes no more memory than a short one.
	 *
	 * @returns the orders that failed; `undefined` when BigCommerce cannot be asked now
	 */
	private async deliverMissed(options: CatchUpOptions): Promise<number[] | undefined> {
		const { memory, context, parameters } = this;
		const { from, leavesFailed } = options;
		const failedBefore = new Set(leavesFailed ? [] : memory.failedOrders().keys());
		const failed: number[] = [];
		try {
			const api = await this.connect();
			if (this.isStopped) return undefined;
			const since = new Date(toSecond(from)).toISOString();
			const query = { ...WHOLE_ORDER, min_date_modified: since };
			for await (const orders of listOrdersById<WholeOrder>(api, query)) {
				const missed = new Map<number, WholeOrder>();
				for (const order of orders) {
					if (!parameters.isPlaced(order.status_id)) memory.recordUnplaced(order.id);
					else if (leavesFailed && memory.hasFailed(order.id)) continue;
					else if (this.isMissed(order, from)) missed.set(order.id, order);
				}
				const attempt = { orders: missed, leavesFailed };
				failed.push(...(await this.deliverAll([...missed.keys()], attempt)));
				if (this.isStopped) return undefined;
				for (const id of missed.keys()) failedBefore.delete(id);
			}
		} catch (error) {
			const { message } = error as Error;
			context.logger.warn(
				`Could not fetch the orders that changed while webhooks were not delivered: ${message}. Retrying.`,
				logMeta(context),
			);
			this.report(error);
			return undefined;
		}
		return [...failed, ...(await this.deliverAll([...failedBefore]))];
	}

	/** An older order that was merely shipped or edited is not news. */
	private isMissed({ id, date_created: created }: Order, from: number): boolean {
		const { memory } = this;
		if (memory.isDelivered(id)) return false;
		return Date.parse(created) >= toSecond(from) || memory.wasUnplaced(id) || memory.hasFailed(id);
	}

	/** @returns the orders that failed */
	private async deliverAll(ids: number[], attempt: Attempt = {}): Promise<number[]> {
		const queue = [...ids];
		const failed: number[] = [];
		const work = async () => {
			for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
				if (this.isStopped) return;
				if (!(await this.deliver(id, attempt))) failed.push(id);
			}
		};
		await Promise.all(Array.from({ length: MAX_CONCURRENCY }, work));
		return failed.sort((a, b) => a - b);
	}

	/** Whether there is no more to do for the order. */
	private async deliver(id: number, attempt: Attempt): Promise<boolean> {
		const { memory } = this;
		const { orders = new Map<number, WholeOrder>(), leavesFailed = false } = attempt;
		for (;;) {
			if (memory.isDelivered(id)) return true;
			const admission = deduplicator.admit(orderKey(memory.owner, id));
			if (admission.status === 'delivered') return true;
			if (admission.status === 'inFlight') {
				const outcome = await within(admission.outcome, MAX_IN_FLIGHT_MS);
				if (outcome === undefined || outcome === 'failed') return leavesFailed;
				if (this.isStopped) return true;
				continue;
			}
			memory.begin(id, this.changedAt(id, orders.get(id)));
			const outcome = await this.attempt(id, orders);
			memory.end(id, outcome);
			admission.settle(outcome);
			this.save();
			return outcome !== 'failed';
		}
	}

	/** From when on another catch-up would find the order: by its creation, if that was missed as well. */
	private changedAt(id: number, order: WholeOrder | undefined): number {
		const { memory } = this;
		const listed = memory.failedOrders().get(id)?.changedAt ?? memory.now();
		if (!order) return listed;
		const { date_created: created, date_modified: modified } = order;
		const changed = Date.parse(memory.wasUnplaced(id) ? modified : created);
		return Math.min(listed, Number.isNaN(changed) ? listed : changed);
	}

	private async attempt(id: number, orders: ReadonlyMap<number, WholeOrder>): Promise<Outcome> {
		const { context, memory, parameters } = this;
		try {
			const api = await this.connect();
			if (this.isStopped) return 'undecided';
			const { loader, history } = await accountOf(api.store);
			const selection = await selectOrder(api, {
				...{ parameters, history },
				fetch: async () => orders.get(id) ?? (await loader.load(api, id)),
				occasion: {
					countsSince: countsSince(memory.publication, parameters.event),
					wasUnplaced: memory.wasUnplaced(id),
					hasFailed: memory.hasFailed(id),
					mayBeStale: false,
					now: memory.now(),
					decorationLimitMs: DECORATION_LIMIT_MS,
					catchUp: { ordersToCome: orders.size, maxAgeMs: MAX_HISTORY_AGE_MS },
				},
			});
			if (selection.status !== 'wanted') return 'ignored';
			// The order stays as it is, for whoever takes over.
			if (this.isStopped) return 'undecided';

			const done = context.helpers.createDeferredPromise<IRun>();
			context.emit([[{ json: selection.item as unknown as IDataObject }]], undefined, done);
			if (parameters.acknowledge === 'whenReceived') return 'delivered';
			// One that never ends must not hold up the further pages for ever.
			const run = await within(done.promise, MAX_IN_FLIGHT_MS);
			return hasSucceeded(run) ? 'delivered' : 'failed';
		} catch (error) {
			const { message } = error as Error;
			context.logger.warn(`Could not deliver order ${id}: ${message}`, logMeta(context));
			this.report(error, id);
			return 'failed';
		}
	}

	/** Stops when the credential was edited to be of another store, which numbers its orders by itself. */
	private async connect(): Promise<BigCommerceApi> {
		const { context } = this;
		const credentials = await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
		if (triggerMemory(context, credentials) !== this.memory) this.stop();
		const limits = { totalMs: 60_000, attemptMs: 20_000, perRequest: true };
		return connectWith(context, credentials, { limits, priority: 'bulk' });
	}

	/** Shows what only a person can mend as a failed execution, once an hour. */
	private report(error: unknown, orderId?: number): void {
		const { context, memory } = this;
		const key = `permanent ${memory.owner} ${permanentKey(error)}`;
		if (!isPermanent(error) || !isFirstInHour(key)) return;
		context.saveFailedExecution(toVisibleError(error, context.getNode(), orderId));
	}

	private giveUp(id: number): void {
		this.memory.giveUp(id);
		logGivenUp(this.context, `order ${id}`);
	}

	private save(): void {
		saveSoon(this.memory, this.context.logger);
	}
}

/** BigCommerce's dates have no milliseconds. */
function toSecond(time: number): number {
	return Math.floor(time / 1000) * 1000;
}
