import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { within } from '../../shared/waiting';
import { connectWith, type TimeLimits } from '../api/client';
import type { BigCommerceCredentials } from '../api/store';
import { accountOf } from '../orders/account';
import { logMeta, type TriggerContext } from './context';
import { Deduplicator, type Outcome } from './deduplicator';
import type { ResponseGate } from './n8nResponse';
import { isFirstInHour } from './onceAnHour';
import type { TriggerParameters } from './parameters';
import { isPermanent, permanentKey, toVisibleError } from './permanentError';
import { countsSince } from './publication';
import { saveSoon } from './saveRequest';
import { endHold, loadOrder } from './incompleteOrders';
import { selectOrder, type Occasion, type Selection } from './selectOrder';
import { isOwnNotification } from './testNotification';
import type { TriggerMemory } from './triggerMemory';
import type { Notification } from './verifyNotification';

/** For each reading of an order; it goes on after the response. */
const FETCH_LIMITS: TimeLimits = { totalMs: 30_000, attemptMs: 10_000, perRequest: true };
/** For each reading that only decorates an order, from its second attempt on. */
const DECORATION_LIMIT_MS = 3_000;
/** BigCommerce's first retry comes a minute after the event, so anything older is a retry. */
const RETRY_AGE_MS = 45_000;
/** After an hour BigCommerce's answer is certainly up to date, whatever the notification says. */
const MAX_STALE_MS = 60 * 60_000;
const MAX_STALE_KEYS = 1_000;
/** How many late executions an hour are worth a line in the log. */
const MIN_LATE_EXECUTIONS = 3;

const UNAVAILABLE = 'Order temporarily unavailable, please retry';

/** A verified notification on its way to an execution. */
export interface Delivery {
	context: IWebhookFunctions;
	credentials: BigCommerceCredentials;
	parameters: TriggerParameters;
	notification: Notification;
	memory: TriggerMemory;
	gate: ResponseGate;
	/** Responds without starting the workflow. */
	respond: (status: number, message: string) => IWebhookResponseData;
	/** When BigCommerce stops waiting, in ms since 1970. */
	deadline: number;
	isLastTry: () => boolean;
}

/** The orders of all triggers in this process. */
export const deduplicator = new Deduplicator();

/** Notifications that BigCommerce was asked to retry because the order was not up to date. */
const staleKeys = new Set<string>();
const lateExecutions = new Map<string, number>();

/** Identifies an order of a trigger; the owner is the workflow, the node and the store. */
export function orderKey(owner: string, orderId: number): string {
	return `${owner}/${orderId}`;
}

function refundKey(owner: string, refundId: number): string {
	return `${owner}/refund/${refundId}`;
}

/** Delivers an order of the published workflow, once. */
export async function deliverOrder(delivery: Delivery): Promise<IWebhookResponseData> {
	const { context, notification, memory, respond, gate } = delivery;
	const admitted = await admit(delivery);
	if (!admitted) return respond(200, 'Duplicate notification ignored');
	if (admitted === 'busy') return respond(503, 'Still in progress, please retry');
	const claims: Array<(outcome: Outcome) => void> = [];
	const claimRefund = (refundId: number) => {
		const admission = deduplicator.admit(refundKey(memory.owner, refundId));
		if (admission.status === 'admitted') claims.push(admission.settle);
		return admission.status === 'admitted';
	};
	const settle: Settle = (outcome, isUnplaced) => {
		for (const claim of claims) claim(outcome);
		admitted(outcome, isUnplaced);
	};

	try {
		const selection = await select(delivery, claimRefund);
		if (selection.status === 'wanted') {
			void gate.outcome.then((status) => settle(status > 299 ? 'failed' : 'delivered'));
			return { workflowData: [[{ json: selection.json }]] };
		}
		const isDecided = selection.status === 'ignored' && selection.wasRead;
		settle(
			isDecided ? 'ignored' : 'undecided',
			selection.status === 'ignored' && selection.unplaced,
		);
		if (selection.status === 'stale') return respond(503, UNAVAILABLE);
		memory.saveIfDue(context.getWorkflowStaticData('node'));
		return respond(200, `Order ignored: ${selection.reason}`);
	} catch (error) {
		settle('failed');
		const { orderId } = notification;
		const { message } = error as Error;
		context.logger.warn(`Could not fetch order ${orderId}: ${message}`, logMeta(context));
		if (isPermanent(error) && isFirstInHour(`permanent ${memory.owner} ${permanentKey(error)}`)) {
			throw toVisibleError(error, context.getNode(), orderId);
		}
		return respond(503, UNAVAILABLE);
	}
}

