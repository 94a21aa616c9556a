import { omitEmpty, toId, toText } from '../../../../nodes/Converge/values/fields';

test.each([
	[' a ', 'a'],
	[78701, '78701'],
	['', undefined],
	[' ', undefined],
	[null, undefined],
	[Number.NaN, undefined],
	[true, undefined],
	[{}, undefined],
])('%p as a string is %p', (value, expected) => {
	expect(toText(value)).toBe(expected);
});

test.each([
	[118, '118'],
	['118', '118'],
	[0, undefined],
	['0', undefined],
	[-1, undefined],
	[1.5, undefined],
	['x', undefined],
	[null, undefined],
])('%p as an ID is %p', (value, expected) => {
	expect(toId(value)).toBe(expected);
});

describe('omitEmpty', () => {
	test.each([null, undefined, '', ' ', Number.NaN, Infinity, {}, [], [null], { a: { b: [''] } }])(
		'omits %p',
		(value) => {
			expect(omitEmpty(value)).toBeUndefined();
		},
	);

	test.each([0, false, 'x', ' x '])('keeps %p', (value) => {
		expect(omitEmpty(value)).toBe(value);
	});

	test('keeps the rest of arrays and objects', () => {
		const value = { a: [1, null, { b: '', c: 2 }], d: { e: Number.NaN } };
		expect(omitEmpty(value)).toEqual({ a: [1, { c: 2 }] });
		expect(value).toEqual({ a: [1, null, { b: '', c: 2 }], d: { e: Number.NaN } });
	});

	test('turns dates into strings', () => {
		expect(omitEmpty({ at: new Date(0) })).toEqual({ at: '1970-01-01T00:00:00.000Z' });
		expect(omitEmpty(new Date(Number.NaN))).toBeUndefined();
	});

	test('treats a name of the language like any other', () => {
		const value = JSON.parse('{"__proto__": {"polluted": 1}}') as object;
		expect(JSON.stringify(omitEmpty(value))).toBe('{"__proto__":{"polluted":1}}');
		expect((omitEmpty(value) as { polluted?: number }).polluted).toBeUndefined();
	});
});
