import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { countsSince } from '../../../../nodes/BigCommerce/trigger/publication';
import { exchange, saveReport } from '../../../../nodes/BigCommerce/trigger/processReport';
import type * as memoryModule from '../../../../nodes/BigCommerce/trigger/triggerMemory';

type TriggerMemory = memoryModule.TriggerMemory;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const OWNER = 'workflow/node/store';

/** n8n's database, and the clock. */
let stored: IDataObject;
let now: number;

beforeEach(() => {
	stored = {};
	now = Date.UTC(2026, 10, 25);
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});

afterEach(() => jest.restoreAllMocks());

/** The memory of a new n8n process. */
function startProcess(): TriggerMemory {
	jest.resetModules();
	const { TriggerMemory } = jest.requireActual<typeof memoryModule>(
		'../../../../nodes/BigCommerce/trigger/triggerMemory',
	);
	return new TriggerMemory(OWNER);
}

/** Loads static data, as n8n does with each request. */
const loaded = () => JSON.parse(JSON.stringify(stored)) as IDataObject;

/** As n8n loads static data, hands it over, and saves it. */
function withData(change: (data: IDataObject) => void): void {
	const data = loaded();
	change(data);
	stored = data;
}

const save = (memory: TriggerMemory) => withData((data) => memory.save(data));

/** Starts the trigger, as n8n does after a publish and at its start. Returns since when it catches up. */
function start(memory: TriggerMemory): number {
	let from = NaN;
	withData((data) => {
		memory.recordPublish(data);
		memory.recordHooksRight(memory.now());
		memory.load(data, 0);
		from = memory.accountedUpTo();
		memory.takeOver(data, from);
	});
	return from;
}

function publish(): TriggerMemory {
	const memory = startProcess();
	start(memory);
	return memory;
}

