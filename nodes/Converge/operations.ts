import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requestWith } from '../shared/http';
import { toErrorItem, toNodeError } from '../shared/nodeErrors';
import { inBatches } from './api/batches';
import { deliver, DeliveryError } from './api/client';
import type { ConvergeEvent } from './event/types';
import { customEventIds, customEventOf, eventIdOf } from './customEvent';
import { orderMappings } from './orderEvents';
import { batches } from './parameters';
import { setIfDefined } from './values/fields';

/** Preview Event: each order becomes its event. */
export async function previewEvents(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const orders = orderMappings(context);
	const output: INodeExecutionData[] = [];
	for (let index = 0; index < context.getInputData().length; index++) {
		output.push(await runItem(context, index, { work: () => orders.map(index).event }));
	}
	orders.report();
	return output;
}

/**
 * Send Order: each order becomes its event, which is delivered. The execution's data says whether all were,
 * also when the node fails.
 */
export async function sendOrders(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const orders = orderMappings(context);
	context.customData.set('delivered', 'false');
	const output = await sendAll(context, (index) => ({
		identify: () => orders.identify(index),
		prepare: () => {
			const { event, subject, head, channel } = orders.map(index);
			const { total_price, currency } = event.properties;
			const summary: IDataObject = { total_price, currency, sales_channel: channel.salesChannel };
			setIfDefined(summary, 'store', head.storeHash);
			return {
				event,
				subject,
				result: { order_id: head.id },
				summary,
			};
		},
	}));
	// A cancelled execution has fewer.
	const areAll = output.length === context.getInputData().length;
	if (areAll && output.every(({ json }) => json.delivered)) {
		context.customData.set('delivered', 'true');
	}
	orders.report();
	reportFailures(context, output, ['order', 'orders']);
	return output;
}

/** Send Custom Event: each item, or the node's fields, are an event, which is checked and delivered. */
export async function sendCustomEvents(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const checkRepeat = customEventIds();
	const allOmitted = new Set<string>();
	const allSuspicious = new Set<string>();
	const output = await sendAll(context, (index) => ({
		identify: () => {
			const eventId = eventIdOf(context, index);
			return eventId === undefined ? {} : { event_id: eventId };
		},
		prepare: () => {
			const { event, omitted, suspicious } = customEventOf(context, index);
			checkRepeat(event);
			for (const member of omitted) allOmitted.add(member);
			for (const name of suspicious) allSuspicious.add(name);
			return { event };
		},
	}));
	addHint(context, "Omitted fields that Converge's webhook does not accept:", allOmitted);
	addHint(context, "Names not in Converge's specification:", allSuspicious);
	reportFailures(context, output, ['event', 'events']);
	return output;
}

function addHint(context: IExecuteFunctions, message: string, names: ReadonlySet<string>): void {
	if (names.size > 0)
		context.addExecutionHints({ message: `${message} ${[...names].join(', ')}.` });
}

/** Where the node goes on in spite of errors, the execution succeeds: nothing else would say so. */
function reportFailures(
	context: IExecuteFunctions,
	output: readonly INodeExecutionData[],
	[one, many]: readonly [string, string],
): void {
	const failed = output.filter(({ json }) => !json.delivered).length;
	if (failed === 0) return;
	context.addExecutionHints({
		message: `Not delivered: ${failed} of ${output.length} ${output.length === 1 ? one : many}. On Error is set to continue, so the execution succeeds, and BigCommerce does not retry. Each failed item has its reason in "error".`,
	});
}

/** An item on its way to Converge. */
interface Sending {
	/** What identifies it in its output item if it fails. */
	identify(): IDataObject;
	/** @throws MappingError */
	prepare(): {
		event: ConvergeEvent;
		/** What an error is about. */
		subject?: string;
		/** Members of its output item before `event_id`. */
		result?: IDataObject;
		/** Members of its output item before `event`. */
		summary?: IDataObject;
	};
}

async function sendAll(
	context: IExecuteFunctions,
	sendingOf: (index: number) => Sending,
): Promise<INodeExecutionData[]> {
	const type = 'convergeApi';
	const data = await context.getCredentials<{ webhookUrl: string; webhookToken: string }>(type);
	const request = requestWith(context, type, data);
	return await inBatches(
		context.getInputData().length,
		async (index) => {
			const { identify, prepare } = sendingOf(index);
			return await runItem(context, index, {
				work: async () => {
					const { event, subject, result, summary } = prepare();
					const status = await deliver(request, data.webhookUrl, event).catch((error: unknown) =>
						Promise.reject(aboutSubject(error, subject)),
					);
					const { event_id } = event;
					return { ...result, event_id, delivered: true, status, ...summary, event };
				},
				failure: () => ({ ...identify(), delivered: false }),
			});
		},
		{
			...batches(context),
			isCancelled: () => context.getExecutionCancelSignal()?.aborted ?? false,
		},
	);
}

function aboutSubject(error: unknown, subject: string | undefined): unknown {
	if (!subject || !(error instanceof DeliveryError)) return error;
	const { message, description, status } = error;
	return new DeliveryError(`${subject} was not delivered: ${message}`, description, status);
}

/**
 * The output item of the input item at `index`. When it fails and the node is to continue, the item
 * says what happened and what to do.
 */
async function runItem(
	context: IExecuteFunctions,
	index: number,
	{
		work,
		failure,
	}: {
		work: () => object | Promise<object>;
		/** Further members of the output item if it fails. */
		failure?: () => IDataObject;
	},
): Promise<INodeExecutionData> {
	try {
		return { json: (await work()) as IDataObject, pairedItem: { item: index } };
	} catch (error) {
		const nodeError = toNodeError(context.getNode(), error, index);
		if (!context.continueOnFail()) throw nodeError;
		return toErrorItem(context, nodeError, { index, members: failure?.() });
	}
}
