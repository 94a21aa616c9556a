import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { requestWith } from '../shared/http';
import { toErrorItem, toNodeError } from '../shared/nodeErrors';
import { inBatches } from './api/batches';
import type { ConvergeEvent } from './event/types';
import { complaintsAbout } from './event/validateEvent';
import { batches, mappingOptionsByItem } from './parameters';
import type { LeftOut } from './placedOrder/customer';
import { toPlacedOrder } from './placedOrder/toPlacedOrder';
import { deliver } from './api/client';
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
	const request = requestWith(context, type, data);
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

/** The output item of the input item at `index`; when it failed and the node is to go on, the error. */
async function outcome(
	context: IExecuteFunctions,
	index: number,
	work: () => object | Promise<object>,
): Promise<INodeExecutionData> {
	try {
		return { json: (await work()) as IDataObject, pairedItem: { item: index } };
	} catch (error) {
		const nodeError = toNodeError(context.getNode(), error, index);
		if (!context.continueOnFail()) throw nodeError;
		return toErrorItem(context, nodeError, index);
	}
}

/** "2 phone numbers and 1 country code were left out …" */
function summary(leftOut: LeftOut[]): string {
	const counts = new Map<LeftOut, number>();
	for (const what of leftOut) counts.set(what, (counts.get(what) ?? 0) + 1);
	const parts = [...counts].map(([what, count]) => `${count} × ${what}`);
	return `Left out because they are not valid: ${parts.join(', ')}. The events are complete otherwise.`;
}
