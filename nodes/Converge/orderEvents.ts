import type { IExecuteFunctions } from 'n8n-workflow';
import type { IncomingOrder } from '../shared/orderItem';
import type { PlacedOrderEvent, ReceivedRefundEvent } from './event/types';
import { MappingReport } from './mappingReport';
import { mappingOptionsByItem, orderByItem, type OrderEventOptions } from './parameters';
import { MappingError } from './event/mappingError';
import { storeHashOf } from './placedOrder/storeHash';
import { toPlacedOrder, type Mapping } from './placedOrder/toPlacedOrder';
import { toReceivedRefund } from './receivedRefund/toReceivedRefund';
import { asObject, setIfDefined, toId } from './values/fields';

type OrderEvent = PlacedOrderEvent | ReceivedRefundEvent;

function toOrderEvent(order: unknown, options: OrderEventOptions): Mapping<OrderEvent> {
	if (options.event === 'receivedRefund') return toReceivedRefund(order, options.mapping);
	return toPlacedOrder(order, { ...options.mapping, event: options.event });
}

interface Subject {
	/** "Order 118" */
	subject: string;
	store: string | undefined;
}

/**
 * Notes what an event is about. The same order twice is the same event twice.
 *
 * @throws MappingError when another event has its ID
 */
function checkEventId(eventId: string, own: Subject, subjects: Map<string, Subject>): void {
	const earlier = subjects.get(eventId);
	if (!earlier) {
		subjects.set(eventId, own);
		return;
	}
	const cause = 'Converge would count them as one';
	if (earlier.subject !== own.subject) {
		throw new MappingError(
			`${own.subject} has the same event ID as ${earlier.subject.toLowerCase()}: ${cause}`,
			'Change the option Event ID so that it differs from order to order, for example by {{ $json.id }}.',
		);
	}
	if (earlier.store && own.store && earlier.store !== own.store) {
		throw new MappingError(
			`${own.subject} of the store ${own.store} has the same event ID as that of the store ${earlier.store}: ${cause}`,
			'Set the option Event ID to {{ $json.store_hash }}-{{ $json.id }}, or use a webhook source of its own for each store.',
		);
	}
}

/** The mappings of an execution's orders, and what is to be said about them when all are done. */
export function orderMappings(context: IExecuteFunctions) {
	const orderOf = orderByItem(context);
	const optionsFor = mappingOptionsByItem(context);
	const mappingReport = new MappingReport();
	/** What the events are about, by their event IDs. */
	const subjects = new Map<string, Subject>();

	return {
		/** The order's ID and store, where the item at `index` has them. */
		identify(index: number): { order_id?: string; store?: string } {
			const known: { order_id?: string; store?: string } = {};
			try {
				const order = asObject<IncomingOrder>(orderOf(index));
				setIfDefined(known, 'order_id', toId(order.id));
				setIfDefined(known, 'store', storeHashOf(order));
			} catch {
				// The order that the node was given is not valid JSON.
			}
			return known;
		},
		/** @throws MappingError */
		map(index: number): Mapping<OrderEvent> {
			const mapping = toOrderEvent(orderOf(index), optionsFor(index));
			const { subject, event, head } = mapping;
			const { event_id: eventId } = event;
			checkEventId(eventId, { subject, store: head.storeHash }, subjects);
			mappingReport.add(mapping);
			return mapping;
		},
		report(): void {
			const messages = mappingReport.hints();
			if (messages.length > 0) {
				context.addExecutionHints(...messages.map((message) => ({ message })));
			}
		},
	};
}
