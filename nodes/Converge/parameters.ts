import { nodeParametersAreStatic, type IExecuteFunctions } from 'n8n-workflow';
import type { Batches } from './api/batches';
import { checkIdentifiers } from './identifiers';
import { MappingError } from './event/mappingError';
import { isBlank, toText } from './values/fields';
import { SALES_CHANNELS, type SalesChannel } from './event/salesChannels';
import type { ChannelRule } from './placedOrder/salesChannel';
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
}

/** The node's parameters for the mapping of the item at `index`. */
function orderEventOptions(context: IExecuteFunctions, index: number): OrderEventOptions {
	const event: unknown = context.getNodeParameter('event', index, 'placedOrder');
	const options = context.getNodeParameter('options', index, {}) as Options;
	const rules = context.getNodeParameter('channelRules.rule', index, []) as ChannelRule[];
	const fallback = context.getNodeParameter('fallbackChannel', index, 'web') as SalesChannel;
	for (const channel of [fallback, ...rules.map(({ salesChannel }) => salesChannel)]) {
		checkChoice('a sales channel of Converge', channel, CHANNEL_VALUES);
	}
	for (const { field } of rules) checkChoice('a field for sales channel rules', field, RULE_FIELDS);
	checkChoice('an event for orders', event, ORDER_EVENTS);
	checkChoice('a value of the option Amounts', options.amounts ?? 'excludingTax', AMOUNTS);
	checkChoice(
		'a value of the option Subscription Renewals',
		options.subscriptionRenewals ?? 'placedOrder',
		RENEWALS,
	);
	checkIdentifiers(context.getNode(), options.eventId);
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
const CHANNEL_VALUES = SALES_CHANNELS.map(({ value }) => value);
const RULE_FIELDS = ['order_source', 'external_source', 'payment_method', 'channel'] as const;
const AMOUNTS = ['excludingTax', 'asShown', 'includingTax'] as const;
const RENEWALS = ['placedOrder', 'recurringOrder'] as const;

/** An expression can give anything. */
function checkChoice<T extends string>(
	what: string,
	value: unknown,
	choices: readonly T[],
): asserts value is T {
	if (choices.some((choice) => choice === value)) return;
	throw new MappingError(
		`${JSON.stringify(value)} is not ${what}`,
		`Choose one of ${choices.join(', ')} in this node's parameters.`,
	);
}

function toRecord(entries: NameAndValue[] = []): Record<string, unknown> | undefined {
	const named = entries
		.map(({ name, value }) => [toText(name), value] as const)
		.filter(([name]) => name !== undefined);
	return named.length > 0 ? (Object.fromEntries(named) as Record<string, unknown>) : undefined;
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

/** The longest that a timer of Node.js can wait; a longer wait would end at once. */
const MAX_INTERVAL_MS = 2 ** 31 - 1;

/** How to send, for all items of an execution. Reads no other option, as another's expression may fail. */
export function batches(context: IExecuteFunctions): Batches {
	const size = context.getNodeParameter('options.batchSize', 0, 10) as unknown;
	const interval = context.getNodeParameter('options.batchInterval', 0, 0) as unknown;
	return {
		size: Math.max(1, Math.floor(Number(size)) || 1),
		intervalMs: Math.min(MAX_INTERVAL_MS, Math.max(0, Number(interval) || 0)),
	};
}
