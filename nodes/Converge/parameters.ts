import { nodeParametersAreStatic, type IExecuteFunctions, type INode } from 'n8n-workflow';
import type { Batches } from './api/batches';
import { MappingError } from './placedOrder/mappingError';
import { isBlank } from './values/fields';
import { SALES_CHANNELS, type ChannelRule, type SalesChannel } from './placedOrder/salesChannel';
import type { MappingOptions } from './placedOrder/toPlacedOrder';

/** What the parameters say of the event of an order. */
export interface OrderEventOptions {
	event: 'placedOrder' | 'receivedRefund' | 'recurringOrder';
	mapping: MappingOptions;
}

interface NameAndValue {
	name: string;
	value: unknown;
}

/** The member `options` of the node's parameters. */
interface Options extends Omit<
	MappingOptions,
	'channelRules' | 'fallbackChannel' | 'properties' | 'profileProperties' | 'aliases'
> {
	properties?: { property?: NameAndValue[] };
	profileProperties?: { property?: NameAndValue[] };
	/** An expression can give one alone. */
	aliases?: unknown;
	batchSize?: number;
	batchInterval?: number;
}

/** The node's parameters for the mapping of the item at `index`. */
function orderEventOptions(context: IExecuteFunctions, index: number): OrderEventOptions {
	const event = context.getNodeParameter('event', index, 'placedOrder') as string;
	const options = context.getNodeParameter('options', index, {}) as Options;
	const rules = context.getNodeParameter('channelRules.rule', index, []) as ChannelRule[];
	const fallback = context.getNodeParameter('fallbackChannel', index, 'web') as SalesChannel;
	for (const channel of [fallback, ...rules.map(({ salesChannel }) => salesChannel)]) {
		checkSalesChannel(channel);
	}
	if (!isOrderEvent(event)) {
		throw new MappingError(
			`${JSON.stringify(event)} is not an event for orders`,
			`Choose one of ${ORDER_EVENTS.join(', ')}.`,
		);
	}
	checkFixedTexts(context.getNode());
	const { properties, profileProperties, aliases, ...others } = options;
	return {
		event,
		mapping: {
			...others,
			channelRules: rules,
			fallbackChannel: fallback,
			properties: toRecord(properties?.property),
			profileProperties: toRecord(profileProperties?.property),
			aliases: aliases === undefined || Array.isArray(aliases) ? aliases : [aliases],
		},
	};
}

const ORDER_EVENTS = ['placedOrder', 'receivedRefund', 'recurringOrder'] as const;

function isOrderEvent(value: unknown): value is OrderEventOptions['event'] {
	return ORDER_EVENTS.some((event) => event === value);
}

function toRecord(entries: NameAndValue[] = []): Record<string, unknown> | undefined {
	const named = entries.filter(({ name }) => name);
	if (named.length === 0) return undefined;
	return Object.fromEntries(named.map(({ name, value }) => [name, value]));
}

/** An expression can give anything. */
function checkSalesChannel(channel: unknown): void {
	if (SALES_CHANNELS.some(({ value }) => value === channel)) return;
	throw new MappingError(
		`${JSON.stringify(channel)} is not a sales channel of Converge`,
		`Converge has ${SALES_CHANNELS.map(({ value }) => value).join(', ')}. Check the sales channels in this node's parameters.`,
	);
}

/** What identifies an order or a customer must not be the same for all of them. */
function checkFixedTexts({ parameters }: INode): void {
	const { eventId, aliases } = (parameters.options ?? {}) as {
		eventId?: unknown;
		aliases?: unknown;
	};
	if (isFixedText(eventId)) {
		throw new MappingError(
			`The Event ID "${eventId}" is the same for all orders: Converge would count them as one. Remove the option, or use an expression such as {{ $json.id }}`,
			'Without the option Event ID, the event ID is the order ID.',
		);
	}
	const fixedAlias = [aliases].flat().find(isFixedText);
	if (fixedAlias !== undefined) {
		throw new MappingError(
			`The alias "${fixedAlias}" is the same for all orders: Converge would take all customers for one. Remove it, or use an expression such as urn:my_shop:{{ $json.customer_id }}`,
			'An alias identifies one customer.',
		);
	}
}

/** n8n marks an expression by a leading equals sign. It changes with the order only if it reads some of n8n's data. */
const CHANGING_EXPRESSION = /^=[^]*\{\{[^]*\$[^]*\}\}/;

function isFixedText(value: unknown): value is string {
	return typeof value === 'string' && value.trim() !== '' && !CHANGING_EXPRESSION.test(value);
}

/**
 * Returns the options of the event item by item. Where no parameter is an expression they are the same
 * for all items, and are read once: n8n takes longer to read a parameter than this node to map an order.
 */
export function mappingOptionsByItem(
	context: IExecuteFunctions,
): (index: number) => OrderEventOptions {
	if (!nodeParametersAreStatic(context.getNode())) {
		return (index) => orderEventOptions(context, index);
	}
	let options: OrderEventOptions | undefined;
	return () => (options ??= orderEventOptions(context, 0));
}

/** Returns the order item by item: the incoming item, unless the parameter Order has one. */
export function orderByItem(context: IExecuteFunctions): (index: number) => unknown {
	const items = context.getInputData();
	if (!context.getNode().parameters.order) return (index) => items[index].json;
	return (index) => {
		const given = context.getNodeParameter('order', index, '') as unknown;
		return isBlank(given) ? items[index].json : parseJson(given);
	};
}

/** @throws MappingError when a string is not JSON */
function parseJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return notJson();
	}
}

function notJson(): never {
	throw new MappingError(
		'The parameter Order is not valid JSON',
		'Enter a whole order as the BigCommerce nodes return it, or leave it empty to use the incoming item.',
	);
}

/** How to send, for all items of an execution. */
export function batches(context: IExecuteFunctions): Batches {
	const { batchSize, batchInterval } = context.getNodeParameter('options', 0, {}) as Options;
	return {
		size: Math.max(1, Math.floor(Number(batchSize ?? 10)) || 1),
		intervalMs: Math.max(0, Number(batchInterval) || 0),
	};
}
