import fc from 'fast-check';
import { currencyCode, parseMoney, toNumber } from '../../../../nodes/Converge/values/money';

test.each([
	['109.0000', 1_090_000],
	['-5', -50_000],
	[' 0.1 ', 1_000],
	['7.', 70_000],
	['0.00005', 1],
	['0.00004999', 0],
	['-0.0000', 0],
	[109, 1_090_000],
	[-0.5, -5_000],
	[0.1 + 0.2, 3_000],
	[1e-9, 0],
])('%p is %p ten-thousandths', (value, expected) => {
	expect(parseMoney(value)).toBe(expected);
});

test.each(['', ' ', '1,50', '1e3', 'free', '--1', NaN, Infinity, 1e20, '9'.repeat(20), null, {}])(
	'%p is not money',
	(value) => {
		expect(parseMoney(value)).toBeUndefined();
	},
);

test.each([
	[10_050, 1.005],
	[-10_050, -1.005],
	[123_456, 12.3456],
	[3_000, 0.3],
	[-0, 0],
	[8_999_999_999_999_999, 899_999_999_999.9999],
])('%p ten-thousandths are the number %p', (amount, expected) => {
	expect(toNumber(amount)).toBe(expected);
});

test('what BigCommerce sends comes out as it is', () => {
	fc.assert(
		fc.property(fc.integer({ min: -1e12, max: 1e12 }), (amount) => {
			const text = (amount / 10_000).toFixed(4);
			expect(toNumber(parseMoney(text)!)).toBe(Number(text) || 0);
		}),
	);
});

test('a sum of amounts has no float dust', () => {
	const cents = fc.integer({ min: 0, max: 100_000_000 });
	fc.assert(
		fc.property(fc.array(cents, { minLength: 1, maxLength: 20 }), (amounts) => {
			const asText = (amount: number) =>
				`${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}00`;
			const sum = amounts.reduce((total, amount) => total + parseMoney(asText(amount))!, 0);
			expect(toNumber(sum)).toBe(amounts.reduce((total, amount) => total + amount, 0) / 100);
		}),
	);
});

test('money reads the same as a string and as a number', () => {
	fc.assert(
		fc.property(fc.integer({ min: -1e12, max: 1e12 }), (amount) => {
			const number = amount / 10_000;
			expect(parseMoney(number)).toBe(amount);
			expect(parseMoney(number.toFixed(4))).toBe(amount);
		}),
	);
});

test.each(['USD', ' usd ', 'pkr', 'XAU'])('%p is a currency code', (code) => {
	expect(currencyCode(code)).toBe(code.trim().toUpperCase());
});

test.each(['', 'US', 'USDT', 'U$D', '$', null, 840])('%p is not a currency code', (code) => {
	expect(currencyCode(code)).toBeUndefined();
});
