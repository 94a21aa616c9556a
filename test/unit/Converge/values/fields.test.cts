import { idOf, known, text } from '../../../../nodes/Converge/values/fields';

test.each([
	[' a ', 'a'],
	[78701, '78701'],
	['', undefined],
	[' ', undefined],
	[null, undefined],
	[Number.NaN, undefined],
	[true, undefined],
	[{}, undefined],
])('the text of %p is %p', (value, expected) => {
	expect(text(value)).toBe(expected);
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
])('the id of %p is %p', (value, expected) => {
	expect(idOf(value)).toBe(expected);
});

describe('what is known of a value', () => {
	test.each([null, undefined, '', ' ', Number.NaN, Infinity, {}, [], [null], { a: { b: [''] } }])(
		'nothing of %p',
		(value) => {
			expect(known(value)).toBeUndefined();
		},
	);

	test.each([0, false, 'x', ' x '])('%p as it is', (value) => {
		expect(known(value)).toBe(value);
	});

	test('the rest of lists and objects', () => {
		const value = { a: [1, null, { b: '', c: 2 }], d: { e: Number.NaN } };
		expect(known(value)).toEqual({ a: [1, { c: 2 }] });
		expect(value).toEqual({ a: [1, null, { b: '', c: 2 }], d: { e: Number.NaN } });
	});

	test('dates as texts', () => {
		expect(known({ at: new Date(0) })).toEqual({ at: '1970-01-01T00:00:00.000Z' });
		expect(known(new Date(Number.NaN))).toBeUndefined();
	});

	test('a name of the language is a name like any other', () => {
		const value = JSON.parse('{"__proto__": {"polluted": 1}}') as object;
		expect(JSON.stringify(known(value))).toBe('{"__proto__":{"polluted":1}}');
		expect((known(value) as { polluted?: number }).polluted).toBeUndefined();
	});
});
