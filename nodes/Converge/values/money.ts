/**
 * An amount in ten-thousandths of the currency's unit: BigCommerce sends four decimals in every
 * currency. A safe integer up to 900 billion, so sums are exact where sums of floats are not.
 */
export type TenThousandths = number;

const SCALE = 10_000;

/**
 * Reads money as BigCommerce sends it: a decimal string ("109.0000") or a number. From the fifth
 * decimal on, it is rounded half away from zero.
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

/** How BigCommerce writes nearly all amounts, up to a size at which floats are exact to the fourth decimal. */
const USUAL_FORM = /^\d{1,10}\.\d{4}$/;

function fromText(value: unknown): number {
	if (typeof value === 'string' && USUAL_FORM.test(value)) return Math.round(Number(value) * SCALE);
	const match = typeof value === 'string' && /^\s*(-?)(\d+)(?:\.(\d*))?\s*$/.exec(value);
	if (!match) return NaN;
	const [, sign, whole, decimals = ''] = match;
	const padded = decimals.padEnd(5, '0');
	const units = Number(whole) * SCALE + Number(padded.slice(0, 4)) + (padded[4] >= '5' ? 1 : 0);
	return sign && units ? -units : units;
}

/**
 * The amount as a number, with all of its decimals. No currency's own decimals are applied: `Intl`
 * and ISO 4217 disagree on them for 17 currencies, and BigCommerce's orders have more than either.
 */
export function toNumber(amount: TenThousandths): number {
	return amount === 0 ? 0 : amount / SCALE;
}

/** An ISO 4217 code in upper case; `undefined` when it does not have the form of one. */
export function currencyCode(code: unknown): string | undefined {
	if (typeof code !== 'string') return undefined;
	const normal = code.trim().toUpperCase();
	return /^[A-Z]{3}$/.test(normal) ? normal : undefined;
}
