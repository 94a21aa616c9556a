import type { ITriggerFunctions } from 'n8n-workflow';
import type { Order } from '../../shared/orderItem';
import { pause } from '../../shared/waiting';
import type { WholeOrder } from '../orders/buildOrderItem';
import { WHOLE_ORDER } from '../orders/fetchOrder';
import { listOrdersById } from '../orders/listOrdersById';
import { CatchUpDelivery } from './catchUpDelivery';
import { logMeta } from './context';
import { logGivenUp } from './deliverOrder';
import type { TriggerParameters } from './parameters';
import { toVisibleError } from './permanentError';
import { saveSoon } from './saveRequest';
import type { TriggerMemory } from './triggerMemory';
import { RETRIES_OVER_MS } from './watermark';

/** Before each attempt, as BigCommerce retries; the sum is 48 hours. */
const RETRY_DELAYS_MINUTES = [0, 1, 3, 5, 10, 15, 30, 60, 120, 360, 840, 1440];
const MINUTE_MS = 60_000;

export interface CatchUpOptions {
	/** Since when changes may have been missed, in ms since 1970 by BigCommerce's clock. */
	from: number;
	/** How long to wait before the first attempt. */
	delayMs: number;
	/**
	 * Leaves orders that have failed, or fail for another, to whoever retries them already, until
	 * BigCommerce's retries are over.
	 */
	leavesFailed?: boolean;
}

/**
 * Delivers the orders that BigCommerce's notifications did not: after n8n was down, started or not reached
 * for long, after webhooks were missing, and in the first minute of new ones. However long that was, it reads what
 * changed since then, and retries what fails as BigCommerce would. All of it goes through the same
 * deduplication and the same selection as a notification.
 */
export class CatchUp {
	private readonly delivery: CatchUpDelivery;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly memory: TriggerMemory,
		private readonly parameters: TriggerParameters,
	) {
		this.delivery = new CatchUpDelivery(context, memory, parameters);
	}

	/** Starts in the background. The mark stays before `from` until every order has been tried. */
	start(options: CatchUpOptions): void {
		const complete = this.memory.beginCatchUp(options.from);
		void this.run(options, (readSince) => {
			complete(readSince);
			saveSoon(this.memory, this.context.logger);
		});
	}

	/** When the workflow is unpublished, or has another store: starts nothing more. */
	stop(): void {
		this.delivery.stop();
	}

	private async run(options: CatchUpOptions, onTried: (from: number) => void): Promise<void> {
		const { delivery, memory } = this;
		await pause(options.delayMs);
		const begunAt = memory.now();
		const left = options.leavesFailed ? [...memory.failedOrders().keys()] : [];
		const own = new Set<number>();
		let isTried = false;
		const failed = await this.retry(async (pending) => {
			const startedAt = memory.now();
			const stillFailed = pending
				? await delivery.deliverAll(pending)
				: await this.deliverMissed(options, own);
			// Those that failed are listed by now, and no longer depend on the mark.
			if (stillFailed && !isTried && !delivery.isStopped) {
				onTried(startedAt);
				isTried = true;
			}
			return stillFailed;
		});
		if (failed === 'unread') this.reportUnread(options);
		if (left.length === 0) return;
		// Whoever retried these may have ended without a word, as BigCommerce does with its webhooks.
		await pause(begunAt + RETRIES_OVER_MS - memory.now());
		await this.retry(async (pending = left) => {
			return await delivery.deliverAll(pending.filter((id) => memory.hasFailed(id)));
		});
	}

	/**
	 * Tries as often as BigCommerce would, and gives up the orders that have failed by then.
	 *
	 * @param attempt gets the orders that failed before, and returns those that still do; `undefined` when it
	 *   could not find out which there are
	 * @returns `unread` when it never could
	 */
	private async retry(
		attempt: (pending?: number[]) => Promise<number[] | undefined>,
	): Promise<'tried' | 'unread'> {
		const { delivery } = this;
		let pending: number[] | undefined;
		for (const minutes of RETRY_DELAYS_MINUTES) {
			if (minutes > 0) await pause(minutes * MINUTE_MS);
			if (delivery.isStopped) return 'tried';
			pending = await attempt(pending);
			if (delivery.isStopped || pending?.length === 0) return 'tried';
		}
		for (const id of pending ?? []) this.giveUp(id);
		return pending ? 'tried' : 'unread';
	}

	/**
	 * Delivers the missed orders page by page, so that a long outage takes no more memory than a short one.
	 *
	 * @param own those that have failed for this catch-up itself
	 * @returns the orders that failed; `undefined` when BigCommerce cannot be asked now
	 */
	private async deliverMissed(
		{ from, leavesFailed }: CatchUpOptions,
		own: Set<number>,
	): Promise<number[] | undefined> {
		const { memory, context, parameters, delivery } = this;
		const failedBefore = new Set(leavesFailed ? [] : memory.failedOrders().keys());
		const failed: number[] = [];
		try {
			const api = await delivery.connect();
			if (delivery.isStopped) return undefined;
			const since = new Date(toSecond(from)).toISOString();
			const query = { ...WHOLE_ORDER, min_date_modified: since };
			for await (const orders of listOrdersById<WholeOrder>(api, query, { shrinks: true })) {
				const missed = new Map<number, WholeOrder>();
				for (const order of orders) {
					if (!parameters.isPlaced(order.status_id)) memory.recordUnplaced(order.id);
					else if (this.isMissed(order, from)) missed.set(order.id, order);
				}
				await delivery.readHistory(api, missed);
				const attempt = { orders: missed, leavesFailed, own };
				for (const id of await delivery.deliverAll([...missed.keys()], attempt)) {
					failed.push(id);
					own.add(id);
				}
				if (delivery.isStopped) return undefined;
				for (const id of missed.keys()) failedBefore.delete(id);
			}
		} catch (error) {
			const { message } = error as Error;
			context.logger.warn(
				`Could not fetch the orders that changed while webhooks were not delivered: ${message}. Retrying.`,
				logMeta(context),
			);
			delivery.report(error);
			return undefined;
		}
		return [...failed, ...(await delivery.deliverAll([...failedBefore]))];
	}

	/** An older order that was merely shipped or edited is not news. */
	private isMissed({ id, date_created: created }: Order, from: number): boolean {
		const { memory } = this;
		if (memory.isDelivered(id)) return false;
		return Date.parse(created) >= toSecond(from) || memory.wasUnplaced(id) || memory.hasFailed(id);
	}

	private giveUp(id: number): void {
		if (!this.memory.hasFailed(id)) return;
		this.memory.giveUp(id);
		logGivenUp(this.context, `order ${id}`);
		saveSoon(this.memory, this.context.logger);
	}

	private reportUnread({ from }: CatchUpOptions): void {
		const { context } = this;
		const since = new Date(toSecond(from)).toISOString();
		const error = new Error(
			`BigCommerce did not list them for 48 hours. Those of the time since ${since} may be missing in Converge: run the reconcile workflow`,
		);
		context.logger.error(`Orders could not be fetched: ${error.message}`, logMeta(context));
		context.saveFailedExecution(toVisibleError(error, context.getNode()));
	}
}

/** BigCommerce's dates have no milliseconds. */
function toSecond(time: number): number {
	return Math.floor(time / 1000) * 1000;
}