describe('silence', () => {
	/** In each phase n8n is reached for some hours, then not reached, then perhaps restarted. */
	const phase = fc.record({
		reached: fc.array(fc.boolean(), { maxLength: 5 }),
		silent: fc.array(fc.boolean(), { maxLength: 5 }),
		isRestarted: fc.boolean(),
	});

	test('is no proof: whatever was missed, the catch-up starts before it', () => {
		fc.assert(
			fc.property(fc.array(phase, { minLength: 1, maxLength: 4 }), (phases) => {
				stored = {};
				let memory = publish();
				memory.recordHeard();
				save(memory);
				for (const { reached, silent, isRestarted } of phases) {
					let firstMissed = Infinity;
					/** An hour, perhaps with an order; the hourly look finds the webhooks right. */
					const pass = (isPlaced: boolean, isHeard: boolean) => {
						now += HOUR_MS / 2;
						if (isPlaced && isHeard) memory.recordHeard();
						else if (isPlaced) firstMissed = Math.min(firstMissed, now);
						now += HOUR_MS / 2;
						memory.recordHooksRight(memory.now());
						save(memory);
					};
					for (const isPlaced of reached) pass(isPlaced, true);
					for (const isPlaced of silent) pass(isPlaced, false);
					let from = memory.accountedUpTo();
					if (isRestarted) {
						memory = startProcess();
						from = start(memory);
					}
					expect(from).toBeLessThan(firstMissed);
					const complete = memory.beginCatchUp(from);
					const readSince = now;
					now += MINUTE_MS;
					memory.recordHooksRight(now);
					complete(readSince);
					expect(memory.accountedUpTo()).toBeGreaterThanOrEqual(readSince - 5 * MINUTE_MS);
				}
			}),
			{ numRuns: 100 },
		);
	});

	test('after a restart, too, when the process before it was reached', () => {
		const former = publish();
		former.recordHeard();
		save(former);
		now += HOUR_MS;
		const memory = startProcess();
		const complete = memory.beginCatchUp(start(memory));
		const readSince = now;
		complete(readSince);
		now += 60 * HOUR_MS;
		memory.recordHooksRight(now);
		save(memory);
		expect(memory.accountedUpTo()).toBeLessThan(readSince);
	});

	test('is there also after a start at which the webhooks could not be looked at', () => {
		publish();
		now += 10 * 24 * HOUR_MS;
		const former = startProcess();
		former.beginCatchUp(start(former))(now);
		save(former);
		now += HOUR_MS;
		const memory = startProcess();
		let from = NaN;
		withData((data) => {
			memory.load(data, 0);
			from = memory.accountedUpTo();
			memory.takeOver(data, from);
		});
		memory.beginCatchUp(from)(now);
		save(memory);
		expect(memory.accountedUpTo()).toBe(from - 5 * MINUTE_MS);
		expect(start(startProcess())).toBe(from - 5 * MINUTE_MS);
	});

	test('is where a catch-up has to begin when a notification ends a silence of more than an hour', () => {
		const memory = publish();
		expect(memory.recordHeard()).toBeUndefined();
		now += HOUR_MS;
		memory.recordHooksRight(now);
		expect(memory.recordHeard()).toBeUndefined();
		const heard = now;
		now += HOUR_MS + 1;
		memory.recordHooksRight(now);
		expect(memory.recordHeard()).toBe(heard - 5 * MINUTE_MS);
		expect(memory.recordHeard()).toBeUndefined();
	});

	test('does not need another catch-up while one is under way', () => {
		const former = publish();
		former.recordHeard();
		save(former);
		now += 5 * 24 * HOUR_MS;
		const memory = startProcess();
		const complete = memory.beginCatchUp(start(memory));
		now += MINUTE_MS;
		expect(memory.recordHeard()).toBeUndefined();
		complete(now - MINUTE_MS);
		expect(memory.recordHeard()).toBeUndefined();
	});

	test('does not hold up a process that was reached until n8n was set up in queue mode', () => {
		const former = publish();
		former.recordHeard();
		save(former);
		now += 8 * 24 * HOUR_MS;
		const main = startProcess();
		main.beginCatchUp(start(main))(now);
		now += 60 * HOUR_MS;
		main.recordHooksRight(now);
		expect(main.accountedUpTo()).toBe(now - 5 * MINUTE_MS);
	});

	test('does not hold up a process that never receives notifications (queue mode)', () => {
		const main = publish();
		const processor = startProcess();
		withData((data) => processor.load(data, 0));
		processor.recordHeard();
		processor.recordHooksRight(now);
		save(processor);
		now += 60 * HOUR_MS;
		main.recordHooksRight(now);
		save(main);
		expect(main.accountedUpTo()).toBe(now - 5 * MINUTE_MS);
		// The mark of a processor that has heard nothing since then no longer counts.
		const next = startProcess();
		expect(start(next)).toBe(now - 5 * MINUTE_MS);
	});
});

