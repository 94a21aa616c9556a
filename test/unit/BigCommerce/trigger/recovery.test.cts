import { ManualExecutionCancelledError, type IRun, type ITriggerFunctions } from 'n8n-workflow';
import { connectWith } from '../../../../nodes/BigCommerce/api/client';
import { accountOf } from '../../../../nodes/BigCommerce/orders/account';
import { triggerMemory } from '../../../../nodes/BigCommerce/trigger/context';
import type { TriggerParameters } from '../../../../nodes/BigCommerce/trigger/parameters';
import { deduplicator, orderKey } from '../../../../nodes/BigCommerce/trigger/deliverOrder';
import { CatchUp, type CatchUpOptions } from '../../../../nodes/BigCommerce/trigger/recovery';
import { selectOrder } from '../../../../nodes/BigCommerce/trigger/selectOrder';

jest.mock('../../../../nodes/BigCommerce/api/client');
jest.mock('../../../../nodes/BigCommerce/orders/account');
jest.mock('../../../../nodes/BigCommerce/trigger/selectOrder');

const HOUR_MS = 60 * 60_000;
const NOW = Date.UTC(2026, 10, 25);
const ignored = { status: 'ignored', reason: 'x', unplaced: false, wasRead: true } as const;
let workflows = 0;

interface CatchUpSetup extends Partial<CatchUpOptions> {
	/** What becomes of each execution. */
	execution?: 'fails' | 'never ends' | 'does not start' | 'is stopped';
	acknowledge?: TriggerParameters['acknowledge'];
}

interface Deferred {
	resolve: (run: IRun) => void;
	reject: (error: Error) => void;
}

/** Makes long waits short, and notes them. */
function shortenWaits(): number[] {
	const waits: number[] = [];
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		waits.push(ms);
		return timeout(Math.min(ms, 20));
	});
	return waits;
}

/** A trigger of the store "one", and what BigCommerce lists. */
function startCatchUp(
	listed: object[],
	prepare: (memory: ReturnType<typeof triggerMemory>) => void,
	{ execution = 'fails', acknowledge = 'whenFinished', ...options }: CatchUpSetup = {},
) {
	const credentials = { storeHash: 'one', accessToken: 'token' };
	const id = `workflow${++workflows}`;
	const emitted: unknown[] = [];
	const saveFailedExecution = jest.fn<void, [Error]>();
	const error = { data: { resultData: { error: new Error('Converge is down') } } };
	const context = {
		logger: { debug: jest.fn(), warn: jest.fn(), error: jest.fn() },
		saveFailedExecution,
		getMode: () => 'trigger',
		getNode: () => ({ id: 'node', name: 'BigCommerce Trigger' }),
		getWorkflow: () => ({ id }),
		getCredentials: () => Promise.resolve(credentials),
		emit: ([[item]]: [[unknown]], _response: unknown, done: Deferred) => {
			emitted.push(item);
			if (execution === 'fails') done.resolve(error as unknown as IRun);
			if (execution === 'is stopped') done.reject(new ManualExecutionCancelledError('1'));
			if (execution === 'does not start') done.reject(new Error('The database is locked'));
		},
		helpers: {
			createDeferredPromise: () => {
				let [resolve, reject]: unknown[] = [];
				const promise = new Promise((onResolve, onReject) => {
					[resolve, reject] = [onResolve, onReject];
				});
				return { promise, resolve, reject };
			},
		},
	} as unknown as ITriggerFunctions;
	const list = jest.fn().mockResolvedValueOnce(listed).mockResolvedValue([]);
	jest.mocked(connectWith).mockReturnValue({ store: {}, list } as never);
	jest.mocked(accountOf).mockResolvedValue({ loader: { load: jest.fn() } } as never);
	const memory = triggerMemory(context, credentials);
	prepare(memory);
	const parameters = { isPlaced: () => true, acknowledge };
	const catchUp = new CatchUp(context, memory, parameters as unknown as TriggerParameters);
	catchUp.start({ from: NOW - HOUR_MS, delayMs: 0, ...options });
	return { context, credentials, memory, emitted, catchUp, list, saveFailedExecution };
}

/** Holds the selection of an order until it is called with the outcome. */
function heldSelection() {
	let decide: (selection: Awaited<ReturnType<typeof selectOrder>>) => void = () => undefined;
	const selection = new Promise<Awaited<ReturnType<typeof selectOrder>>>((resolve) => {
		decide = resolve;
	});
	jest.mocked(selectOrder).mockReset().mockReturnValue(selection);
	return decide;
}

