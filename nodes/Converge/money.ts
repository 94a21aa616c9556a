/**
 * An amount in ten-thousandths of the currency's unit: the four decimals that BigCommerce sends.
 * A safe integer up to 900 billion, so sums are exact where sums of floats are not.
 */
export type TenThousandths = number;

const SCALE = 10_000;

/**
 * Reads money as BigCommerce sends it: a decimal string ("109.0000") or a number. A fifth decimal
 * and those behind it are rounded half away from zero.
 *
 * @returns `undefined` when it is neither
 */
export function parseMoney(value: unknown): TenThousandths | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const match = /^\s*(-?)(\d+)(?:\.(\d*))?\s*$/.exec(String(value));
	if (!match) return undefined;
	const [, sign, whole, decimals = ''] = match;
	const padded = decimals.padEnd(5, '0');
	const units = Number(whole) * SCALE + Number(padded.slice(0, 4)) + (padded[4] >= '5' ? 1 : 0);
	if (!Number.isSafeInteger(units)) return undefined;
	return sign && units ? -units : units;
}

/** The amount as a number with at most the currency's own decimals, half away from zero. */
export function toNumber(amount: TenThousandths, decimals: number): number {
	const unit = 10 ** Math.min(decimals, 4);
	const rounded = Math.round((Math.abs(amount) * unit) / SCALE) / unit;
	return amount < 0 && rounded ? -rounded : rounded;
}

const decimalsByCurrency = new Map<string, number>();

/**
 * How many decimals a currency has (ISO 4217 as `Intl` knows it): 2 for USD, 0 for JPY, 3 for KWD.
 *
 * @returns `undefined` when `currency` is no currency code
 */
export function decimalsOf(currency: unknown): number | undefined {
	if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return undefined;
	let decimals = decimalsByCurrency.get(currency);
	if (decimals === undefined) {
		const format = new Intl.NumberFormat('en', { style: 'currency', currency });
		decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
		decimalsByCurrency.set(currency, decimals);
	}
	return decimals;
}
