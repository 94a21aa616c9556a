/** Money as a whole number of ten-thousandths of the currency's unit: 12.34 is 123400. */
export type Amount = number;

/** BigCommerce's form on the wire: a string with four decimals, "12.3400". */
export function toWire(amount: Amount): string {
	const digits = String(Math.abs(amount)).padStart(5, '0');
	return `${amount < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** Reads "12.34", "12.3400" or 12.34. Throws when it is no amount of at most four decimals. */
export function fromWire(value: string | number): Amount {
	const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(String(value));
	if (!match) throw new Error(`Not an amount: ${value}`);
	const amount = Number(match[2] + (match[3] ?? '').padEnd(4, '0'));
	return match[1] ? -amount : amount;
}

/** Rounds half away from zero to a currency's own decimals (0 to 4). */
export function roundTo(decimals: number, amount: Amount): Amount {
	const unit = 10 ** (4 - decimals);
	return Math.sign(amount) * Math.round(Math.abs(amount) / unit) * unit;
}

/** Divides a total in proportion to the weights; the parts add up to it exactly. */
export function share(total: Amount, weights: Amount[], decimals: number): Amount[] {
	let weightLeft = weights.reduce((sum, weight) => sum + weight, 0);
	let left = total;
	return weights.map((weight) => {
		const part =
			weightLeft === 0
				? 0
				: weight === weightLeft
					? left
					: roundTo(decimals, (left * weight) / weightLeft);
		weightLeft -= weight;
		left -= part;
		return part;
	});
}
