import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import { call, sendEvent } from '../../sandbox/client.cts';
import type { OrderLine, Sandbox, SandboxOrder } from '../../sandbox/index.cts';

const UNPLACED = [0, 1, 5, 6];

/** Stands in for n8n with the example workflow: fetches the order and sends its event. */
export interface StandIn {
	origin: string;
	/** Changes the properties of the events that are sent from now on. */
	change: (properties: Record<string, unknown>) => void;
	/** How often each event is sent. */
	copies: number;
	stop(): Promise<void>;
}

/** @param sandbox read when a notification arrives, so that each test can have its own */
export async function startStandIn(sandbox: () => Sandbox): Promise<StandIn> {
	const server = createServer((request, response) => {
		void json(request)
			.then((body) => deliver(sandbox(), (body as { data: { id: number } }).data.id, standIn))
			.catch(() => 503)
			.then((status) => response.writeHead(status).end());
	});
	const standIn: StandIn = {
		origin: '',
		change: () => undefined,
		copies: 1,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	standIn.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return standIn;
}

async function deliver(sandbox: Sandbox, id: number, { change, copies }: StandIn): Promise<number> {
	const order = await read<SandboxOrder>(sandbox, `/v2/orders/${id}?include=fees`);
	const isTest = order.payment_method === 'Test Payment Gateway';
	if (UNPLACED.includes(order.status_id) || isTest) return 200;
	if (!order.default_currency_code) return 500;
	const lines = await read<OrderLine[]>(sandbox, `/v2/orders/${id}/products`);
	const properties = propertiesOf(order, lines);
	change(properties);
	const event = {
		event_name: 'Placed Order',
		event_id: String(id),
		properties,
		profile_properties: {},
		aliases: [`urn:email:${order.billing_address.email}`],
	};
	for (let copy = 0; copy < copies; copy++) {
		const { status } = await sendEvent(sandbox, event);
		if (status !== 200) return 503;
	}
	return 200;
}

async function read<T>(sandbox: Sandbox, path: string): Promise<T> {
	const { status, data } = await call(sandbox, 'GET', path);
	if (status !== 200) throw new Error(`${path} answered ${status}`);
	return data as T;
}

function propertiesOf(order: SandboxOrder, lines: OrderLine[]): Record<string, unknown> {
	const currency = order.default_currency_code;
	const parts = [
		...[order.subtotal_ex_tax, order.shipping_cost_ex_tax],
		...[order.handling_cost_ex_tax, order.wrapping_cost_ex_tax],
		...order.fees.map((fee) => fee.cost_ex_tax),
	];
	const discount = parts.reduce((sum, part) => sum + Number(part), -Number(order.total_ex_tax));
	return {
		id: String(order.id),
		total_price: Number(order.total_inc_tax),
		total_tax: Number(order.total_tax),
		total_shipping: Number(order.shipping_cost_ex_tax),
		total_discount: Number(discount.toFixed(4)),
		currency,
		items: lines.map((line) => ({
			product_id: String(line.product_id),
			name: line.name,
			price: Number(line.price_ex_tax),
			quantity: line.quantity,
			currency,
		})),
		$email: order.billing_address.email,
		$sales_channel_type: 'web',
	};
}
