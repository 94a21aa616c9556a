import type { IRun, ITriggerFunctions } from 'n8n-workflow';
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

/** A trigger of the store "one" whose workflow fails or never ends, and what BigCommerce lists. */
function startCatchUp(
	listed: object[],
	prepare: (memory: ReturnType<typeof triggerMemory>) => void,
	{ neverEnds = false, ...options }: Partial<CatchUpOptions> & { neverEnds?: boolean } = {},
) {
	const credentials = { storeHash: 'one', accessToken: 'token' };
	const id = `workflow${++workflows}`;
	const emitted: unknown[] = [];
	const error = { data: { resultData: { error: new Error('Converge is down') } } };
	const context = {
		logger: { debug: jest.fn(), warn: jest.fn(), error: jest.fn() },
		getMode: () => 'trigger',
		getNode: () => ({ id: 'node', name: 'BigCommerce Trigger' }),
		getWorkflow: () => ({ id }),
		getCredentials: () => Promise.resolve(credentials),
		emit: ([[item]]: [[unknown]], _response: unknown, done: { resolve: (run: IRun) => void }) => {
			emitted.push(item);
			if (!neverEnds) done.resolve(error as unknown as IRun);
		},
		helpers: {
			createDeferredPromise: () => {
				let resolve: unknown;
				const promise = new Promise((settle) => (resolve = settle));
				return { promise, resolve };
			},
		},
	} as unknown as ITriggerFunctions;
	const list = jest.fn().mockResolvedValueOnce(listed).mockResolvedValue([]);
	jest.mocked(connectWith).mockReturnValue({ store: {}, list } as never);
	jest.mocked(accountOf).mockResolvedValue({ loader: { load: jest.fn() } } as never);
	const memory = triggerMemory(context, credentials);
	prepare(memory);
	const parameters = { isPlaced: () => true, acknowledge: 'whenFinished' };
	const catchUp = new CatchUp(context, memory, parameters as unknown as TriggerParameters);
	catchUp.start({ from: NOW - HOUR_MS, delayMs: 0, ...options });
	return { credentials, memory, emitted, catchUp, list };
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

test('an execution that never ends counts as failed after six hours, and the next page is read', async () => {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	jest
		.spyOn(AbortSignal, 'timeout')
		.mockImplementation((ms) => timeout(ms === 6 * HOUR_MS ? 20 : ms));
	jest.mocked(selectOrder).mockReset().mockResolvedValue(wanted);
	const order = { id: 118, date_created: new Date(NOW).toUTCString() };
	const { memory, catchUp, list } = startCatchUp([order], () => undefined, { neverEnds: true });
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
