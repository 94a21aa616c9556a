import { Clock } from '../../sandbox/clock.cts';

const HOUR = 3_600_000;
let clock: Clock;

afterEach(() => clock.clear());

it('the clock runs like the machine’s and jumps ahead by what is advanced', async () => {
	clock = new Clock();
	expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
	await clock.advance(HOUR);
	await clock.advance(HOUR);
	const ahead = clock.now() - Date.now();
	expect(ahead).toBeGreaterThanOrEqual(2 * HOUR);
	expect(ahead).toBeLessThan(2 * HOUR + 50);
	expect(clock.date().getTime() - clock.now()).toBeLessThan(50);
});

it('advancing runs what falls due, in its order and at its time', async () => {
	clock = new Clock();
	const start = clock.now();
	const runs: Array<[name: string, hours: number]> = [];
	const note = (name: string) => () => {
		runs.push([name, Math.round((clock.now() - start) / HOUR)]);
	};
	clock.after(3 * HOUR, note('third'));
	clock.after(HOUR, () => {
		note('first')();
		clock.after(HOUR, note('second'));
	});
	clock.after(9 * HOUR, note('never'));
	await clock.advance(4 * HOUR);
	expect(runs).toEqual([
		['first', 1],
		['second', 2],
		['third', 3],
	]);
	expect(clock.count).toBe(1);
});

it('advancing waits for what it runs', async () => {
	clock = new Clock();
	let isDone = false;
	clock.after(HOUR, async () => {
		await new Promise((resolve) => setTimeout(resolve, 30));
		isDone = true;
	});
	await clock.advance(HOUR);
	expect(isDone).toBe(true);
});

it('a scaled timer fires after its scaled time, or when that time is advanced', async () => {
	clock = new Clock(0.001);
	const started = Date.now();
	await new Promise<void>((resolve) => {
		clock.after(60_000, () => resolve(), { isScaled: true });
	});
	expect(Date.now() - started).toBeGreaterThanOrEqual(59);
	let isDone = false;
	clock.after(HOUR, () => (isDone = true), { isScaled: true });
	await clock.advance(HOUR);
	expect(isDone).toBe(true);
});

it('a timer that is cancelled or cleared never fires', async () => {
	clock = new Clock();
	const runs: string[] = [];
	const cancel = clock.after(HOUR, () => runs.push('cancelled'));
	cancel();
	clock.after(HOUR, () => runs.push('cleared'));
	clock.clear();
	clock.after(HOUR, () => runs.push('kept'));
	await clock.advance(2 * HOUR);
	expect(runs).toEqual(['kept']);
});

it('two advances at once add up', async () => {
	clock = new Clock();
	const start = clock.now();
	await Promise.all([clock.advance(HOUR), clock.advance(HOUR)]);
	expect(clock.now() - start).toBeGreaterThanOrEqual(2 * HOUR);
});