describe('unpublishing', () => {
	/** What n8n's processes may do one after another; each write is of what its process loaded before. */
	const step = fc.oneof(
		fc.record({ do: fc.constantFrom('load', 'write'), by: fc.nat({ max: 1 }) }),
		fc.record({ do: fc.constantFrom('publish', 'unpublish'), by: fc.constant(0) }),
	);

	test('is not taken for lasting when a write of the publish was lost', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
				stored = {};
				const processes = [publish(), startProcess()];
				const data = [loaded(), loaded()];
				let isPublished = true;
				for (const { do: action, by } of steps) {
					now += 1;
					if (action === 'load') data[by] = loaded();
					if (action === 'write') {
						processes[by].save(data[by]);
						stored = data[by];
						data[by] = loaded();
					}
					if (action === 'unpublish') withData((own) => processes[0].recordUnpublish(own));
					if (action === 'publish') start(processes[0]);
					if (action.endsWith('publish')) isPublished = action === 'publish';
				}
				// The process that runs the trigger writes now and then, and stops.
				now += HOUR_MS;
				if (isPublished) processes[0].recordHooksRight(now);
				save(processes[0]);
				const stopped = now;
				now += 60 * HOUR_MS;
				const from = start(startProcess());
				if (isPublished) expect(from).toBeLessThan(stopped);
				else expect(from).toBe(now - 5 * MINUTE_MS);
			}),
			{ numRuns: 100 },
		);
	});

	test('nor when only the processes that receive notifications write after it (queue mode)', () => {
		const main = publish();
		now += HOUR_MS;
		withData((data) => main.recordUnpublish(data));
		const processor = startProcess();
		const request = loaded();
		processor.load(request, 0);
		start(main);
		processor.save(request);
		stored = request;
		now += HOUR_MS;
		processor.recordHeard();
		processor.recordHooksRight(now);
		save(processor);
		const stopped = now;
		now += 60 * HOUR_MS;
		expect(start(startProcess())).toBeLessThan(stopped);
	});

	test('for long ends what was missed; the state of an earlier version says so, too', () => {
		const former = publish();
		former.recordHeard();
		withData((data) => former.recordUnpublish(data));
		now += 49 * HOUR_MS;
		const { state } = stored as { state: Record<string, unknown> };
		delete state.republishedAt;
		for (const memory of [former, startProcess()]) {
			const before = JSON.stringify(stored);
			expect(start(memory)).toBe(now - 5 * MINUTE_MS);
			expect(countsSince(memory.publication, 'orderPlaced')).toBe(now);
			expect(countsSince(memory.publication, 'orderRefunded')).toBe(now - 49 * HOUR_MS);
			stored = JSON.parse(before) as IDataObject;
		}
	});
});

describe('failed orders', () => {
	const begun = Date.UTC(2026, 10, 20);

	test.each([1, 500, 501, 600])('%i of them are found again after a restart', (count) => {
		const memory = publish();
		const complete = memory.beginCatchUp(begun);
		for (let id = 1; id <= count; id++) {
			memory.begin(id, begun + id * MINUTE_MS);
			memory.end(id, 'failed');
		}
		complete(now);
		memory.recordHooksRight(now);
		save(memory);
		const next = startProcess();
		const from = start(next);
		for (let id = 1; id <= count; id++) {
			expect(next.hasFailed(id) || from <= begun + id * MINUTE_MS).toBe(true);
		}
		if (count <= 500) expect(from).toBe(now - 5 * MINUTE_MS);
	});

	test('are not forgotten while n8n is away, nor by a process that does not try them', () => {
		const memory = publish();
		memory.begin(1, begun);
		memory.end(1, 'failed');
		save(memory);
		now += 5 * 24 * HOUR_MS;
		const processor = startProcess();
		withData((data) => processor.load(data, 0));
		save(processor);
		const next = startProcess();
		start(next);
		expect(next.hasFailed(1)).toBe(true);
		now += 24 * HOUR_MS;
		save(next);
		expect(next.hasFailed(1)).toBe(true);
		// They end by being delivered or given up.
		next.giveUp(1);
		save(next);
		expect(next.hasFailed(1)).toBe(false);
		expect(stored).toMatchObject({ state: { failed: {}, givenUp: '1' } });
	});

	test('of an earlier version, which knew the time of the failure only', () => {
		const memory = publish();
		memory.begin(1, begun);
		memory.end(1, 'failed');
		save(memory);
		const { failed } = (stored as { state: { failed: Record<string, object> } }).state;
		failed[1] = { since: now, tries: 3 };
		const next = startProcess();
		withData((data) => next.load(data, 0));
		expect(next.failedOrders().get(1)).toEqual({ since: now, changedAt: now, tries: 3 });
	});

	test('stay failed after an attempt that decided nothing', () => {
		const memory = publish();
		memory.begin(1, begun);
		memory.end(1, 'failed');
		memory.begin(1, begun);
		memory.end(1, 'undecided');
		save(memory);
		expect(memory.hasFailed(1)).toBe(true);
		memory.begin(1, begun);
		memory.end(1, 'ignored');
		save(memory);
		expect(memory.hasFailed(1)).toBe(false);
		expect(stored).toMatchObject({ state: { failed: {} } });
	});
});

