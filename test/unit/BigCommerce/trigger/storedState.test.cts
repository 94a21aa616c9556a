import fc from 'fast-check';
import { fromRanges, toRanges } from '../../../../nodes/BigCommerce/trigger/idRanges';
import {
	mergeStates,
	newState,
	readState,
	writeState,
} from '../../../../nodes/BigCommerce/trigger/storedState';
import {
	accountedUpTo,
	currentMarks,
	markOf,
} from '../../../../nodes/BigCommerce/trigger/watermark';

const MINUTE_MS = 60_000;
const NOW = Date.UTC(2026, 10, 25);
const none = { failed: new Map(), resolved: new Set<number>(), hasTakenOver: true, now: NOW };
const nothingOpen = { inFlight: new Map(), listed: new Map(), catchUps: [] };

test('ids survive as ranges', () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 500 })), (ids) => {
			expect([...fromRanges(toRanges(ids))].sort()).toEqual([...ids].sort());
		}),
	);
	expect(toRanges([103, 101, 102, 107])).toBe('101-103,107');
	expect(fromRanges('1-999999999999').size).toBe(100_000);
});

test('the state survives static data, and anything else in there is not read', () => {
	const state = newState('w/n/store', NOW);
	state.delivered.add(101).add(102);
	state.failed.set(103, { since: NOW, changedAt: NOW - 1, tries: 2 });
	state.unplaced.set(104, Math.floor(NOW / 86_400_000));
	state.marks.process = { at: NOW, catchUpSince: NOW };
	const data = {};
	writeState(data, state, NOW);
	expect(readState(data, 'w/n/store')).toEqual(state);
	expect(readState(data, 'w/n/another')).toBeUndefined();
	fc.assert(
		fc.property(fc.anything(), (value) => {
			expect(readState({ state: value as never }, 'w/n/store')).toBeUndefined();
		}),
	);
});

test('merging keeps what another process wrote and what this one knows', () => {
	const stored = newState('o', NOW);
	stored.delivered.add(1);
	const failure = { since: NOW, changedAt: NOW, tries: 1 };
	stored.failed.set(2, failure).set(3, failure);
	const mine = newState('o', NOW + 1);
	mine.delivered.add(2);
	const failed = new Map([[4, failure]]);
	const merged = mergeStates(stored, mine, { ...none, failed, resolved: new Set([3]) });
	expect([...merged.delivered].sort()).toEqual([1, 2]);
	expect([...merged.failed.keys()]).toEqual([4]);
	expect(merged.publishedAt).toBe(NOW);
});

describe('the mark', () => {
	test('stays before an order in flight, a catch-up, and the last look at the webhooks', () => {
		fc.assert(
			fc.property(
				fc.array(fc.nat({ max: 1e6 })),
				fc.array(fc.nat({ max: 1e6 })),
				fc.nat({ max: 1e6 }),
				(changes, starts, hooksRightAt) => {
					const mark = markOf({
						inFlight: new Map(changes.map((at, id) => [id, at])),
						listed: new Map(),
						catchUps: starts.map((from) => ({ from, since: NOW })),
						hooksRightAt,
					})!;
					for (const at of changes) expect(mark.at).toBeLessThan(at);
					for (const from of starts) expect(mark.at).toBeLessThanOrEqual(from);
					expect(mark.at).toBeLessThan(hooksRightAt);
				},
			),
		);
	});

	test('passes a failed order only when that is stored beside it', () => {
		const inFlight = new Map([[1, NOW - 60 * MINUTE_MS]]);
		const open = { ...nothingOpen, inFlight, hooksRightAt: NOW };
		expect(markOf(open)!.at).toBeLessThan(NOW - 60 * MINUTE_MS);
		const listed = new Map([[1, { changedAt: NOW }]]);
		expect(markOf({ ...open, listed })!.at).toBe(NOW - 5 * MINUTE_MS);
	});

	test('of a process that died counts for 15 minutes, and longer while it was catching up', () => {
		const alive = { at: NOW };
		expect(accountedUpTo(currentMarks({ alive, dead: { at: NOW - 14 * MINUTE_MS } }, NOW))).toBe(
			NOW - 14 * MINUTE_MS,
		);
		expect(accountedUpTo(currentMarks({ alive, dead: { at: NOW - 16 * MINUTE_MS } }, NOW))).toBe(
			NOW,
		);
		const dead = { at: NOW - 5 * 24 * 60 * MINUTE_MS, catchUpSince: NOW - 60 * MINUTE_MS };
		expect(accountedUpTo(currentMarks({ alive, dead }, NOW))).toBe(dead.at);
	});
});

describe('orders that were seen before they were placed', () => {
	const day = Math.floor(NOW / 86_400_000);

	test('are remembered behind thousands of newer ones', () => {
		const state = newState('o', NOW);
		for (let id = 101; id <= 5_100; id++) state.unplaced.set(id, day);
		const data = {};
		writeState(data, state, NOW);
		expect(readState(data, 'o')?.unplaced).toEqual(state.unplaced);
		// As ranges they take next to nothing.
		expect(JSON.stringify(data).length).toBeLessThan(300);
	});

	test('bring the state to 100 kB at most, when nothing forms a range', () => {
		const state = newState('o', NOW);
		const id = (index: number) => 9_000_001 + index * 2;
		for (let index = 0; index < 20_000; index++) {
			state.unplaced.set(id(index), day - (index % 30));
			state.delivered.add(id(100_000 + index));
			state.givenUp.add(id(200_000 + index));
			state.failed.set(id(300_000 + index), { since: NOW, changedAt: NOW, tries: 12 });
		}
		const data = {};
		writeState(data, state, NOW);
		expect(JSON.stringify(data).length).toBeLessThan(100_000);
	});
});
