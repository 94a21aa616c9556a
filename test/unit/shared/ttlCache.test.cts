import { TtlCache } from '../../../nodes/shared/ttlCache';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const read = (value: string) => () => Promise.resolve(value);
const never = () => Promise.reject(new Error('not to be read'));

test('an entry is read once, also by those who ask at once', async () => {
	const cache = new TtlCache<string>();
	expect(await Promise.all([cache.get('a', read('1')), cache.get('a', never)])).toEqual(['1', '1']);
	expect(await cache.get('a', never)).toBe('1');
	expect(await cache.get('b', read('2'))).toBe('2');
});

test('an entry that failed is read again', async () => {
	const cache = new TtlCache<string>();
	await expect(cache.get('a', never)).rejects.toThrow();
	expect(cache.size).toBe(0);
	expect(await cache.get('a', read('1'))).toBe('1');
});

test('an entry older than the caller allows is read again', async () => {
	const cache = new TtlCache<string>();
	await cache.get('a', read('1'));
	await pause(20);
	expect(await cache.get('a', read('2'), 10)).toBe('2');
	expect(await cache.get('a', never)).toBe('2');
});

test('an expired entry is gone from memory without anyone asking', async () => {
	const cache = new TtlCache<string>(40);
	await cache.get('a', read('1'));
	await pause(25);
	await cache.get('b', read('2'));
	await pause(30);
	expect(cache.size).toBe(1);
	await pause(60);
	expect(cache.size).toBe(0);
});

test('a renewed entry lives on', async () => {
	const cache = new TtlCache<string>(1_000);
	await cache.get('a', read('1'));
	await pause(600);
	cache.renew('a');
	cache.renew('unknown');
	await pause(600);
	expect(await cache.get('a', never)).toBe('1');
	expect(cache.size).toBe(1);
});

test('the failure of a former reading leaves the newer entry alone', async () => {
	const cache = new TtlCache<string>();
	let fail: (error: Error) => void = () => undefined;
	const first = cache.get('a', () => new Promise((_resolve, reject) => (fail = reject)));
	await pause(5);
	expect(await cache.get('a', read('2'), 1)).toBe('2');
	fail(new Error('late'));
	await expect(first).rejects.toThrow('late');
	expect(await cache.get('a', never)).toBe('2');
});
