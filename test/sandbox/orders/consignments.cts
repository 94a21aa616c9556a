import type { OrderLine, SandboxOrder, ShippingAddress } from './order.cts';

const MOST_LINES = 50;

/** What `include=consignments` and `include=consignments.line_items` put into an order. */
export interface ConsignmentSettings {
	/** Where links lead, up to and with `/v2`. */
	base: string;
	withLines: boolean;
	isEmpty?: boolean;
}

/** An order's consignments as one object (reference §1.4). */
export function consignments(order: SandboxOrder, settings: ConsignmentSettings) {
	const items = (lines: OrderLine[]) => lineItems(lines, settings);
	const pickups = order.lines.filter((line) => line.order_pickup_method_id !== 0);
	const downloads = order.lines.filter((line) => line.type === 'digital');
	const certificates = order.lines.filter((line) => line.type === 'giftcertificate');
	const recipient_email = order.billing_address.email;
	return {
		pickups: pickups.length ? [{ ...pickupPlace(order.id), ...items(pickups) }] : [],
		shipping: order.addresses.map((address) => ({
			...shippingConsignment(address, settings.base),
			...items(order.lines.filter((line) => line.order_address_id === address.id)),
		})),
		downloads: downloads.length ? [{ recipient_email, ...items(downloads) }] : [],
		email: {
			gift_certificates: certificates.map((line) => ({ recipient_email, ...items([line]) })),
		},
	};
}

/** A link as V2 has them. */
export function link(base: string, resource: string) {
	return { url: base + resource, resource };
}

/** At most 50 lines to a consignment; that the warning stands beside `line_items` is a choice. */
function lineItems(lines: OrderLine[], { base, withLines, isEmpty }: ConsignmentSettings) {
	if (withLines && isEmpty) return { line_items: [] };
	if (!withLines) {
		const resource = (line: OrderLine) => `/orders/${line.order_id}/products/${line.id}`;
		return { line_items: lines.map((line) => link(base, resource(line))) };
	}
	if (lines.length <= MOST_LINES) return { line_items: lines };
	return {
		line_items: lines.slice(0, MOST_LINES),
		__warning__: {
			message: `Only ${MOST_LINES} line items are included, see /v2/orders/{order_id}/products.`,
		},
	};
}

/** Costs are numbers here, unlike in `/shipping_addresses`. */
function shippingConsignment(address: ShippingAddress, base: string) {
	const { order_id, ...fields } = address;
	const numbers = Object.fromEntries(
		Object.entries(fields)
			.filter(([name]) => /(^|_)cost(_|$)/.test(name))
			.map(([name, value]) => [name, Number(value)]),
	);
	const quotes = `/orders/${order_id}/consignments/shipping/${address.id}/shipping_quotes`;
	return { ...fields, ...numbers, shipping_quotes: link(base, quotes) };
}

function pickupPlace(orderId: number) {
	return {
		id: orderId * 10 + 9,
		pickup_method_id: 1,
		pickup_method_display_name: 'Collect at the harbour',
		collection_instructions: 'Ring the bell.',
		collection_time_description: '9 to 5',
		location: {
			id: 1,
			name: 'Harbour Street',
			code: 'HARBOUR-1',
			address_line_1: '1 Harbour Street',
			address_line_2: '',
			city: 'Austin',
			state: 'Texas',
			postal_code: '78701',
			country_alpha2: 'US',
			email: 'harbour@example.com',
			phone: '',
		},
	};
}
