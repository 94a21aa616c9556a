import fc from 'fast-check';
import { toIsoDate } from '../../../../nodes/Converge/values/dates';

test.each([
	['Thu, 18 Jun 2026 12:05:04 +0000', '2026-06-18T12:05:04.000Z'],
	['Thu, 18 Jun 2026 12:05:04 GMT', '2026-06-18T12:05:04.000Z'],
	['Thu, 18 Jun 2026 12:05:04 -0500', '2026-06-18T17:05:04.000Z'],
	['8 Jun 2026 12:05:04 +0000', '2026-06-08T12:05:04.000Z'],
	['2026-06-18T12:05:04Z', '2026-06-18T12:05:04.000Z'],
	['2026-06-18T12:05:04.500+02:00', '2026-06-18T10:05:04.500Z'],
	['2026-06-18 12:05:04 +0000', '2026-06-18T12:05:04.000Z'],
])('%p is %s', (date, expected) => {
	expect(toIsoDate(date)).toBe(expected);
});

test.each(['Thu, 18 Jun 2026 12:05:04', '2026-06-18T12:05:04', '2026-06-18 12:05:04'])(
	'%p, without a zone, is read as UTC whatever the time zone of the machine',
	(date) => {
		expect(toIsoDate(date)).toBe('2026-06-18T12:05:04.000Z');
	},
);

test.each([
	'',
	'yesterday',
	'118',
	'order 1',
	'2026',
	'2026-13-45T12:00:00Z',
	118,
	null,
	undefined,
])('%p is not a date', (value) => {
	expect(toIsoDate(value)).toBeUndefined();
});

test("BigCommerce's form reads the same as by the language's own parser", () => {
	const any = fc.date({
		min: new Date('1000-01-01'),
		max: new Date('9999-12-31'),
		noInvalidDate: true,
	});
	fc.assert(
		fc.property(any, (date) => {
			const text = date.toUTCString().replace('GMT', '+0000');
			expect(toIsoDate(text)).toBe(new Date(text).toISOString());
		}),
	);
});
