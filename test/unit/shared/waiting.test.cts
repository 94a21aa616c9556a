import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { within } from '../../../nodes/shared/waiting';

const HOUR_MS = 60 * 60_000;

afterEach(() => jest.restoreAllMocks());

describe('within', () => {
	test('gives what the work gives, or nothing when it takes too long', async () => {
		expect(await within(Promise.resolve(118), HOUR_MS)).toBe(118);
		expect(await within(new Promise(() => undefined), 1)).toBeUndefined();
		expect(await within(sleep(50, 'late'), -5)).toBeUndefined();
		await expect(within(Promise.reject(new Error('No')), HOUR_MS)).rejects.toThrow('No');
	});

	test('holds no memory for a limit whose work is done', async () => {
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		const limits: Array<WeakRef<AbortSignal>> = [];
		jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
			const signal = timeout(ms);
			limits.push(new WeakRef(signal));
			return signal;
		});
		setFlagsFromString('--expose_gc');
		const collectGarbage = runInNewContext('gc') as () => void;
		const held = () => limits.filter((limit) => limit.deref()).length;

		const underWay = within(new Promise(() => undefined), HOUR_MS);
		for (let i = 0; i < 100; i++) await within(Promise.resolve(i), HOUR_MS);
		for (let i = 0; i < 100; i++) await within(Promise.reject(new Error()), HOUR_MS).catch(() => 0);
		jest.restoreAllMocks();
		await sleep(1);
		collectGarbage();
		expect(limits).toHaveLength(201);
		expect(held()).toBe(1);
		expect(underWay).toBeInstanceOf(Promise);
	});
});
