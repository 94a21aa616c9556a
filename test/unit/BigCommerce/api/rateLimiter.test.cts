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
