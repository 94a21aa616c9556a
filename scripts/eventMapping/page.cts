import { isPlacedStatus, ORDER_STATUSES } from '../../nodes/shared/orderStatus';
import { toPlacedOrder } from '../../nodes/Converge/placedOrder/toPlacedOrder';
import { SALES_CHANNELS } from '../../nodes/Converge/event/salesChannels';
import {
	CHANNEL_PLATFORMS,
	CHANNEL_TYPES,
	ORDER_SOURCE_CHANNELS,
	THIRD_PARTIES,
} from '../../nodes/Converge/placedOrder/salesChannel';
import { EXAMPLE_ORDER } from './exampleOrder.cts';
import {
	ALIAS_ROWS,
	CUSTOMER_ROWS,
	EVENT_ROWS,
	ITEM_ROWS,
	ORDER_ROWS,
	PROFILE_ROWS,
	REFUND_ROWS,
	REFUND_SOURCES,
	RENEWAL_SOURCES,
	type MappingRow,
	type SourceRow,
} from './rows.cts';

/** `docs/event-mapping.md`, before Prettier: tables from the code's own, the example by the mapping itself. */
export function eventMappingPage(): string {
	const { event } = toPlacedOrder(EXAMPLE_ORDER);
	return `<!-- Written by \`npm run docs\`. Change scripts/eventMapping, not this page. -->

# From a BigCommerce order to Converge's \`Placed Order\`

How the Converge node maps an order, property by property. It reads the order as the BigCommerce
Trigger and the BigCommerce node return it, or as an HTTP Request to BigCommerce's V2 Orders API does.

- Money is the number that BigCommerce sent, with all of its decimals (up to four). Sums are exact.
- IDs are strings. Strings are trimmed.
- What is unknown is omitted. No property is ever \`null\` or an empty string.
- A required value that is missing or invalid is named in the error, and nothing is sent.

## The event

${mapping(EVENT_ROWS)}

## The order

In \`properties\`.

${mapping(ORDER_ROWS)}

Your own properties (option **Properties**) stand beside them. Empty ones are omitted. A name of Converge's own
(\`total_price\`, \`items\`, \`$email\` …) is not overwritten; a hint on the execution names it. The six from
\`order_source\` to \`storefront\` can be replaced.

## Items

In \`properties.items\`, one for each line. The parts of a bundle (lines with a
\`parent_order_product_id\`) have no item of their own: the bundle carries the price. Custom products and
gift certificates are items like any other. An order without lines although \`items_total\` is not 0, or with 50 and more whose
quantities do not add up to it, is rejected: BigCommerce returns 50 at once.

${mapping(ITEM_ROWS)}

## The sum

Prices, shipping, handling, wrapping, fees and discounts are **without tax**, and so the parts of an event add up to its
total, to half a cent for each line of up to 100 pieces:

> Σ \`price\` × \`quantity\` + \`total_shipping\` + \`total_handling\` + \`total_wrapping\` + \`total_fees\` + \`total_tax\` − \`total_discount\` = \`total_price\`

For the example at the end of this page, an order in a shop that shows prices with tax:

${table(
	["On BigCommerce's order screen, with tax", 'Amount', 'In the event', 'Without tax'],
	sumRows(event.properties),
)}

Converge computes its metrics from these (docs.runconverge.com, "Metrics"):

${table(["Converge's metric", 'How', 'For the example'], metricRows(event.properties))}

Converge's formulas do not include handling, wrapping and fees, so its total revenue is lower than the store's by these
(here by ${sum(OTHER_COSTS.map((cost) => event.properties[cost] ?? 0))}); \`total_price\` includes them.

\`total_discount\`: BigCommerce's \`discount_amount\` and \`coupon_discount\` are with tax in most shops and without it in
some, and BigCommerce documents neither this nor whether an order's total includes its fees. So the order's own totals decide: of the
readings, the one by which subtotal + shipping + handling + wrapping (+ fees) − discount comes closest to the total, with tax or
without. Fees are sent when the total includes them by that reading. Where several fit, the discounts are with tax and the fees not
included, as in BigCommerce's example of an order; where there are no totals to compare, the fees are included. These are choices.

The discount is then what the parts exceed the total by, where that is a part of BigCommerce's discount (it may be 0: a coupon on
shipping whose cost is 0 already); otherwise it is BigCommerce's. It is negative where it raises the total, as a surcharge or the
discount of a return does. A line's \`discount\` is converted by the line's own tax rate where BigCommerce has it on the other side.

The option **Amounts** can send prices, shipping, handling, wrapping, fees and discounts with tax instead (**Including Tax**),
or with tax where the shop shows it (**As Shown**). Their sum is then the total without adding \`total_tax\`. Converge's gross
revenue is then too high by the tax on the goods, and its net revenue too low by the tax on shipping.

Store credit and gift certificates that pay for an order do not change its event: they are ways to pay. Whether
BigCommerce's totals are reduced by them is not documented.

## The customer

From the order's \`billing_address\`; in \`properties\` as well as in \`profile_properties\`. What is omitted
because it is invalid is counted in a hint on the execution.

${mapping(CUSTOMER_ROWS)}

Placeholders of phone numbers are: eight digits that count up anywhere (090-1234-5678), a whole number that counts down, seven equal
digits in a row (eight zeros), and six or more zeros after at most three digits (910 000 000). A few of these are
somebody's number; omitting them is a choice, as they would make one customer of many.

Your own profile properties (option **Profile Properties**) stand beside these, under the same rules as your own properties. So does
the customer's consent, if you send it:

${mapping(PROFILE_ROWS)}

Converge documents \`$consent\` for the browser; whether an event of a server may set it is not documented.

## Aliases

By these, Converge finds the visits that led to the order.

${mapping(ALIAS_ROWS)}

Your own (option **Aliases**) follow. An event has at most ten; further ones, and those that identify nobody (with
a part that is empty or "undefined", or with the ID 0 of guests at the end), are omitted and counted in a hint. An alias that is the same for all orders is rejected: Converge would take all customers for one.

## Sales channels

The first of these that matches the order decides on \`$sales_channel_type\`. Case and surrounding
space do not matter. A hint on the execution says how the sales channels came about.

1. Your own rules (**Sales Channel Rules**), from top to bottom: an order source, a part of an external
   source, a payment method, or a channel's name or ID.
2. The third party that is named in the external source, as a whole word ("POS (Square)", but not "Poshmark"):

${table(
	['`external_source` contains', 'Sales channel'],
	THIRD_PARTIES.map(({ word, salesChannel, onlyRenewals }) => [
		code(word),
		code(salesChannel) +
			(onlyRenewals
				? ' for a renewal: without a cart, and not by a new customer. Otherwise `web`'
				: ''),
	]),
)}

3. The order's source, as Converge documents it:

${table(
	['`order_source`', 'Sales channel'],
	Object.entries(ORDER_SOURCE_CHANNELS).map(([source, channel]) => [code(source), code(channel)]),
)}

\`pinterest\` is as Converge documents it, although there is a \`pinterest_shop\`; a rule of yours can say otherwise.

4. For every other source, \`external\` among them: the order's channel in BigCommerce, by its platform first, then by its
   type. A storefront decides nothing.

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

Converge has these:

${table(
	['Sales channel', 'Meaning'],
	SALES_CHANNELS.map(({ value, description }) => [code(value), description]),
)}

## Which orders

An order becomes an event when it was placed. An item that the BigCommerce Trigger or Get Many found placed
(\`is_placed\`) is, by the statuses you chose there; otherwise its status decides:

${table(['Placed', 'Not placed: the node rejects it'], [[statuses(true), statuses(false)]])}

Test orders (payment method \`Test Payment Gateway\`) are rejected, unless you chose **Include Test Orders** in the
BigCommerce node. So are migrated orders (an external source that begins with \`M-MIG\`), unless the BigCommerce nodes
found them placed.

## Refunds

With **Event: Received Refund**, an order item with a \`refund\` becomes an event \`Received Refund\`: one for each refund,
with the event ID \`refund-{refund.id}\` and the time of the refund (\`created\`). The customer and the aliases are the order's.

${mapping(REFUND_ROWS)}

Your own properties, profile properties, aliases and consent are added as to an order. A refund with the event ID of its
order is rejected, since Converge would take it for the order; so is a refund whose \`order_id\` is another order's. BigCommerce pays refunds
asynchronously, so one that the payment provider declines is sent all the same.

Converge publishes no list of properties for this event. What is documented, and what is our choice:

${sources(REFUND_SOURCES)}

## Renewals

With **Event: Placed Recurring Subscription Order**, or with the option **Subscription Renewals** for orders of the sales channel
\`subscription_contract\`, an order becomes an event of that name, with the body of \`Placed Order\`. This changes your reports:

${sources(RENEWAL_SOURCES)}

## An example

This order, with only the fields that are read:

${json(EXAMPLE_ORDER)}

becomes this event:

${json(event)}
`;
}

