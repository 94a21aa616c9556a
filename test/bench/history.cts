/* Reading history: the BigCommerce node's Get Many, with new customers, against the usual way with one
   request per sub-resource. Half of the store's orders are from repeat customers. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../sandbox/index.cts';
import type { Reading, Task } from './historyReader.cts';
import type { Case, Measurement } from './report.cts';
import { inTurns } from './timing.cts';

const REPETITIONS = 3;
const ORDERS = 4_000;

const OURS = 'Get Many';
const THEIRS = 'one request for each sub-resource';

interface Result extends Reading {
	requests: number;
}

export async function measureHistory(): Promise<Measurement> {
	const whole = await compare(1);
	const half = await compare(0.5);
	const perRequest = ({ orders, requests }: Result) => orders / requests;
	const cases: Case[] = [
		{ ...case_(whole, 'orders an API request', '', perRequest), goals: [{ atLeast: 100 }] },
		case_(half, 'the same, for the second half only', '', perRequest),
		case_(whole, 'orders a second', '/s', ({ orders, seconds }) => orders / seconds),
		case_(whole, 'memory at most', 'MB', ({ peakMb }) => peakMb),
	];
	const [{ orders, requests }] = whole[OURS];
	return {
		id: 'history',
		title: 'Reading history',
		cases,
		notes: [
			`${ORDERS} placed orders, every other one a customer's second order; no quota. Get Many read ${orders} orders in ${requests} requests. The usual way reads 10 orders concurrently.`,
		],
	};
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
	const reader = fork(path.join(__dirname, 'historyReader.cts'), [JSON.stringify(task)], {
		execArgv: ['--require', 'tsx/cjs'],
	});
	const ended = once(reader, 'exit').then(() =>
		Promise.reject(new Error(`${way} returned no result`)),
	);
	const [reading] = (await Promise.race([once(reader, 'message'), ended])) as [Reading];
	await once(reader, 'exit').catch(() => undefined);
	return { ...reading, requests: requests.count({ path: /^\/stores/ }) };
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

function case_(
	results: Record<string, Result[]>,
	name: string,
	unit: string,
	figure: (result: Result) => number,
): Case {
	const ways = Object.entries(results).map(([way, all]) => [way, all.map(figure)]);
	return { name, unit, ways: Object.fromEntries(ways) as Case['ways'] };
}