/**
 * In the editor: nothing is remembered, so that the same order may be tried repeatedly. For the latest
 * order, which the trigger has chosen itself, the start date does not count.
 */
export async function deliverTest(delivery: Delivery): Promise<IWebhookResponseData> {
	const { context, notification, parameters, respond } = delivery;
	const isChosen = isOwnNotification(notification.deliveryKey);
	try {
		const selection = await select(
			isChosen ? { ...delivery, parameters: { ...parameters, startDate: 0 } } : delivery,
		);
		if (selection.status === 'wanted') return { workflowData: [[{ json: selection.json }]] };
		if (selection.status === 'stale') return respond(503, UNAVAILABLE);
		return respond(200, `Order ignored: ${selection.reason}`);
	} catch (error) {
		if (isPermanent(error)) throw toVisibleError(error, context.getNode(), notification.orderId);
		return respond(503, UNAVAILABLE);
	}
}

/** Takes note of how an attempt ended. */
type Settle = (outcome: Outcome, isUnplaced?: boolean) => void;

/**
 * Takes the order into flight. While somebody else has it there, waits for the outcome.
 *
 * @returns `undefined` when the order was delivered; `'busy'` when it failed in the meantime, or was not
 *   decided in time
 */
async function admit(delivery: Delivery): Promise<Settle | 'busy' | undefined> {
	const { memory, notification, deadline } = delivery;
	const key = keyOf(delivery);
	if (key === undefined) return () => undefined;
	for (;;) {
		if (isTracked(delivery) && memory.isDelivered(notification.orderId)) return undefined;
		const admission = deduplicator.admit(key);
		if (admission.status === 'delivered') return undefined;
		if (admission.status === 'admitted') return settlement(delivery, admission.settle);

		await endHold(delivery);
		const outcome = await within(admission.outcome, deadline - Date.now());
		// After 'ignored', this notification may be of a change that the other reading has missed.
		if (outcome === undefined || outcome === 'failed') return 'busy';
	}
}

/**
 * An order is placed once and a refund is made once, but an order may be updated often: there, a
 * notification is what counts once.
 */
function keyOf({ parameters, notification, memory }: Delivery): string | undefined {
	const { orderId, deliveryKey, refundId } = notification;
	if (isTracked({ parameters })) return orderKey(memory.owner, orderId);
	const isRefund = parameters.event === 'orderRefunded' && !parameters.notificationOnly;
	if (isRefund && refundId !== undefined) return refundKey(memory.owner, refundId);
	return deliveryKey && `${memory.owner}/${deliveryKey}`;
}

/** Whether the order itself is delivered once, and caught up when it was missed. */
export function isTracked({ parameters }: Pick<Delivery, 'parameters'>): boolean {
	return parameters.event === 'orderPlaced' && !parameters.notificationOnly;
}

