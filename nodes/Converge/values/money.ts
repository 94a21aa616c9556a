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
	const units = typeof value === 'number' ? fromNumber(value) : fromText(value);
	return Number.isSafeInteger(units) ? units : undefined;
}

function fromNumber(value: number): number {
	const units = Math.round(Math.abs(value) * SCALE);
	return value < 0 && units ? -units : units;
}

function fromText(value: unknown): number {
	const match = typeof value === 'string' && /^\s*(-?)(\d+)(?:\.(\d*))?\s*$/.exec(value);
	if (!match) return NaN;
	const [, sign, whole, decimals = ''] = match;
	const padded = decimals.padEnd(5, '0');
	const units = Number(whole) * SCALE + Number(padded.slice(0, 4)) + (padded[4] >= '5' ? 1 : 0);
	return sign && units ? -units : units;
}

/** The amount as a number with at most the currency's own decimals, half away from zero. */
export function toNumber(amount: TenThousandths, decimals: number): number {
	const unit = 10 ** Math.min(decimals, 4);
	const rounded = Math.round((Math.abs(amount) * unit) / SCALE) / unit;
	return amount < 0 && rounded ? -rounded : rounded;
}

/** A currency, and how many decimals its amounts have: 2 for USD, 0 for JPY, 3 for KWD. */
export interface Currency {
	/** ISO 4217. */
	code: string;
	decimals: number;
}

const currencies = new Map<string, Currency>();

/**
 * The currency with the decimals that `Intl` knows.
 *
 * @returns `undefined` when `code` is no currency code
 */
export function currencyOf(code: unknown): Currency | undefined {
	if (typeof code !== 'string') return undefined;
	const normal = code.trim().toUpperCase();
	if (!/^[A-Z]{3}$/.test(normal)) return undefined;
	let currency = currencies.get(normal);
	if (!currency) {
		const format = new Intl.NumberFormat('en', { style: 'currency', currency: normal });
		currency = { code: normal, decimals: format.resolvedOptions().maximumFractionDigits ?? 2 };
		currencies.set(normal, currency);
	}
	return currency;
}
