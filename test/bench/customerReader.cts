/* Reads a generated history with any number of customers by Get Many, in windows, in its own process so
   that its memory can be measured. history.cts starts it and receives a `Reading`. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { createApi } from '../../nodes/BigCommerce/api/client.ts';
import { storeOf } from '../../nodes/BigCommerce/api/store.ts';
import { Exclusions } from '../../nodes/BigCommerce/resources/exclusions.ts';
import { execute } from '../../nodes/BigCommerce/resources/order/getAll.ts';
import type { HttpRequest } from '../../nodes/shared/http.ts';
import { WINDOW, type Reading } from './historyReader.cts';

/** The result. */
export interface CustomersReading extends Reading {
	requests: number;
	/** What the process has more than before once all windows are read, in bytes. */
	keptBytes: number;
}

const PAGE_SIZE = 250;
/** Fewer than are ever measured, as the peak of memory is that of the whole process. */
const WARM_UP_CUSTOMERS = 8_000;

interface Query {
	min_id?: number;
	max_id?: number;
	min_date_modified?: string;
	limit?: number;
}

async function main(customers: number): Promise<void> {
	// So that what follows does not pay for compiling.
	await readAll('warmup', WARM_UP_CUSTOMERS);
	const before = memoryInUse();
	const started = performance.now();
	const counts = await readAll('bench', customers);
	const result: CustomersReading = {
		...counts,
		seconds: (performance.now() - started) / 1000,
		keptBytes: memoryInUse() - before,
		peakMb: process.resourceUsage().maxRSS / 1024,
	};
	process.send!(result, () => process.exit());
}

async function readAll(
	storeHash: string,
	customers: number,
): Promise<Pick<CustomersReading, 'orders' | 'firsts' | 'requests'>> {
	const store = storeOf({ storeHash, accessToken: 'x', apiUrl: 'https://api.example.com' });
	const { httpRequest, count } = storeWith(customers);
	const reading = { orders: 0, firsts: 0 };
	for (let minId = 1; ;) {
		const api = createApi(httpRequest, store!);
		const items = await execute(contextOf({ minId }), api, {
			index: 0,
			exclusions: new Exclusions(),
		});
		reading.orders += items.length;
		reading.firsts += items.filter((item) => item.is_new_customer === true).length;
		if (items.length < WINDOW) return { ...reading, requests: count() };
		minId = (items.at(-1)!.id as number) + 1;
	}
}

/** Get Many's parameters, oldest first. */
function contextOf(filters: IDataObject): IExecuteFunctions {
	const parameters: IDataObject = { limit: WINDOW, sort: 'oldestFirst', filters };
	return {
		getNodeParameter: (name: string, _index: number, other: unknown) => parameters[name] ?? other,
		getExecutionCancelSignal: () => undefined,
		getTimezone: () => 'UTC',
		getNode: () => ({ type: 'n8n-nodes-bigcommerce-converge.bigCommerce' }),
	} as unknown as IExecuteFunctions;
}

/** Of five orders, four are new customers'. The fifth is any former customer's. */
const NEW_OF_FIVE = 4;

/** A store of that many customers. Its orders are made when they are asked for. */
function storeWith(customers: number): { httpRequest: HttpRequest; count: () => number } {
	let requests = 0;
	const last = (customers / NEW_OF_FIVE) * 5;
	const httpRequest: HttpRequest = async ({ url, qs }) => {
		requests++;
		const query = (qs ?? {}) as Query;
		const from = query.min_id ?? 1;
		// No order has changed since it was placed.
		const highest = query.min_date_modified ? 0 : Math.min(query.max_id ?? last, last);
		const to = Math.min(highest, from + (query.limit ?? PAGE_SIZE) - 1);
		const body = url.endsWith('/v2/orders')
			? Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => orderOf(from + index))
			: { data: [] };
		return await Promise.resolve({ statusCode: 200, headers: {}, body });
	};
	return { httpRequest, count: () => requests };
}

function orderOf(id: number) {
	const [five, place] = [Math.floor((id - 1) / 5), (id - 1) % 5];
	const former = 1 + Math.floor(((five * 0.618) % 1) * NEW_OF_FIVE * five);
	const customer = place < NEW_OF_FIVE ? five * NEW_OF_FIVE + place + 1 : former;
	return {
		id,
		customer_id: customer,
		date_created: 'Thu, 18 Jun 2026 12:05:04 +0000',
		status_id: 11,
		status: 'Awaiting Fulfillment',
		items_total: 1,
		default_currency_code: 'USD',
		is_tax_inclusive_pricing: false,
		total_inc_tax: '100.0000',
		total_tax: '0.0000',
		shipping_cost_inc_tax: '0.0000',
		shipping_cost_ex_tax: '0.0000',
		base_shipping_cost: '0.0000',
		discount_amount: '0.0000',
		coupon_discount: '0.0000',
		billing_address: { email: `Customer.${customer}@example.com`, country_iso2: 'US' },
		order_source: 'www',
		channel_id: 1,
		consignments: {
			shipping: [
				{
					line_items: [
						{ id, product_id: 1, name: 'Mug', sku: 'MUG', quantity: 1, price_inc_tax: '100.0000' },
					],
				},
			],
		},
	};
}

/** After a collection of garbage, in bytes. */
function memoryInUse(): number {
	global.gc!();
	const { heapUsed, arrayBuffers } = process.memoryUsage();
	return heapUsed + arrayBuffers;
}

if (require.main === module) void main(Number(process.argv[2]));
