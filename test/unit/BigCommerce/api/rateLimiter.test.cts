import { RateLimiter } from '../../../../nodes/BigCommerce/api/rateLimiter';

const answer = (left: number, reset: number, quota = 150) => ({
	'x-rate-limit-requests-left': String(left),
	'x-rate-limit-requests-quota': String(quota),
	'x-rate-limit-time-reset-ms': String(reset),
});

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Whether a request may go out without waiting. */
async function goesAtOnce(limiter: RateLimiter): Promise<boolean> {
	let went = false;
	void limiter.acquire().then(() => (went = true));
	await jest.advanceTimersByTimeAsync(0);
	return went;
}

test('a request goes out at once while nothing is known of the quota', async () => {
	expect(await goesAtOnce(new RateLimiter())).toBe(true);
});

test.each([
	[32, true],
	[31, true],
	[30, false],
	[0, false],
])('with %i of 150 left, a request goes out at once: %s', async (left, expected) => {
	const limiter = new RateLimiter();
	limiter.update(answer(left, 10_000));
	expect(await goesAtOnce(limiter)).toBe(expected);
});

test('what waits goes out with the next window, and is counted', async () => {
	const limiter = new RateLimiter();
	limiter.update(answer(5, 10_000));
	let went = false;
	void limiter.acquire().then(() => (went = true));
	await jest.advanceTimersByTimeAsync(9_999);
	expect(went).toBe(false);
	await jest.advanceTimersByTimeAsync(1);
	expect(went).toBe(true);
	expect(limiter.waitedMs).toBe(10_000);
});

test('requests that are under way at once share what is left', async () => {
	const limiter = new RateLimiter();
	limiter.update(answer(32, 10_000));
	expect([await goesAtOnce(limiter), await goesAtOnce(limiter), await goesAtOnce(limiter)]).toEqual(
		[true, true, false],
	);
});

test('an answer without the headers changes nothing', async () => {
	const limiter = new RateLimiter();
	limiter.update(answer(5, 10_000));
	limiter.update({});
	expect(await goesAtOnce(limiter)).toBe(false);
});

test('a request that may not go out before its deadline does not go out', async () => {
	const limiter = new RateLimiter();
	limiter.update(answer(30, 10_000));
	let hasTurn: boolean | undefined;
	void limiter.acquire({ deadline: Date.now() + 3_000 }).then((has) => (hasTurn = has));
	await jest.advanceTimersByTimeAsync(2_900);
	expect(hasTurn).toBeUndefined();
	await jest.advanceTimersByTimeAsync(150);
	expect(hasTurn).toBe(false);
	await jest.advanceTimersByTimeAsync(7_000);
	expect(limiter.isTight()).toBe(false);
});

test('the most urgent request goes first, also out of half of the reserve', async () => {
	const limiter = new RateLimiter();
	limiter.update(answer(30, 10_000));
	const went: string[] = [];
	void limiter.acquire({ priority: 'bulk' }).then(() => went.push('bulk'));
	void limiter.acquire({ priority: 'normal' }).then(() => went.push('normal'));
	void limiter.acquire({ priority: 'urgent' }).then(() => went.push('urgent'));
	await jest.advanceTimersByTimeAsync(100);
	expect(went).toEqual(['urgent']);
	await jest.advanceTimersByTimeAsync(10_000);
	expect(went).toEqual(['urgent', 'normal', 'bulk']);
});

test('an hour without a quota still lets one request a window find out', async () => {
	const limiter = new RateLimiter();
	limiter.update(answer(0, 1_000, 0));
	let went = 0;
	void limiter.acquire().then(() => went++);
	void limiter.acquire().then(() => went++);
	await jest.advanceTimersByTimeAsync(1_100);
	expect(went).toBe(1);
	await jest.advanceTimersByTimeAsync(30_100);
	expect(went).toBe(2);
});

describe('a limiter that spreads requests', () => {
	/** How many requests have gone out after so many ms when there are always more. */
	async function counts(limiter: RateLimiter, times: number[]): Promise<number[]> {
		let went = 0;
		for (let index = 0; index < 300; index++) {
			void limiter.acquire({ priority: 'normal' }).then(() => went++);
		}
		const found: number[] = [];
		let now = 0;
		for (const time of times) {
			await jest.advanceTimersByTimeAsync(time - now);
			now = time;
			found.push(went);
		}
		return found;
	}

	test('lets half of its part of the quota go at once', async () => {
		const limiter = new RateLimiter(true);
		limiter.update(answer(150, 30_000));
		expect(await counts(limiter, [0])).toEqual([60]);
	});

	test('spreads the other half over the window, and uses no more', async () => {
		const limiter = new RateLimiter(true);
		limiter.update(answer(90, 30_000));
		const [soon, middle, end] = await counts(limiter, [1_000, 15_000, 29_900]);
		expect(soon).toBeLessThan(6);
		expect(middle).toBeGreaterThan(15);
		expect(middle).toBeLessThan(45);
		expect(end).toBeGreaterThan(middle);
		expect(end).toBeLessThanOrEqual(60);
	});
});
