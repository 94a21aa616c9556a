/* Reading history: the BigCommerce node's Get Many, with new customers, against the usual way with one
   request per sub-resource. Half of the store's orders are from repeat customers. And whether a million
   customers cost more per order than ten thousand. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../sandbox/index.cts';
import type { CustomersReading } from './customerReader.cts';
import { WINDOW, type Reading, type Task } from './historyReader.cts';
import type { Case, Measurement } from './report.cts';
import { inTurns } from './timing.cts';

const REPETITIONS = 3;
const ORDERS = 9_000;

const OURS = 'Get Many';
const THEIRS = 'one request for each sub-resource';

const MANY = '1,000,000 customers';
const FEW = '10,000 customers';

interface Result extends Reading {
	/** Without those for coupons. */
	requests: number;
	/** For the coupons of an order whose lines do not name them. */
	couponRequests: number;
}

export async function measureHistory(): Promise<Measurement> {
	const whole = await compare(1);
	const half = await compare(0.5);
	const customers = { [MANY]: [await readCustomers(1e6)], [FEW]: [await readCustomers(1e4)] };
	const perRequest = ({ orders, requests }: Counts) => orders / requests;
	const perAnyRequest = ({ orders, requests, couponRequests }: Result) =>
		orders / (requests + couponRequests);
	const ofMany = (name: string, unit: string, figure: (reading: CustomersReading) => number) =>
		case_(customers, `${MANY}, ${name}`, unit, figure);
	const cases: Case[] = [
		case_(whole, 'orders an API request', '', perAnyRequest),
		{
			...case_(whole, 'the same, without requests for coupons', '', perRequest),
			goals: [{ atLeast: 200 }],
		},
		case_(half, 'the same without them, for the second half only', '', perRequest),
		case_(whole, 'orders a second', '/s', ({ orders, seconds }) => orders / seconds),
		case_(whole, 'memory at most', 'MB', ({ peakMb }) => peakMb),
		{
			...ofMany('orders an API request', '', perRequest),
			goals: [{ atLeast: 200 }, { against: FEW, atLeast: 1 }],
		},
		{
			...ofMany('time for an order', 'µs', ({ orders, seconds }) => (seconds / orders) * 1e6),
			goals: [{ against: FEW, atMost: 1.2 }],
		},
		ofMany('memory at most', 'MB', ({ peakMb }) => peakMb),
		ofMany('kept of a customer', 'bytes', ({ keptBytes, firsts }) => keptBytes / firsts),
	];
	const [{ orders, requests, couponRequests }] = whole[OURS];
	const [many] = customers[MANY];
	return {
		id: 'history',
		title: 'Reading history',
		cases,
		notes: [
			`${ORDERS} placed orders, every other one a customer's second order; no quota. Get Many read ${orders} orders in ${requests} requests, in windows of ${WINDOW}. ${couponRequests} more were for the coupons of orders whose lines do not name them (BigCommerce has no list of these for many orders). The usual way reads 10 orders concurrently.`,
			`${MANY}: ${many.orders} orders, four of five a new customer's, read in ${many.requests} requests in ${Math.round(many.seconds)} s. What is known of all these customers takes ${Math.round(many.keptBytes / 1e6)} MB.`,
		],
	};
}

interface Counts {
	orders: number;
	requests: number;
}

/** Get Many of a generated history, without a server. */
async function readCustomers(customers: number): Promise<CustomersReading> {
	const reading = await runReader<CustomersReading>('customerReader.cts', String(customers));
	if (reading.firsts !== customers) {
		throw new Error(`Of ${customers} customers, ${reading.firsts} have a first order`);
	}
	return reading;
}

/** @param part the share of the history to read, starting from the newest order */
async function compare(part: number): Promise<Record<string, Result[]>> {
	return await inStore(async (sandbox, firstId) => {
		const orders = ORDERS * part;
		const from = firstId + ORDERS - orders;
		const read = async (way: Task['way']) => {
			const result = await readAll(sandbox, way, from);
			if (result.orders !== orders || result.firsts !== orders / 2) {
				throw new Error(
					`${way} read ${result.orders} orders, ${result.firsts} of them first orders`,
				);
			}
			return result;
		};
		return await inTurns<string, Result>(REPETITIONS, {
			[OURS]: () => read(OURS),
			[THEIRS]: () => read(THEIRS),
		});
	});
}

async function readAll(sandbox: Sandbox, way: Task['way'], from: number): Promise<Result> {
	const { store, requests, url } = sandbox;
	requests.clear();
	const task: Task = {
		...{ way, from },
		store: { storeHash: store.hash, accessToken: store.tokens.full, apiUrl: url },
	};
	const reading = await runReader<Reading>('historyReader.cts', JSON.stringify(task));
	const coupons = requests.count({ path: /coupons$/ });
	return {
		...reading,
		requests: requests.count({ path: /^\/stores/ }) - coupons,
		couponRequests: coupons,
	};
}

/** Runs one of the readers in its own process. */
async function runReader<T>(file: string, argument: string): Promise<T> {
	const reader = fork(path.join(__dirname, file), [argument], {
		execArgv: ['--expose-gc', '--require', 'tsx/cjs'],
	});
	const ended = once(reader, 'exit').then(() =>
		Promise.reject(new Error(`${file} returned no result`)),
	);
	const [reading] = (await Promise.race([once(reader, 'message'), ended])) as [T];
	await once(reader, 'exit').catch(() => undefined);
	return reading;
}

async function inStore<T>(work: (sandbox: Sandbox, firstId: number) => Promise<T>): Promise<T> {
	const sandbox = await startSandbox({ rateLimit: { quota: 1e9, windowMs: 30_000 } });
	try {
		const [{ id: firstId }] = sandbox.store.generateOrders(ORDERS, {
			given: (index) => ({ status_id: 10, customer_id: Math.floor(index / 2) + 1 }),
		});
		return await work(sandbox, firstId);
	} finally {
		await sandbox.stop();
	}
}

function case_<T>(
	results: Record<string, T[]>,
	name: string,
	unit: string,
	figure: (result: T) => number,
): Case {
	const ways = Object.entries(results).map(([way, all]) => [way, all.map(figure)]);
	return { name, unit, ways: Object.fromEntries(ways) as Case['ways'] };
}
