import { isPlacedStatus, ORDER_STATUSES } from '../../nodes/shared/orderStatus';
import { toPlacedOrder } from '../../nodes/Converge/placedOrder/toPlacedOrder';
import {
	CHANNEL_PLATFORMS,
	CHANNEL_TYPES,
	ORDER_SOURCE_CHANNELS,
	SALES_CHANNELS,
	THIRD_PARTY_RULES,
} from '../../nodes/Converge/placedOrder/salesChannel';
import { EXAMPLE_ORDER } from './exampleOrder.cts';
import {
	ALIAS_ROWS,
	CUSTOMER_ROWS,
	EVENT_ROWS,
	ITEM_ROWS,
	ORDER_ROWS,
	type MappingRow,
} from './rows.cts';

/** `docs/event-mapping.md`, before Prettier: tables from the code's own, the example by the mapping itself. */
export function eventMappingPage(): string {
	const { event } = toPlacedOrder(EXAMPLE_ORDER);
	return `<!-- Written by \`npm run docs\`. Change scripts/eventMapping, not this page. -->

# From a BigCommerce order to Converge's \`Placed Order\`

What the Converge node makes of an order, property by property. It reads the order as the BigCommerce
Trigger and the BigCommerce node give it, or as an HTTP Request to BigCommerce's V2 Orders API does.

- Money is a number with at most the currency's own decimals (2 for EUR, 0 for JPY, 3 for KWD), computed exactly.
- IDs are texts. Texts come without the space around them.
- What is unknown is left out. No property is ever \`null\` or an empty text.
- A value that must be there and is no number is named in the message, and nothing is sent.

## The event

${mapping(EVENT_ROWS)}

## The order

In \`properties\`.

${mapping(ORDER_ROWS)}

Your own properties (option **Properties**) come last and win over those of the same name. One that is
empty for an order is left out of its event.

## Items

In \`properties.items\`, one for each line. The parts of a bundle (lines with a
\`parent_order_product_id\`) have no item of their own: the bundle carries the price. Custom products and
gift certificates are items like any other.

${mapping(ITEM_ROWS)}

## The customer

From the order's \`billing_address\`; in \`properties\` as well as in \`profile_properties\`. E-mail addresses,
phone numbers and country codes that are left out because they are not valid are counted in a hint on the
execution.

${mapping(CUSTOMER_ROWS)}

## Aliases

By these Converge finds the visits that led to the order.

${mapping(ALIAS_ROWS)}

## Sales channels

The first of these that knows the order decides on \`$sales_channel_type\`. Upper and lower case and
surrounding space do not matter.

1. Your own rules (**Sales Channel Rules**), from top to bottom: an order source, a part of an external
   source, or a channel's name or ID.
2. The order's source, as Converge documents it:

${table(
	['`order_source`', 'Sales channel'],
	Object.entries(ORDER_SOURCE_CHANNELS).map(([source, channel]) => [code(source), code(channel)]),
)}

\`pinterest\` is as Converge documents it, although there is a \`pinterest_shop\`; a rule of yours can say otherwise.

3. For every other source, \`external\` among them, the third party that is named in the external source:

${table(
	['`external_source` contains', 'Sales channel'],
	THIRD_PARTY_RULES.map(({ value, salesChannel }) => [code(value), code(salesChannel)]),
)}

4. The order's channel in BigCommerce, by its platform first, then by its type. A storefront decides nothing.

${table(
	['Channel', 'Sales channel'],
	[
		...Object.entries(CHANNEL_PLATFORMS).map(([is, channel]) => [
			`platform ${code(is)}`,
			code(channel),
		]),
		...Object.entries(CHANNEL_TYPES).map(([is, channel]) => [`type ${code(is)}`, code(channel)]),
	],
)}

5. The **Fallback Sales Channel**, \`web\` unless you choose another.

Converge knows these:

${table(
	['Sales channel', 'Meaning'],
	SALES_CHANNELS.map(({ value, description }) => [code(value), description]),
)}

## Which orders

An order becomes an event when it was placed.

${table(
	['Placed', 'Not placed: the node says so, and makes no event'],
	[[statuses(true), statuses(false)]],
)}

## An example

This order, of which only the members that are read are shown:

${json(EXAMPLE_ORDER)}

becomes this event:

${json(event)}
`;
}

function mapping(rows: MappingRow[]): string {
	const cells = rows.map(({ property, from, form, leftOut }) => [
		code(property),
		from,
		form,
		leftOut ?? 'never',
	]);
	return table(['Converge', 'From the order', 'Form', 'Left out when'], cells);
}

function table(head: string[], rows: string[][]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function statuses(placed: boolean): string {
	return Object.entries(ORDER_STATUSES)
		.filter(([id]) => isPlacedStatus(Number(id)) === placed)
		.map(([id, name]) => `${name} (${id})`)
		.join(', ');
}

function code(text: string): string {
	return `\`${text}\``;
}

function json(value: unknown): string {
	return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}
