import type { IExecuteFunctions } from 'n8n-workflow';
import type { IncomingOrder } from '../shared/orderItem';
import type { PlacedOrderEvent, ReceivedRefundEvent } from './event/types';
import { MappingReport } from './mappingReport';
import { mappingOptionsByItem, orderByItem, type OrderEventOptions } from './parameters';
import { MappingError } from './placedOrder/mappingError';
import { storeHashOf } from './placedOrder/storeHash';
import { toPlacedOrder, type Mapping } from './placedOrder/toPlacedOrder';
import { toReceivedRefund } from './receivedRefund/toReceivedRefund';
import { asObject, setIfDefined, toId } from './values/fields';

type OrderEvent = PlacedOrderEvent | ReceivedRefundEvent;

function toOrderEvent(order: unknown, options: OrderEventOptions): Mapping<OrderEvent> {
	if (options.event === 'receivedRefund') return toReceivedRefund(order, options.mapping);
	return toPlacedOrder(order, { ...options.mapping, event: options.event });
}

/** The mappings of an execution's orders, and what is to be said about them when all are done. */
export function orderMappings(context: IExecuteFunctions) {
	const orderOf = orderByItem(context);
	const optionsFor = mappingOptionsByItem(context);
	const mappingReport = new MappingReport();
	/** What the events are about, by their event IDs. */
	const subjects = new Map<string, string>();

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
			const { subject, event } = mapping;
			// The same order twice is the same event twice.
			const earlier = subjects.get(event.event_id) ?? subject;
			if (earlier !== subject) {
				throw new MappingError(
					`${subject} has the same event ID as ${earlier.toLowerCase()}: Converge would count them as one`,
					'Change the option Event ID so that it differs from order to order, for example by {{ $json.id }}.',
				);
			}
			subjects.set(event.event_id, subject);
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