async function until(isTrue: () => boolean): Promise<void> {
	for (let waits = 0; waits < 500 && !isTrue(); waits++) {
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	expect(isTrue()).toBe(true);
}

const settled = async () => await new Promise((resolve) => setTimeout(resolve, 50));
const wanted = { status: 'wanted', item: { id: 118 } } as never;
const fail = (id: number) => (memory: ReturnType<typeof triggerMemory>) => {
	memory.begin(id, NOW);
	memory.end(id, 'failed');
};

describe('a failed order that is read again when the catch-up stops', () => {
	test('stays failed, and is not emitted', async () => {
		const decide = heldSelection();
		const { memory, emitted, catchUp } = startCatchUp([], fail(118));
		await until(() => jest.mocked(selectOrder).mock.calls.length > 0);
		catchUp.stop();
		decide(wanted);
		await settled();
		expect(emitted).toEqual([]);
		expect(memory.hasFailed(118)).toBe(true);
	});

	test('is no longer failed when the reading shows that it is not wanted', async () => {
		const decide = heldSelection();
		const { memory, catchUp } = startCatchUp([], fail(118));
		await until(() => jest.mocked(selectOrder).mock.calls.length > 0);
		catchUp.stop();
		decide(ignored);
		await until(() => !memory.hasFailed(118));
	});
});

describe.each([false, true])(
	'a catch-up that leaves failed orders to others: %s',
	(leavesFailed) => {
		const order = (id: number) => ({ id, date_created: new Date(NOW).toUTCString() });

		test('tries orders that have failed, listed or not, only if it does not', async () => {
			jest.mocked(selectOrder).mockReset().mockResolvedValue(ignored);
			const { memory, list } = startCatchUp(
				[order(119), order(120)],
				(known) => [117, 119].forEach((id) => fail(id)(known)),
				{ leavesFailed },
			);
			await until(() => list.mock.calls.length > 0);
			await settled();
			expect(jest.mocked(selectOrder).mock.calls).toHaveLength(leavesFailed ? 1 : 3);
			expect([117, 119].map((id) => memory.hasFailed(id))).toEqual([leavesFailed, leavesFailed]);
		});

		test('retries an order that fails while another delivers it only if it does not', async () => {
			jest.useFakeTimers({ now: NOW, doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] });
			const pauses: number[] = [];
			const timeout = AbortSignal.timeout.bind(AbortSignal);
			jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
				pauses.push(ms);
				return timeout(ms);
			});
			jest.mocked(selectOrder).mockReset().mockResolvedValue(wanted);
			let settle: ((outcome: 'failed') => void) | undefined;
			const { catchUp, emitted } = startCatchUp(
				[order(121)],
				({ owner }) => {
					const admission = deduplicator.admit(orderKey(owner, 121));
					if (admission.status === 'admitted') ({ settle } = admission);
				},
				{ leavesFailed },
			);
			await settled();
			settle!('failed');
			await settled();
			expect(pauses.includes(60_000)).toBe(!leavesFailed);
			expect(emitted).toEqual([]);
			catchUp.stop();
			jest.restoreAllMocks();
			jest.useRealTimers();
		});
	},
);

describe('a catch-up whose credential was edited to be of another store', () => {
	test('ends before it lists orders', async () => {
		jest.mocked(selectOrder).mockReset().mockResolvedValue(wanted);
		const order = { id: 118, date_created: new Date(NOW).toUTCString() };
		const { credentials, emitted, list } = startCatchUp([order], () => undefined);
		credentials.storeHash = 'two';
		await settled();
		expect(list).not.toHaveBeenCalled();
		expect(emitted).toEqual([]);
	});

	test('ends before it reads an order', async () => {
		jest.mocked(selectOrder).mockReset().mockResolvedValue(wanted);
		const order = { id: 118, date_created: new Date(NOW).toUTCString() };
		const started = startCatchUp([order], () => undefined);
		started.list.mockReset().mockResolvedValue([]);
		started.list.mockImplementationOnce(() => {
			started.credentials.storeHash = 'two';
			return Promise.resolve([order]);
		});
		await until(() => started.list.mock.calls.length > 0);
		await settled();
		expect(selectOrder).not.toHaveBeenCalled();
		expect(started.emitted).toEqual([]);
		expect(started.memory.hasFailed(118)).toBe(false);
	});
});

