import type { IExecuteFunctions } from 'n8n-workflow';
import type { Batches } from './api/batches';
import type { MappingOptions } from './placedOrder/toPlacedOrder';
import { SALES_CHANNELS, type ChannelRule, type SalesChannel } from './placedOrder/salesChannel';
import { Unmappable } from './placedOrder/mappingError';

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
	throw new Unmappable(
		`${JSON.stringify(channel)} is no sales channel of Converge`,
		`Converge knows ${SALES_CHANNELS.map(({ value }) => value).join(', ')}. Look at the sales channels in this node's parameters.`,
	);
}

/**
 * Gives the mapping options item by item. Where no parameter is an expression they are the same for
 * all items, and are read once: n8n takes longer to read a parameter than this node to map an order.
 */
export function mappingOptionsByItem(
	context: IExecuteFunctions,
): (index: number) => MappingOptions {
	if (hasExpression(context.getNode().parameters)) return (index) => mappingOptions(context, index);
	let options: MappingOptions | undefined;
	return () => (options ??= mappingOptions(context, 0));
}

/** n8n marks an expression by a leading equals sign. */
function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(hasExpression);
}

/** How to send, for all items of an execution. */
export function batches(context: IExecuteFunctions): Batches {
	const { batchSize, batchInterval } = context.getNodeParameter('options', 0, {}) as Options;
	return {
		size: Math.max(1, Math.floor(Number(batchSize ?? 10)) || 1),
		interval: Math.max(0, Number(batchInterval) || 0),
	};
}
