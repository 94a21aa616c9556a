import { nodeParametersAreStatic, type IExecuteFunctions, type INode } from 'n8n-workflow';
import type { Batches } from './api/batches';
import { MappingError } from './placedOrder/mappingError';
import { SALES_CHANNELS, type ChannelRule, type SalesChannel } from './placedOrder/salesChannel';
import type { MappingOptions } from './placedOrder/toPlacedOrder';

/** The member `options` of the node's parameters. */
interface Options extends Omit<MappingOptions, 'channelRules' | 'fallbackChannel' | 'properties'> {
	properties?: { property?: Array<{ name: string; value: unknown }> };
	batchSize?: number;
	batchInterval?: number;
}

/** The node's parameters for the mapping of the item at `index`. */
function mappingOptions(context: IExecuteFunctions, index: number): MappingOptions {
	const { properties, ...options } = context.getNodeParameter('options', index, {}) as Options;
	const rules = context.getNodeParameter('channelRules.rule', index, []) as ChannelRule[];
	const fallback = context.getNodeParameter('fallbackChannel', index, 'web') as SalesChannel;
	for (const channel of [fallback, ...rules.map(({ salesChannel }) => salesChannel)]) {
		checkSalesChannel(channel);
	}
	checkEventId(context.getNode());
	return {
		...options,
		channelRules: rules,
		fallbackChannel: fallback,
		properties: Object.fromEntries(
			(properties?.property ?? [])
				.filter(({ name }) => name)
				.map(({ name, value }) => [name, value]),
		),
	};
}

/** An expression can give anything. */
function checkSalesChannel(channel: unknown): void {
	if (SALES_CHANNELS.some(({ value }) => value === channel)) return;
	throw new MappingError(
		`${JSON.stringify(channel)} is not a sales channel of Converge`,
		`Converge has ${SALES_CHANNELS.map(({ value }) => value).join(', ')}. Check the sales channels in this node's parameters.`,
	);
}

/** n8n marks an expression by a leading equals sign; only what is in braces changes from order to order. */
function checkEventId({ parameters }: INode): void {
	const { eventId } = (parameters.options ?? {}) as { eventId?: unknown };
	if (typeof eventId !== 'string' || !eventId.trim()) return;
	if (eventId.startsWith('=') && eventId.includes('{{')) return;
	throw new MappingError(
		`The Event ID "${eventId}" is the same for all orders: Converge would count them as one. Remove the option, or use an expression such as {{ $json.id }}`,
		'Without the option Event ID, the event ID is the order ID.',
	);
}

/**
 * Returns the mapping options item by item. Where no parameter is an expression they are the same for
 * all items, and are read once: n8n takes longer to read a parameter than this node to map an order.
 */
export function mappingOptionsByItem(
	context: IExecuteFunctions,
): (index: number) => MappingOptions {
	if (!nodeParametersAreStatic(context.getNode())) return (index) => mappingOptions(context, index);
	let options: MappingOptions | undefined;
	return () => (options ??= mappingOptions(context, 0));
}

/** How to send, for all items of an execution. */
export function batches(context: IExecuteFunctions): Batches {
	const { batchSize, batchInterval } = context.getNodeParameter('options', 0, {}) as Options;
	return {
		size: Math.max(1, Math.floor(Number(batchSize ?? 10)) || 1),
		intervalMs: Math.max(0, Number(batchInterval) || 0),
	};
}