test.each([
	['does not start', 'failed'],
	['fails', 'delivered'],
	['is stopped', 'delivered'],
	['never ends', 'delivered'],
] as const)(
	'where BigCommerce need not wait, an execution that %s leaves the order %s',
	async (execution, outcome) => {
		jest.mocked(selectOrder).mockReset().mockResolvedValue(wanted);
		const order = { id: 118, date_created: new Date(NOW).toUTCString() };
		const { memory, catchUp, list } = startCatchUp([order], () => undefined, {
			...{ execution, acknowledge: 'whenReceived' },
		});
		await until(() => list.mock.calls.length > 1);
		catchUp.stop();
		expect(memory.isDelivered(118)).toBe(outcome === 'delivered');
		expect(memory.hasFailed(118)).toBe(outcome === 'failed');
	},
);

describe('a catch-up that leaves failed orders to others', () => {
	afterEach(() => jest.restoreAllMocks());
	const order = { id: 121, date_created: new Date(NOW).toUTCString() };

	test('goes on with those that failed for itself, even if it has to list again', async () => {
		shortenWaits();
		jest.mocked(selectOrder).mockReset().mockResolvedValue(wanted);
		const { emitted, catchUp, list } = startCatchUp([], () => undefined, { leavesFailed: true });
		list.mockReset();
		list.mockResolvedValueOnce([order]).mockRejectedValueOnce(new Error('ECONNRESET'));
		list.mockResolvedValueOnce([order]).mockResolvedValue([]);
		await until(() => emitted.length > 1);
		catchUp.stop();
	});

	test('leaves those that fail for others while it lists', async () => {
		jest.mocked(selectOrder).mockReset().mockResolvedValue(wanted);
		const { emitted, memory, catchUp, list } = startCatchUp([], () => undefined, {
			leavesFailed: true,
		});
		list.mockReset().mockResolvedValue([]);
		list.mockImplementationOnce(() => {
			fail(121)(memory);
			return Promise.resolve([order]);
		});
		await until(() => list.mock.calls.length > 1);
		await settled();
		catchUp.stop();
		expect(emitted).toEqual([]);
		expect(memory.hasFailed(121)).toBe(true);
	});

	test('takes them back once BigCommerce no longer retries, and gives them up when they fail', async () => {
		const waits = shortenWaits();
		jest.mocked(selectOrder).mockReset().mockResolvedValue(wanted);
		const { context, emitted, memory, catchUp } = startCatchUp([], fail(117), {
			leavesFailed: true,
		});
		await until(() => !memory.hasFailed(117));
		expect(emitted).toHaveLength(12);
		expect(context.logger.error).toHaveBeenCalledWith(
			expect.stringContaining('Gave up on order 117'),
			expect.anything(),
		);
		expect(waits.some((ms) => ms > 48 * HOUR_MS && ms <= 49 * HOUR_MS)).toBe(true);
		catchUp.stop();
	});
});

test('a catch-up that could not list orders for 48 hours shows that as a failed execution', async () => {
	shortenWaits();
	const { memory, list, saveFailedExecution } = startCatchUp([], () => undefined);
	list.mockReset().mockRejectedValue(new Error('ECONNRESET'));
	await until(() => saveFailedExecution.mock.calls.length > 0);
	const [{ message }] = saveFailedExecution.mock.calls[0];
	expect(message).toContain('Orders could not be fetched: BigCommerce did not list them');
	expect(message).toContain('run the reconcile workflow');
	expect(list).toHaveBeenCalledTimes(12);
	// Whoever starts next goes on from there.
	expect(memory.accountedUpTo()).toBeLessThanOrEqual(NOW - HOUR_MS);
	jest.restoreAllMocks();
});

test('an execution that never ends counts as failed after six hours, and the next page is read', async () => {
	shortenWaits();
	jest.mocked(selectOrder).mockReset().mockResolvedValue(wanted);
	const order = { id: 118, date_created: new Date(NOW).toUTCString() };
	const { memory, catchUp, list } = startCatchUp([order], () => undefined, {
		execution: 'never ends',
	});
	await until(() => list.mock.calls.length > 1);
	expect(memory.hasFailed(118)).toBe(true);
	catchUp.stop();
	jest.restoreAllMocks();
});

test.each([
	['its creation', false, NOW - HOUR_MS / 2],
	['its last change, when it was seen before it was placed', true, NOW],
])('an order that fails is found again from %s on', async (_name, wasUnplaced, expected) => {
	jest.mocked(selectOrder).mockReset().mockResolvedValue(wanted);
	const order = {
		id: 118,
		date_created: new Date(NOW - HOUR_MS / 2).toUTCString(),
		date_modified: new Date(NOW).toUTCString(),
	};
	const { memory, catchUp } = startCatchUp([order], (known) => {
		if (wasUnplaced) known.recordUnplaced(118);
	});
	await until(() => memory.hasFailed(118));
	catchUp.stop();
	expect(memory.failedOrders().get(118)?.changedAt).toBe(expected);
});
