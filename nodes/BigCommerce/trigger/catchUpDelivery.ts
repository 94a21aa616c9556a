import {
	ExecutionCancelledError,
	type IDataObject,
	type IRun,
	type ITriggerFunctions,
} from 'n8n-workflow';
import type { OrderItem } from '../../shared/orderItem';
import { within } from '../../shared/waiting';
import { connectWith, type BigCommerceApi } from '../api/client';
import type { BigCommerceCredentials } from '../api/store';
import { accountOf } from '../orders/account';
import type { WholeOrder } from '../orders/buildOrderItem';
import { logMeta, triggerMemory } from './context';
import { MAX_IN_FLIGHT_MS, type Outcome } from './deduplicator';
import { deduplicator, orderKey } from './deliverOrder';
import { hasSucceeded } from './n8nResponse';
import { isFirstInHour } from './onceAnHour';
import type { TriggerParameters } from './parameters';
import { isPermanent, permanentKey, toVisibleError } from './permanentError';
import { countsSince } from './publication';
import { saveSoon } from './saveRequest';
import { selectOrder } from './selectOrder';
import type { TriggerMemory } from './triggerMemory';

/** Executions at the same time, beside those that BigCommerce's notifications start. */
const MAX_CONCURRENCY = 5;
/** When n8n cannot start an execution, it mostly says so sooner; our choice. */
const START_LIMIT_MS = 5_000;
/** For each reading that only decorates an order: this is never the first attempt. */
const DECORATION_LIMIT_MS = 10_000;
/** How old what is known of the store's customers may be, in ms, while many orders are caught up. */
const MAX_HISTORY_AGE_MS = 30_000;

export interface Attempt {
	/** Those that were read already, by id. */
	orders?: ReadonlyMap<number, WholeOrder>;
	/** Whether an order that fails for others is left to them. */
	leavesFailed?: boolean;
	/** Those that have failed for the caller itself. */
	own?: ReadonlySet<number>;
}

/** Delivers orders without notifications to the workflow, each as a notification would. */
export class CatchUpDelivery {
	isStopped = false;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly memory: TriggerMemory,
		private readonly parameters: TriggerParameters,
	) {}

	stop(): void {
		this.isStopped = true;
	}

	/** Stops when the credential was edited to be of another store, which numbers its orders by itself. */
	async connect(): Promise<BigCommerceApi> {
		const { context } = this;
		const credentials = await context.getCredentials<BigCommerceCredentials>('bigCommerceApi');
		if (triggerMemory(context, credentials) !== this.memory) this.stop();
		const limits = { totalMs: 60_000, attemptMs: 20_000, perRequest: true };
		return connectWith(context, credentials, { limits, priority: 'bulk' });
	}

	/**
	 * Reads the store's history where so many orders make that worthwhile. The orders themselves would not
	 * wait for it, and be delivered without what it says.
	 */
	async readHistory(api: BigCommerceApi, orders: ReadonlyMap<number, WholeOrder>): Promise<void> {
		const newest = [...orders.values()].at(-1);
		if (!newest || !this.parameters.detectNewCustomer) return;
		const { history } = await accountOf(api.store);
		await history.prepare(api, newest, historyNeeds(orders)).catch((error: Error) => {
			const { logger } = this.context;
			logger.debug(`Could not read the store's earlier orders: ${error.message}`);
		});
	}

	/** @returns the orders that failed */
	async deliverAll(ids: number[], attempt: Attempt = {}): Promise<number[]> {
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

	/** Shows what only a person can mend as a failed execution, once an hour. */
	report(error: unknown, orderId?: number): void {
		const { context, memory } = this;
		const key = `permanent ${memory.owner} ${permanentKey(error)}`;
		if (!isPermanent(error) || !isFirstInHour(key)) return;
		context.saveFailedExecution(toVisibleError(error, context.getNode(), orderId));
	}

	/** Whether there is no more to do for the order. */
	private async deliver(id: number, attempt: Attempt): Promise<boolean> {
		const { memory } = this;
		const { orders = new Map<number, WholeOrder>(), leavesFailed = false, own } = attempt;
		for (;;) {
			if (memory.isDelivered(id)) return true;
			if (leavesFailed && memory.hasFailed(id) && !own?.has(id)) return true;
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
			saveSoon(memory, this.context.logger);
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
					catchUp: historyNeeds(orders),
				},
			});
			if (selection.status !== 'wanted') return 'ignored';
			// The order stays as it is, for whoever takes over.
			return this.isStopped ? 'undecided' : await this.runWorkflow(selection.item);
		} catch (error) {
			const { message } = error as Error;
			context.logger.warn(`Could not deliver order ${id}: ${message}`, logMeta(context));
			this.report(error, id);
			return 'failed';
		}
	}

	/**
	 * One that never ends must not hold up the further pages for ever. Where BigCommerce gets its response at
	 * once, the execution only has to start.
	 *
	 * @throws when n8n could not start it
	 */
	private async runWorkflow(item: OrderItem): Promise<Outcome> {
		const { context, parameters } = this;
		const done = context.helpers.createDeferredPromise<IRun>();
		context.emit([[{ json: item as unknown as IDataObject }]], undefined, done);
		// It rejects also when an execution is stopped, or takes longer than the workflow may.
		const ended = done.promise.catch((error: Error) => {
			if (error instanceof ExecutionCancelledError) return undefined;
			throw error;
		});
		if (parameters.acknowledge === 'whenReceived') {
			await within(ended, START_LIMIT_MS);
			return 'delivered';
		}
		return hasSucceeded(await within(ended, MAX_IN_FLIGHT_MS)) ? 'delivered' : 'failed';
	}
}

/** What orders that are delivered together need of the store's history. */
function historyNeeds({ size }: ReadonlyMap<number, WholeOrder>) {
	return { ordersToCome: size, maxAgeMs: MAX_HISTORY_AGE_MS };
}
