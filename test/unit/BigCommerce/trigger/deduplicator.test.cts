import { OrderMemory } from '../../../../nodes/BigCommerce/trigger/deduplicator';

/** A decision that is made when the test says so. */
function pending<T>() {
	let decide!: (value: T | undefined) => void;
	let fail!: (error: Error) => void;
	const promise = new Promise<T | undefined>((resolve, reject) => {
		decide = resolve;
		fail = reject;
	});
	return { promise, decide, fail };
}

test('an order that was emitted is a duplicate from then on', async () => {
	const memory = new OrderMemory();
	expect(await memory.once('1', () => Promise.resolve('order'))).toBe('order');
	expect(await memory.once('1', () => Promise.reject(new Error('not to be read')))).toBe(
		'duplicate',
	);
});

test('an order that was not emitted is decided anew', async () => {
	const memory = new OrderMemory();
	expect(await memory.once('1', () => Promise.resolve(undefined))).toBeUndefined();
	expect(await memory.once('1', () => Promise.resolve('order'))).toBe('order');
});

test('several at once wait for each other, and one emits', async () => {
	const memory = new OrderMemory();
	const first = pending<string>();
	const decisions = [
		memory.once('1', () => first.promise),
		memory.once('1', () => Promise.resolve('second')),
		memory.once('1', () => Promise.resolve('third')),
	];
	first.decide(undefined);
	expect(await Promise.all(decisions)).toEqual([undefined, 'second', 'duplicate']);
});

test('one that cannot be decided does not stop the next', async () => {
	const memory = new OrderMemory();
	const first = pending<string>();
	const failing = memory.once('1', () => first.promise);
	const next = memory.once('1', () => Promise.resolve('order'));
	first.fail(new Error('no answer'));
	await expect(failing).rejects.toThrow('no answer');
	expect(await next).toBe('order');
});

test('other orders do not wait', async () => {
	const memory = new OrderMemory();
	const first = pending<string>();
	const slow = memory.once('1', () => first.promise);
	expect(await memory.once('2', () => Promise.resolve('order'))).toBe('order');
	first.decide('late');
	expect(await slow).toBe('late');
});

test('what is forgotten goes through again', async () => {
	const memory = new OrderMemory();
	await memory.once('1', () => Promise.resolve('order'));
	memory.forget('1');
	expect(await memory.once('1', () => Promise.resolve('again'))).toBe('again');
});

test('the oldest is forgotten first', async () => {
	const memory = new OrderMemory(2);
	for (const key of ['1', '2', '3']) await memory.once(key, () => Promise.resolve(key));
	expect(await memory.once('2', () => Promise.resolve('again'))).toBe('duplicate');
	expect(await memory.once('1', () => Promise.resolve('again'))).toBe('again');
});