test('an order that stays unpaid for 30 days is forgotten in memory, too', () => {
	const memory = publish();
	memory.recordUnplaced(1);
	now += 31 * 24 * HOUR_MS;
	memory.recordUnplaced(2);
	save(memory);
	expect(memory.wasUnplaced(1)).toBe(false);
	expect(memory.wasUnplaced(2)).toBe(true);
	expect(stored).toMatchObject({ state: { unplaced: { [Math.floor(now / HOUR_MS / 24)]: '2' } } });
});

describe('in queue mode', () => {
	/** The main process, which n8n saves nothing for, has a webhook processor save what it knows. */
	async function report(
		main: TriggerMemory,
		to: TriggerMemory,
		meanwhile = () => undefined as void,
	) {
		await exchange(main, async (sent) => {
			const body = JSON.parse(JSON.stringify({ scope: 'save', ...sent })) as IDataObject;
			let answer: IDataObject | undefined;
			withData((data) => {
				to.load(data, 0);
				answer = saveReport(to, data, body);
			});
			meanwhile();
			return await Promise.resolve(
				JSON.parse(JSON.stringify({ message: 'Saved', ...answer })) as unknown,
			);
		});
	}

	test('what the main process has delivered survives its restart, and its mark moves on', async () => {
		const main = publish();
		const processor = startProcess();
		now += 10 * 24 * HOUR_MS;
		main.begin(7, now);
		main.end(7, 'delivered');
		main.begin(8, now);
		main.end(8, 'failed');
		main.giveUp(9);
		main.beginCatchUp(now)(now);
		main.recordHooksRight(now);
		await report(main, processor);
		expect(main.saveDueAt).toBeUndefined();
		const next = startProcess();
		expect(start(next)).toBe(now - 5 * MINUTE_MS);
		expect([7, 8].map((id) => [next.isDelivered(id), next.hasFailed(id)])).toEqual([
			[true, false],
			[false, true],
		]);
		expect(stored).toMatchObject({ state: { givenUp: '9' } });
	});

	test('the main process learns what the processors know, and drops the marks of dead ones', async () => {
		const main = publish();
		const processors = [startProcess(), startProcess()];
		for (const [index, processor] of processors.entries()) {
			now += HOUR_MS;
			withData((data) => processor.load(data, 0));
			processor.recordHooksRight(now);
			processor.recordUnplaced(index + 1);
			processor.begin(index + 11, now);
			processor.end(index + 11, 'failed');
			save(processor);
		}
		main.recordHooksRight(now);
		await report(main, processors[1]);
		expect([1, 2].map((id) => main.wasUnplaced(id))).toEqual([true, true]);
		expect([...main.failedOrders().keys()].sort()).toEqual([11, 12]);
		expect(Object.keys((stored as { state: { marks: object } }).state.marks)).toHaveLength(2);
		expect(main.accountedUpTo()).toBe(now - 5 * MINUTE_MS);
	});

	test('an order that fails meanwhile is saved the next time', async () => {
		const main = publish();
		const processor = startProcess();
		main.recordHooksRight(now);
		await report(main, processor, () => {
			main.begin(7, now);
			main.end(7, 'failed');
		});
		expect(main.saveDueAt).toBeDefined();
		await report(main, processor);
		expect(main.saveDueAt).toBeUndefined();
		expect(startsWithFailed(7)).toBe(true);
		main.begin(7, now);
		main.end(7, 'ignored');
		await report(main, processor);
		expect(startsWithFailed(7)).toBe(false);
	});

	test('a request without a report saves nothing', () => {
		const processor = startProcess();
		const data = {};
		for (const body of [{}, 'x', null, { state: { owner: 'another', publishedAt: 1 } }]) {
			expect(saveReport(processor, data, body)).toBeUndefined();
		}
		expect(data).toEqual({});
	});

	function startsWithFailed(id: number): boolean {
		const next = startProcess();
		withData((data) => next.load(data, 0));
		return next.hasFailed(id);
	}
});