function settlement(delivery: Delivery, settle: (outcome: Outcome) => void): Settle {
	const { context, memory, notification, deadline, isLastTry } = delivery;
	const { orderId, refundId, createdAt } = notification;
	const subject = `${refundId === undefined ? '' : `refund ${refundId} of `}order ${orderId}`;
	const tracked = isTracked(delivery);
	if (tracked) memory.begin(orderId, createdAt ?? memory.now());
	return (outcome, isUnplaced) => {
		const isGivenUp = outcome === 'failed' && isLastTry();
		if (tracked) {
			memory.end(orderId, outcome);
			if (isUnplaced) memory.recordUnplaced(orderId);
			if (isGivenUp) memory.giveUp(orderId);
		}
		settle(outcome);
		if (isGivenUp) {
			logGivenUp(context, subject);
		}
		const hasRun = outcome === 'delivered' || outcome === 'failed';
		if (hasRun && Date.now() > deadline) adviseWhenLate(delivery);
		if (tracked) saveSoon(memory, context.logger);
	};
}

/** @param subject what was given up, for example `order 118` */
export function logGivenUp(context: TriggerContext, subject: string): void {
	context.logger.error(
		`Gave up on ${subject}: its executions failed for 48 hours. Correct the cause, then run it again, for example with the reconcile workflow.`,
		logMeta(context),
	);
}

function adviseWhenLate({ context, memory }: Delivery): void {
	const count = (lateExecutions.get(memory.owner) ?? 0) + 1;
	lateExecutions.set(memory.owner, count);
	if (count < MIN_LATE_EXECUTIONS || !isFirstInHour(`late ${memory.owner}`)) return;
	lateExecutions.delete(memory.owner);
	context.logger.warn(
		'This workflow repeatedly takes longer than the 8 seconds within which BigCommerce wants a response, so BigCommerce retries orders that are still in progress. Make the workflow faster, or set Respond to "Immediately" in the BigCommerce Trigger.',
		logMeta(context),
	);
}

async function select(
	delivery: Delivery,
	claimRefund?: Occasion['claimRefund'],
): Promise<{ status: 'wanted'; json: IDataObject } | Exclude<Selection, { status: 'wanted' }>> {
	const { context, credentials, parameters } = delivery;
	if (parameters.notificationOnly) return { status: 'wanted', json: context.getBodyData() };
	const api = connectWith(context, credentials, { limits: FETCH_LIMITS, priority: 'urgent' });
	const { loader, history } = await accountOf(api.store);
	const occasion = { ...occasionOf(delivery), claimRefund };
	const fetch = async () => await loadOrder(delivery, api, loader);
	const selection = await selectOrder(api, { parameters, occasion, history, fetch });
	if (selection.status === 'stale') rememberStale(staleKey(delivery));
	if (selection.status !== 'wanted') return selection;
	const { item } = selection;
	const isPlaced = parameters.event === 'orderPlaced';
	const json = isPlaced ? { ...item } : { ...item, webhook: context.getBodyData() };
	return { status: 'wanted', json: json as unknown as IDataObject };
}

function occasionOf(delivery: Delivery): Occasion {
	const { memory, notification, parameters } = delivery;
	const { orderId, createdAt } = notification;
	const now = memory.now();
	const age = createdAt === undefined ? 0 : now - createdAt;
	const key = keyOf(delivery);
	const hasFailed = memory.hasFailed(orderId) || (key !== undefined && deduplicator.hasFailed(key));
	return {
		notification,
		countsSince: countsSince(memory.publication, parameters.event),
		wasUnplaced: memory.wasUnplaced(orderId),
		hasFailed,
		mayBeStale: age < MAX_STALE_MS && !staleKeys.has(staleKey(delivery)),
		now,
		decorationLimitMs: hasFailed || age > RETRY_AGE_MS ? DECORATION_LIMIT_MS : undefined,
	};
}

/** The same for the retries of a change, and another for the order's next change. */
function staleKey({ memory, notification }: Delivery): string {
	const { scope, orderId, previousStatusId, newStatusId, refundId } = notification;
	return [memory.owner, scope, orderId, previousStatusId, newStatusId, refundId].join();
}

function rememberStale(key: string): void {
	staleKeys.add(key);
	const [oldest] = staleKeys;
	if (staleKeys.size > MAX_STALE_KEYS) staleKeys.delete(oldest);
}
