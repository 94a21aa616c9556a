import {
	NodeApiError,
	NodeOperationError,
	type ICredentialsDecrypted,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { inBatches } from './api/batches';
import type { ConvergeEvent } from './event/types';
import { complaintsAbout } from './event/validateEvent';
import { batches, mappingOptionsByItem } from './parameters';
import type { LeftOut } from './placedOrder/customer';
import { toPlacedOrder } from './placedOrder/toPlacedOrder';
import { deliver, Undelivered, type HttpRequest } from './api/client';
import { Unmappable } from './placedOrder/mappingError';

/** Gives the event of the item at an index. */
type EventOf = (index: number) => ConvergeEvent;

/** Map Order: each order becomes its event. */
export async function mapOrders(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { eventOf, hint } = orderEvents(context);
	const output: INodeExecutionData[] = [];
	for (let index = 0; index < context.getInputData().length; index++) {
		output.push(await outcome(context, index, () => eventOf(index)));
	}
	hint();
	return output;
}

/** Send Event: each item is an event already, is checked, and is delivered. */
export async function sendEvents(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await sendAll(context, givenEvents(context));
}

/** Track Order: each order becomes its event, which is delivered. */
export async function trackOrders(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { eventOf, hint } = orderEvents(context);
	const output = await sendAll(context, eventOf);
	hint();
	return output;
}

function orderEvents(context: IExecuteFunctions): { eventOf: EventOf; hint: () => void } {
	const items = context.getInputData();
	const optionsFor = mappingOptionsByItem(context);
	const leftOut: LeftOut[] = [];
	return {
		eventOf: (index) => {
			const mapping = toPlacedOrder(items[index].json, optionsFor(index));
			leftOut.push(...mapping.leftOut);
			return mapping.event;
		},
		hint: () => {
			if (leftOut.length > 0) context.addExecutionHints({ message: summary(leftOut) });
		},
	};
}

function givenEvents(context: IExecuteFunctions): EventOf {
	const items = context.getInputData();
	return (index) => {
		const event = items[index].json;
		const complaints = complaintsAbout(event);
		if (complaints.length > 0) {
			throw new Unmappable(
				'This is no event that Converge takes',
				`${complaints.join('; ')}. Nothing has been sent. For an order, choose the operation Track Order.`,
			);
		}
		return event as unknown as ConvergeEvent;
	};
}

async function sendAll(
	context: IExecuteFunctions,
	eventOf: EventOf,
): Promise<INodeExecutionData[]> {
	const type = 'convergeApi';
	const data = await context.getCredentials<{ webhookUrl: string; webhookToken: string }>(type);
	// Given along, the credential is decrypted once and not for each event.
	const credentialsDecrypted: ICredentialsDecrypted = { id: '', name: type, type, data };
	const request: HttpRequest = async (options) =>
		await context.helpers.httpRequestWithAuthentication.call(context, type, options, {
			credentialsDecrypted,
		});
	return await inBatches(
		context.getInputData().length,
		batches(context),
		async (index) =>
			await outcome(context, index, async () => {
				const event = eventOf(index);
				const status = await deliver(request, data.webhookUrl, event);
				return { event_id: event.event_id, status, delivered: true, event };
			}),
		() => context.getExecutionCancelSignal()?.aborted ?? false,
	);
}

/**
 * The output item of the input item at `index`; when it came to nothing and the node is to go on, what
 * happened and what to do. n8n knows such an item by the names of its members, and lets the order go
 * with it to the error output; with a member `error` beside `json` it would drop the order.
 */
async function outcome(
	context: IExecuteFunctions,
	index: number,
	work: () => object | Promise<object>,
): Promise<INodeExecutionData> {
	try {
		return { json: (await work()) as IDataObject, pairedItem: { item: index } };
	} catch (error) {
		const nodeError = toNodeError(context, error as Error, index);
		if (!context.continueOnFail()) throw nodeError;
		const { message, description } = nodeError;
		return { json: { error: message, details: description ?? '' }, pairedItem: { item: index } };
	}
}

function toNodeError(context: IExecuteFunctions, error: Error, itemIndex: number) {
	const node = context.getNode();
	const { message } = error;
	if (error instanceof Unmappable) {
		const { description } = error;
		return new NodeOperationError(node, message, { description, itemIndex });
	}
	if (error instanceof Undelivered) {
		const { description, status } = error;
		const httpCode = status ? String(status) : undefined;
		return new NodeApiError(node, { message }, { message, description, httpCode, itemIndex });
	}
	return new NodeOperationError(node, error, { itemIndex });
}

/** "2 phone numbers and 1 country code were left out …" */
function summary(leftOut: LeftOut[]): string {
	const counts = new Map<LeftOut, number>();
	for (const what of leftOut) counts.set(what, (counts.get(what) ?? 0) + 1);
	const parts = [...counts].map(([what, count]) => `${count} × ${what}`);
	return `Left out because they are not valid: ${parts.join(', ')}. The events are complete otherwise.`;
}
