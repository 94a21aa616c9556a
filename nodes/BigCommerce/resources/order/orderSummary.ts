import { NodeHelpers, type IExecuteFunctions } from 'n8n-workflow';
import type { Address, Money, OrderItem, OrderProduct } from '../../../shared/orderItem';
import { omitUndefined } from '../omitUndefined';

/** Of the lines of an order; the others are counted. A choice of this package. */
const MAX_LINES = 10;

/** An order item of Get Many; `excluded` says why an order is left out that was returned nevertheless. */
export type ListedItem = OrderItem & { excluded?: string };

/**
 * What an AI agent gets of each order when it lists orders: whole orders are several thousand tokens
 * each. Members of BigCommerce's order have its names and values; what is unknown is omitted.
 */
export interface OrderSummary {
	id: number;
	/** Keeps the Converge node from making an event of it. */
	is_summary: true;
	status: string;
	is_placed?: true;
	excluded?: string;
	/** RFC 2822, always UTC. */
	date_created: string;
	date_modified: string;
	/** What all amounts are in. */
	currency: string;
	total_inc_tax: Money;
	total_ex_tax: Money;
	total_tax: Money;
	shipping_cost_inc_tax: Money;
	shipping_cost_ex_tax: Money;
	discount_amount: Money;
	coupon_discount: Money;
	coupons: string[];
	payment_method?: string;
	customer: CustomerSummary;
	channel: { id: number; name?: string };
	/** The first ten, without the parts of bundles (pick-list children). */
	lines: LineSummary[];
	/** How many lines there are beyond those. */
	further_lines?: number;
}

interface CustomerSummary {
	/** 0 for a guest. */
	id: number;
	name?: string;
	email?: string;
	is_new_customer?: boolean;
}

interface LineSummary {
	name: string;
	sku?: string;
	quantity: number;
	/** Of one unit. */
	price_inc_tax: Money;
	/** Only when product pages were asked for. */
	url?: string;
}

/**
 * Whether the node runs as a tool of an AI agent. n8n's own `isToolExecution()` knows that only where the
 * agent calls its tools itself; AI Agent 3 lets n8n execute them like other nodes, under the tool's type.
 */
export function isAgentTool(context: Pick<IExecuteFunctions, 'getNode'>): boolean {
	return NodeHelpers.isToolType(context.getNode().type);
}

/**
 * The summary of an order. It has no `refunded_amount`, which BigCommerce always gives as 0; the status
 * says whether the order was refunded.
 */
export function summarizeOrder(item: ListedItem): OrderSummary {
	const { billing_address: billing, channel } = item;
	const lines = item.products.filter(({ parent_order_product_id: parent }) => !parent);
	return omitUndefined<OrderSummary>({
		id: item.id,
		is_summary: true,
		status: item.status,
		is_placed: item.is_placed,
		excluded: item.excluded,
		date_created: item.date_created,
		date_modified: item.date_modified,
		currency: item.default_currency_code,
		total_inc_tax: item.total_inc_tax,
		total_ex_tax: item.total_ex_tax,
		total_tax: item.total_tax,
		shipping_cost_inc_tax: item.shipping_cost_inc_tax,
		shipping_cost_ex_tax: item.shipping_cost_ex_tax,
		discount_amount: item.discount_amount,
		coupon_discount: item.coupon_discount,
		coupons: item.coupons,
		payment_method: item.payment_method || undefined,
		customer: omitUndefined<CustomerSummary>({
			id: item.customer_id,
			name: fullName(billing),
			email: billing?.email || undefined,
			is_new_customer: item.is_new_customer,
		}),
		channel: 'name' in channel ? { id: channel.id, name: channel.name } : { id: channel.id },
		lines: lines.slice(0, MAX_LINES).map(summarizeLine),
		further_lines: lines.length > MAX_LINES ? lines.length - MAX_LINES : undefined,
	});
}

function summarizeLine({ name, sku, quantity, price_inc_tax, url }: OrderProduct): LineSummary {
	return omitUndefined<LineSummary>({ name, sku: sku || undefined, quantity, price_inc_tax, url });
}

function fullName(billing: Address | undefined): string | undefined {
	return [billing?.first_name, billing?.last_name].filter(Boolean).join(' ') || undefined;
}