type Properties = ReturnType<typeof toPlacedOrder>['event']['properties'];

const OTHER_COSTS = ['total_handling', 'total_wrapping', 'total_fees'] as const;

/** In ten-thousandths, so that no float dust gets on the page. */
function sum(amounts: number[]): number {
	return amounts.reduce((total, amount) => total + Math.round(amount * 10_000), 0) / 10_000;
}

function grossOf({ items }: Properties): number {
	return sum(items.map(({ price, quantity }) => price * quantity));
}

function sumRows(properties: Properties): string[][] {
	const { subtotal_inc_tax, discount_amount, coupon_discount, total_inc_tax } = EXAMPLE_ORDER;
	const fees = EXAMPLE_ORDER.fees.map(({ cost_inc_tax }) => Number(cost_inc_tax));
	const rows: Array<[string, string | number, string, number]> = [
		['Subtotal', subtotal_inc_tax, 'Σ `price` × `quantity`', grossOf(properties)],
		[
			'Shipping',
			EXAMPLE_ORDER.shipping_cost_inc_tax,
			'`total_shipping`',
			properties.total_shipping,
		],
		[
			'Handling',
			EXAMPLE_ORDER.handling_cost_inc_tax,
			'`total_handling`',
			properties.total_handling!,
		],
		[
			'Gift wrapping',
			EXAMPLE_ORDER.wrapping_cost_inc_tax,
			'`total_wrapping`',
			properties.total_wrapping!,
		],
		['Fees', sum(fees), '`total_fees`', properties.total_fees!],
		[
			'Discount and coupon',
			-sum([Number(discount_amount), Number(coupon_discount)]),
			'− `total_discount`',
			-properties.total_discount!,
		],
	];
	const parts = sum(rows.map(([, , , amount]) => amount));
	return [
		...rows.map(([screen, amount, property, without]) => [
			screen,
			Number(amount).toFixed(2),
			property,
			String(without),
		]),
		['', '', '`total_tax`', String(properties.total_tax)],
		[
			'**Grand total**',
			`**${Number(total_inc_tax).toFixed(2)}**`,
			'`total_price`',
			`**${sum([parts, properties.total_tax])}**`,
		],
	];
}

function metricRows(properties: Properties): string[][] {
	const { total_shipping, total_tax, total_discount = 0 } = properties;
	const gross = grossOf(properties);
	const total = sum([gross, total_shipping, total_tax, -total_discount]);
	return [
		['Gross revenue', 'Σ `price` × `quantity`', String(gross)],
		[
			'Total revenue',
			'gross revenue + `total_shipping` + `total_tax` − `total_discount`',
			String(total),
		],
		[
			'Net revenue',
			'total revenue − `total_tax` − `total_shipping`',
			String(sum([total, -total_tax, -total_shipping])),
		],
	];
}

function mapping(rows: MappingRow[]): string {
	const cells = rows.map(({ property, from, form, omitted }) => [
		code(property),
		from,
		form,
		omitted ?? 'never',
	]);
	return table(['Converge', 'From the order', 'Form', 'Omitted when'], cells);
}

function sources(rows: SourceRow[]): string {
	const cells = rows.map(({ part, documented, chosen }) => [
		part,
		documented ?? 'not documented',
		chosen ?? '–',
	]);
	return table(['', 'Documented by Converge', 'Our choice'], cells);
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
